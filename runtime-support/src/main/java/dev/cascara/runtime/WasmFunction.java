package dev.cascara.runtime;

import java.lang.invoke.MethodHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function that WebAssembly code can call, import, export and keep in tables: one of a compiled
 * module, or one of the host ({@link #of}).
 *
 * <p>Calls from compiled code pass no boxes: the compiler generates one subclass with a typed
 * method for each signature, and calls any other function through its {@link #handle()}.
 */
public abstract non-sealed class WasmFunction implements Extern {
  private final FunctionType type;

  /**
   * Creates a function.
   *
   * @param type its type
   */
  protected WasmFunction(FunctionType type) {
    this.type = Objects.requireNonNull(type);
  }

  /**
   * Returns the type of this function.
   *
   * @return parameters and results
   */
  public final FunctionType type() {
    return type;
  }

  /**
   * Returns a handle that calls this function.
   *
   * @return a handle of exactly {@link FunctionType#methodType()}; it returns the first result
   */
  public abstract MethodHandle handle();

  /**
   * Returns a further result of the call that has just returned, as bits.
   *
   * @param index which result, from 1
   * @return an integer (an {@code i32} sign-extended) or the bits of a float (an {@code f32}'s
   *     sign-extended)
   */
  public long resultBits(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  /**
   * Returns a further result of reference type of the call that has just returned.
   *
   * @param index which result, from 1
   * @return the reference, or null
   */
  public @Nullable Object resultReference(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  /**
   * Returns a further result of the call that has just returned, as an object.
   *
   * @param index which result, from 1
   * @return an {@code Integer}, {@code Long}, {@code Float}, {@code Double}, or a reference
   */
  public final @Nullable Object result(int index) {
    if (!(type.results().get(index) instanceof NumericType number)) {
      return resultReference(index);
    }
    return switch (number) {
      case I32 -> (int) resultBits(index);
      case I64 -> resultBits(index);
      case F32 -> Float.intBitsToFloat((int) resultBits(index));
      case F64 -> Double.longBitsToDouble(resultBits(index));
    };
  }

  /**
   * Makes a host's method a function with at most one result.
   *
   * @param type the function's type
   * @param handle what to call, of exactly {@link FunctionType#methodType()}
   * @return the function
   * @throws IllegalArgumentException if the handle's type is another, or the type has several
   *     results
   */
  public static WasmFunction of(FunctionType type, MethodHandle handle) {
    return new HostFunction(type, handle);
  }
}
