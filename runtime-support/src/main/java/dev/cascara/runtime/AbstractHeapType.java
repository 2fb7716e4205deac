package dev.cascara.runtime;

import java.util.Locale;

/** The heap types that every module has (section 2.3, "Heap Types"). */
public enum AbstractHeapType implements HeapType {
  /** Structures, arrays, small integers and internalized host objects. */
  ANY("anyref"),
  /** What can be compared: structures, arrays and small integers. */
  EQ("eqref"),
  /** Integers of 31 bits: {@link I31}. */
  I31("i31ref"),
  /** Structures: {@link WasmStruct}. */
  STRUCT("structref"),
  /** Arrays: {@link WasmArray}. */
  ARRAY("arrayref"),
  /** The bottom of the hierarchy of {@code any}. */
  NONE("nullref"),
  /** Functions: {@link WasmFunction}. */
  FUNC("funcref"),
  /** The bottom of the hierarchy of {@code func}. */
  NOFUNC("nullfuncref"),
  /** Objects of the host. */
  EXTERN("externref"),
  /** The bottom of the hierarchy of {@code extern}. */
  NOEXTERN("nullexternref"),
  /** Exceptions: {@link WasmException}. */
  EXN("exnref"),
  /** The bottom of the hierarchy of {@code exn}. */
  NOEXN("nullexnref");

  private final String shorthand;

  AbstractHeapType(String shorthand) {
    this.shorthand = shorthand;
  }

  /** Returns the short form of the nullable reference type. */
  String shorthand() {
    return shorthand;
  }

  @Override
  public AbstractHeapType top() {
    return switch (this) {
      case ANY, EQ, I31, STRUCT, ARRAY, NONE -> ANY;
      case FUNC, NOFUNC -> FUNC;
      case EXTERN, NOEXTERN -> EXTERN;
      case EXN, NOEXN -> EXN;
    };
  }

  @Override
  public boolean isSubtypeOf(HeapType other) {
    if (this == other) {
      return true;
    }
    if (other instanceof DefinedType) {
      return isBottom() && top() == other.top();
    }
    return switch ((AbstractHeapType) other) {
      case ANY, FUNC, EXTERN, EXN -> top() == other;
      case EQ -> this == I31 || this == STRUCT || this == ARRAY || this == NONE;
      case I31, STRUCT, ARRAY -> this == NONE;
      case NONE, NOFUNC, NOEXTERN, NOEXN -> false;
    };
  }

  @Override
  public boolean describes(Object value) {
    return switch (this) {
      case ANY, FUNC, EXTERN, EXN -> true;
      case EQ -> value instanceof EqReference;
      case I31 -> value instanceof I31;
      case STRUCT -> value instanceof WasmStruct;
      case ARRAY -> value instanceof WasmArray;
      case NONE, NOFUNC, NOEXTERN, NOEXN -> false;
    };
  }

  private boolean isBottom() {
    return this == NONE || this == NOFUNC || this == NOEXTERN || this == NOEXN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
