package dev.cascara.runtime;

import java.lang.invoke.MethodHandle;

/** A function that a method handle of the host implements. */
final class HostFunction extends WasmFunction {
  private final MethodHandle handle;

  HostFunction(FunctionType type, MethodHandle handle) {
    super(type);
    if (type.results().size() > 1) {
      throw new IllegalArgumentException("a method handle returns at most one result: " + type);
    }
    if (!handle.type().equals(type.methodType())) {
      throw new IllegalArgumentException(
          "the handle's type is " + handle.type() + " instead of " + type.methodType());
    }
    this.handle = handle;
  }

  @Override
  public MethodHandle handle() {
    return handle;
  }
}
