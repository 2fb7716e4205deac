package dev.cascara.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The type of a WebAssembly value (section 2.3, "Value Types"), with the Java type that carries it.
 */
public sealed interface ValueType extends StorageType permits NumericType, ReferenceType {
  /** 32-bit integer: {@code int}. */
  ValueType I32 = NumericType.I32;

  /** 64-bit integer: {@code long}. */
  ValueType I64 = NumericType.I64;

  /** 32-bit float: {@code float}. */
  ValueType F32 = NumericType.F32;

  /** 64-bit float: {@code double}. */
  ValueType F64 = NumericType.F64;

  /** Vector of 128 bits: {@link dev.cascara.runtime.V128}, or two {@code long}s in signatures. */
  ValueType V128 = NumericType.V128;

  /** Nullable reference to a function: {@link WasmFunction}. */
  ValueType FUNCREF = new ReferenceType(true, AbstractHeapType.FUNC);

  /** Nullable reference to any host object: {@link Object}. */
  ValueType EXTERNREF = new ReferenceType(true, AbstractHeapType.EXTERN);

  /** Nullable reference to a structure, array, small integer or internalized host object. */
  ValueType ANYREF = new ReferenceType(true, AbstractHeapType.ANY);

  /** Nullable reference to an exception: {@link WasmException}. */
  ValueType EXNREF = new ReferenceType(true, AbstractHeapType.EXN);

  /**
   * Returns the Java type that carries values of this type.
   *
   * @return a primitive class for numbers, else a reference class
   */
  Class<?> carrier();

  /**
   * Returns whether values of this type can be used where another is expected (section 3.3, "Value
   * Types").
   *
   * @param other what is expected
   * @return true if this type matches the other
   */
  boolean isSubtypeOf(ValueType other);

  /**
   * Returns whether a Java value is one of this type.
   *
   * @param value an object of the carrier, boxed where that is primitive, or null
   * @return true if it can be used where this type is expected
   */
  boolean isInstance(@Nullable Object value);
}
