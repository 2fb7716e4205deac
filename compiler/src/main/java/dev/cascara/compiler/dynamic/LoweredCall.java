package dev.cascara.compiler.dynamic;

import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.WasmException;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.component.CanonicalOptions;
import dev.cascara.runtime.component.ComponentInstance;
import dev.cascara.runtime.internal.Traps;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A function of components as a guest's core code calls it ({@code canon lower}). */
final class LoweredCall {
  private static final MethodHandle CALL;

  static {
    try {
      CALL =
          MethodHandles.lookup()
              .findVirtual(
                  LoweredCall.class, "call", MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** What is called. */
  private interface Target {
    @Nullable Object call(Transfer transfer, @Nullable Object[] flat);
  }

  private final CanonicalOptions options;
  private final Target target;

  private LoweredCall(CanonicalOptions options, Target target) {
    this.options = options;
    this.target = target;
  }

  /** Makes a core function of a function of another component instance. */
  static WasmFunction of(LiftedCall callee, CanonicalOptions options) {
    Signature signature = callee.signature();
    ComponentInstance caller = options.instance();
    return of(
        signature,
        options,
        (transfer, flat) -> {
          @Nullable Object[] lowered = new @Nullable Object[1];
          callee.callFrom(
              caller,
              () -> signature.liftArguments(transfer, flat),
              result ->
                  lowered[0] =
                      LiftedCall.lowerForGuest(
                          () -> signature.lowerResult(transfer, result, flat)));
          return lowered[0];
        });
  }

  /** Makes a core function of a function of the host. */
  static WasmFunction of(
      Signature signature, DynamicImports.HostFunction host, CanonicalOptions options) {
    return of(
        signature,
        options,
        (transfer, flat) -> {
          List<Value> arguments = signature.liftArguments(transfer, flat);
          Optional<Value> result = host.call(arguments);
          signature.checkResult(result);
          return signature.lowerResult(transfer, result, flat);
        });
  }

  private static WasmFunction of(Signature signature, CanonicalOptions options, Target target) {
    FunctionType type = signature.lowered();
    MethodType methodType = type.methodType();
    MethodHandle handle =
        CALL.bindTo(new LoweredCall(options, target))
            .asCollector(Object[].class, methodType.parameterCount())
            .asType(methodType);
    return WasmFunction.of(type, handle);
  }

  // Called by handle.
  @SuppressWarnings("unused")
  private @Nullable Object call(@Nullable Object[] flat) {
    options.instance().checkMayLeave();
    Transfer transfer = new Transfer(options);
    try {
      return target.call(transfer, flat);
    } catch (WasmException thrown) {
      throw Traps.importFailure(thrown);
    } finally {
      transfer.end();
    }
  }
}
