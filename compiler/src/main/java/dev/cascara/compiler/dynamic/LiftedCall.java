package dev.cascara.compiler.dynamic;

import dev.cascara.runtime.WasmTrap;
import dev.cascara.runtime.component.CanonicalOptions;
import dev.cascara.runtime.component.ComponentInstance;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
      execute(transfer -> signature.lowerArguments(transfer, arguments), result::set);
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
      ComponentInstance caller,
      Supplier<List<Value>> arguments,
      Consumer<Optional<Value>> receiver) {
    ComponentInstance instance = options.instance();
    instance.enterFrom(caller);
    try {
      execute(
          transfer -> {
            List<Value> lifted = arguments.get();
            return lowerForGuest(() -> signature.lowerArguments(transfer, lifted));
          },
          receiver);
    } catch (Throwable thrown) {
      throw instance.failed(thrown);
    }
    instance.exitTo(caller);
  }

  /**
   * Lowers values that came from a guest. Where they are too large for that, no host is to blame.
   *
   * @throws WasmTrap if the values cannot be lowered
   */
  static <T extends @Nullable Object> T lowerForGuest(Supplier<T> lowering) {
    try {
      return lowering.get();
    } catch (IllegalArgumentException tooLarge) {
      throw new WasmTrap(WasmTrap.Kind.CANONICAL_ABI, String.valueOf(tooLarge.getMessage()));
    }
  }

  /** Makes the core function's arguments. */
  private interface Arguments {
    Object[] lower(Transfer transfer);
  }

  private void execute(Arguments arguments, Consumer<Optional<Value>> receiver) {
    Transfer transfer = new Transfer(options);
    try {
      Object[] flat = arguments.lower(transfer);
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
