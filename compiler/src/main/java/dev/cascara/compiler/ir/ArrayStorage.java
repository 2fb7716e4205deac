package dev.cascara.compiler.ir;

import dev.cascara.compiler.wasm.FieldType;
import dev.cascara.compiler.wasm.NumberType;
import dev.cascara.compiler.wasm.PackedType;
import dev.cascara.compiler.wasm.StorageType;
import dev.cascara.compiler.wasm.VectorType;

/** How WebAssembly's arrays keep their elements: in which Java array, in which class. */
public enum ArrayStorage {
  /** Elements of type {@code i8}. */
  I8("I8Array", "[B"),
  /** Elements of type {@code i16}. */
  I16("I16Array", "[S"),
  /** Elements of type {@code i32}. */
  I32("I32Array", "[I"),
  /** Elements of type {@code i64}. */
  I64("I64Array", "[J"),
  /** Elements of type {@code f32}. */
  F32("F32Array", "[F"),
  /** Elements of type {@code f64}. */
  F64("F64Array", "[D"),
  /** Elements of type {@code v128}, two halves each. */
  V128("V128Array", "[J"),
  /** References. */
  REFERENCE("ReferenceArray", "[Ljava/lang/Object;");

  private final String className;
  private final String descriptor;

  ArrayStorage(String className, String descriptor) {
    this.className = "dev/cascara/runtime/internal/" + className;
    this.descriptor = descriptor;
  }

  /**
   * Returns how the elements of an array type are stored.
   *
   * @param element the type of the elements
   * @return the storage, the same for an array type and its supertype
   */
  public static ArrayStorage of(FieldType element) {
    StorageType type = element.storageType();
    if (type instanceof PackedType packed) {
      return packed == PackedType.I8 ? I8 : I16;
    }
    if (type instanceof NumberType number) {
      return switch (number) {
        case I32 -> I32;
        case I64 -> I64;
        case F32 -> F32;
        case F64 -> F64;
      };
    }
    return type == VectorType.V128 ? V128 : REFERENCE;
  }

  /**
   * Returns the class of the runtime that has the Java array in its field {@code elements}.
   *
   * @return the internal name
   */
  public String className() {
    return className;
  }

  /**
   * Returns the Java array's descriptor.
   *
   * @return for example {@code [I}
   */
  public String descriptor() {
    return descriptor;
  }
}
