package dev.cascara.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** A function that a method handle of the host implements. */
final class HostFunction extends WasmFunction {
  private static final MethodHandle KEEP_HIGH;

  static {
    try {
      KEEP_HIGH =
          MethodHandles.lookup()
              .findVirtual(
                  HostFunction.class, "keepHigh", MethodType.methodType(long.class, V128.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final MethodHandle handle;

  /** For each thread that calls, the higher half of the last result. */
  private final ThreadLocal<Long> high = ThreadLocal.withInitial(() -> 0L);

  HostFunction(FunctionType type, MethodHandle handle) {
    super(type);
    if (type.results().size() > 1) {
      throw new IllegalArgumentException("a method handle returns at most one result: " + type);
    }
    boolean givesVector = type.results().contains(ValueType.V128);
    MethodType expected =
        givesVector ? type.methodType().changeReturnType(V128.class) : type.methodType();
    if (!handle.type().equals(expected)) {
      throw new IllegalArgumentException(
          "the handle's type is " + handle.type() + " instead of " + expected);
    }
    this.handle =
        givesVector ? MethodHandles.filterReturnValue(handle, KEEP_HIGH.bindTo(this)) : handle;
  }

  /** Returns the lower half of a result, and keeps the higher one until it is asked for. */
  @SuppressWarnings("UnusedMethod") // Called through KEEP_HIGH.
  private long keepHigh(V128 result) {
    high.set(result.high());
    return result.low();
  }

  @Override
  public long resultBits(int index) {
    return index == 1 && type().results().contains(ValueType.V128)
        ? high.get()
        : super.resultBits(index);
  }

  @Override
  public MethodHandle handle() {
    return handle;
  }
}
