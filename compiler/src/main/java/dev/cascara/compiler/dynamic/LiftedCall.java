package dev.cascara.compiler.dynamic;

import dev.cascara.runtime.WasmTrap;
import dev.cascara.runtime.component.CanonicalOptions;
import dev.cascara.runtime.component.ComponentInstance;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A function that a component defines, executable ({@code canon lift}). */
final class LiftedCall {
  private final Signature signature;
  private final CoreCall function;
  private final CanonicalOptions options;
  private final @Nullable CoreCall postReturn;

  LiftedCall(
      Signature signature,
      CoreCall function,
      CanonicalOptions options,
      @Nullable CoreCall postReturn) {
    this.signature = signature;
    this.function = function;
    this.options = options;
    this.postReturn = postReturn;
  }

  Signature signature() {
    return signature;
  }

  /** Calls the function for the host. */
  Optional<Value> call(List<Value> arguments) {
    signature.checkArguments(arguments);
    ComponentInstance instance = options.instance();
    instance.enter();
    try {
      Result result = new Result();
      execute(arguments, result::set);
      instance.exit();
      return result.value;
    } catch (Throwable thrown) {
      throw instance.failed(thrown);
    }
  }

  /** The result of a call. */
  private static final class Result {
    private Optional<Value> value = Optional.empty();

    void set(Optional<Value> lifted) {
      value = lifted;
    }
  }

  /** Calls the function for an executing component instance. */
  void callFrom(
      ComponentInstance caller, ArgumentSource arguments, Consumer<Optional<Value>> result) {
    ComponentInstance instance = options.instance();
    instance.enterFrom(caller);
    try {
      execute(arguments.lift(), result);
    } catch (IllegalArgumentException tooLarge) {
      // No host is involved: values that cannot be lowered are the guests' doing.
      throw instance.failed(
          new WasmTrap(WasmTrap.Kind.CANONICAL_ABI, String.valueOf(tooLarge.getMessage())));
    } catch (Throwable thrown) {
      throw instance.failed(thrown);
    }
    instance.exitTo(caller);
  }

  /** Lifts the arguments of a guest's call. */
  interface ArgumentSource {
    List<Value> lift();
  }

  private void execute(List<Value> arguments, Consumer<Optional<Value>> receiver) {
    Transfer transfer = new Transfer(options);
    try {
      Object[] flat = signature.lowerArguments(transfer, arguments);
      @Nullable Object flatResult = function.call(flat);
      Optional<Value> result = signature.liftResult(transfer, flatResult);
      transfer.borrows().end();
      receiver.accept(result);
      if (postReturn != null) {
        options.instance().forbidLeaving();
        if (flatResult == null) {
          postReturn.call();
        } else {
          postReturn.call(flatResult);
        }
        options.instance().allowLeaving();
      }
    } finally {
      transfer.end();
    }
  }
}
