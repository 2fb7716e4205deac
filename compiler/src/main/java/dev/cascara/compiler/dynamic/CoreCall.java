package dev.cascara.compiler.dynamic;

import dev.cascara.runtime.WasmFunction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Calls a core function with values in an array. */
final class CoreCall {
  private static final MethodType GENERIC = MethodType.methodType(Object.class, Object[].class);

  private final MethodHandle handle;

  CoreCall(WasmFunction function) {
    MethodHandle typed = function.handle();
    this.handle = typed.asSpreader(Object[].class, typed.type().parameterCount()).asType(GENERIC);
  }

  /** Calls the function; what it throws is translated already. */
  @Nullable Object call(Object... arguments) {
    try {
      return (Object) handle.invokeExact(arguments);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }
}
