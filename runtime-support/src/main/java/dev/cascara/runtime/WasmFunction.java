package dev.cascara.runtime;

import dev.cascara.runtime.internal.TailCallee;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function that WebAssembly code can call, import, export and keep in tables: one of a compiled
 * module, or one of the host ({@link #of}).
 *
 * <p>Calls from compiled code pass no boxes: the compiler generates one subclass with a typed
 * method for each signature, and calls any other function through its {@link #handle()}.
 */
public abstract non-sealed class WasmFunction extends TailCallee implements Extern {
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
   * @param index which result, from 1; a vector counts as two of type {@code i64}, the lower half
   *     first
   * @return an integer (an {@code i32} sign-extended) or the bits of a float (an {@code f32}'s
   *     sign-extended)
   */
  public long resultBits(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  /**
   * Returns a further result of reference type of the call that has just returned.
   *
   * @param index which result, from 1; a vector counts as two
   * @return the reference, or null
   */
  public @Nullable Object resultReference(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  /**
   * Returns a further result of the call that has just returned, as an object.
   *
   * @param index which result, from 1
   * @return an {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@link V128}, or a
   *     reference
   */
  public final @Nullable Object result(int index) {
    int position = 0;
    for (ValueType earlier : type.results().subList(0, index)) {
      position += width(earlier);
    }
    return resultAt(position, type.results().get(index));
  }

  private static int width(ValueType type) {
    return type == ValueType.V128 ? 2 : 1;
  }

  private @Nullable Object resultAt(int position, ValueType resultType) {
    if (!(resultType instanceof NumericType number)) {
      return resultReference(position);
    }
    return switch (number) {
      case I32 -> (int) resultBits(position);
      case I64 -> resultBits(position);
      case F32 -> Float.intBitsToFloat((int) resultBits(position));
      case F64 -> Double.longBitsToDouble(resultBits(position));
      case V128 -> new V128(resultBits(position), resultBits(position + 1));
    };
  }

  /**
   * Returns all results of the call that has just returned, as objects.
   *
   * @param first what the {@link #handle()}, or a compiled method of this function, returned
   * @return an {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@link V128}, or a
   *     reference for each result
   */
  public final List<@Nullable Object> results(@Nullable Object first) {
    List<@Nullable Object> results = new ArrayList<>();
    int position = 0;
    for (ValueType result : type.results()) {
      if (position > 0) {
        results.add(resultAt(position, result));
      } else if (result == ValueType.V128) {
        results.add(new V128((long) Objects.requireNonNull(first), resultBits(1)));
      } else {
        results.add(first);
      }
      position += width(result);
    }
    return results;
  }

  /**
   * Calls this function with objects.
   *
   * @param arguments an {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@link V128},
   *     or a reference for each parameter
   * @return an object for each result
   * @throws Throwable what the function throws
   */
  public final List<@Nullable Object> invoke(List<? extends @Nullable Object> arguments)
      throws Throwable {
    List<@Nullable Object> values = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof V128 vector) {
        values.add(vector.low());
        values.add(vector.high());
      } else {
        values.add(argument);
      }
    }
    MethodHandle handle = handle().asFixedArity();
    return results(
        type.inArray() ? handle.invoke(values.toArray()) : handle.invokeWithArguments(values));
  }

  /**
   * Makes a host's method a function with at most one result.
   *
   * @param type the function's type
   * @param handle what to call, of exactly {@link FunctionType#methodType()}, but that it returns a
   *     {@link V128} if the result is a vector
   * @return the function
   * @throws IllegalArgumentException if the handle's type is another, or the type has several
   *     results
   */
  public static WasmFunction of(FunctionType type, MethodHandle handle) {
    return new HostFunction(type, handle);
  }
}
