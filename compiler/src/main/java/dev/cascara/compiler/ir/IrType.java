package dev.cascara.compiler.ir;

import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.wasm.AbstractHeapType;
import dev.cascara.compiler.wasm.ConcreteHeapType;
import dev.cascara.compiler.wasm.HeapType;
import dev.cascara.compiler.wasm.NumberType;
import dev.cascara.compiler.wasm.ReferenceType;
import dev.cascara.compiler.wasm.ValueType;
import java.util.List;

/** The JVM's type of a value. */
public enum IrType {
  /** {@code i32}. */
  INT("I", 'i', 1),
  /** {@code i64}. */
  LONG("J", 'l', 2),
  /** {@code f32}. */
  FLOAT("F", 'f', 1),
  /** {@code f64}. */
  DOUBLE("D", 'd', 2),
  /** A reference to a function. */
  FUNCTION("Ldev/cascara/runtime/WasmFunction;", 'w', 1),
  /** A reference to an object of the host. */
  OBJECT("Ljava/lang/Object;", 'o', 1),
  /** No value. */
  VOID("V", 'v', 0);

  /**
   * The JVM allows a method 255 slots for parameters; the receiver, the instance and method handles
   * need some of them.
   */
  public static final int MAXIMUM_PARAMETER_SLOTS = 250;

  private final String descriptor;
  private final char letter;
  private final int slots;

  IrType(String descriptor, char letter, int slots) {
    this.descriptor = descriptor;
    this.letter = letter;
    this.slots = slots;
  }

  /**
   * Finds the type that carries values of a type of WebAssembly.
   *
   * @param type the type
   * @param offset where it is used, for the exception
   * @return the JVM's type
   * @throws UnsupportedFeatureException if no code is generated for the type yet
   */
  public static IrType of(ValueType type, long offset) {
    if (type instanceof NumberType number) {
      return switch (number) {
        case I32 -> INT;
        case I64 -> LONG;
        case F32 -> FLOAT;
        case F64 -> DOUBLE;
      };
    }
    if (type.equals(ReferenceType.FUNCREF)) {
      return FUNCTION;
    }
    if (type.equals(ReferenceType.EXTERNREF)) {
      return OBJECT;
    }
    if (type instanceof ReferenceType reference) {
      throw unsupported(reference.heapType(), offset);
    }
    throw new UnsupportedFeatureException("SIMD", offset);
  }

  /** Tells to which feature references of a type belong. */
  static UnsupportedFeatureException unsupported(HeapType type, long offset) {
    String feature = "garbage collection";
    if (type == AbstractHeapType.EXN || type == AbstractHeapType.NOEXN) {
      feature = "exception handling";
    } else if (type == AbstractHeapType.FUNC
        || type == AbstractHeapType.EXTERN
        || type instanceof ConcreteHeapType) {
      feature = "typed function references";
    }
    return new UnsupportedFeatureException(feature, "references to " + type, offset);
  }

  /**
   * Returns the type's descriptor in class files.
   *
   * @return for example {@code I}
   */
  public String descriptor() {
    return descriptor;
  }

  /**
   * Returns the letter that stands for this type in names and encoded types.
   *
   * @return one of {@code ilfdwo}
   */
  public char letter() {
    return letter;
  }

  /**
   * Returns how many of the JVM's local variables or stack entries a value takes.
   *
   * @return 0 to 2
   */
  public int slots() {
    return slots;
  }

  /**
   * Returns whether values are references.
   *
   * @return true for functions and objects
   */
  public boolean isReference() {
    return this == FUNCTION || this == OBJECT;
  }

  /**
   * Returns how many slots values take.
   *
   * @param types the types of the values
   * @return the sum
   */
  public static int slots(List<IrType> types) {
    return types.stream().mapToInt(IrType::slots).sum();
  }
}
