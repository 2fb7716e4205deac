package dev.cascara.runtime.internal;

import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.WasmFunction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * The superclass of the classes of function types, which the compiler generates, or for some types
 * the build of the runtime. Functions of compiled modules are of subclasses of those. Any other
 * function is stood for by an object of the type's class itself, whose typed method calls it by its
 * handle.
 */
public abstract class TypedFunction extends WasmFunction {
  /** What this stands for; null if that is a function of a compiled module. */
  private final @Nullable WasmFunction target;

  /** The handle of what this stands for. */
  protected final @Nullable MethodHandle targetHandle;

  /** The type that the function is called with. */
  private final FunctionType calledType;

  /**
   * Creates a function of a compiled module, or what stands for a function from elsewhere.
   *
   * @param target the function from elsewhere; null for one of a compiled module
   * @param calledType the type that it is called with, which may be a supertype of its own
   * @throws IllegalArgumentException if the function's type is neither that type nor a subtype
   */
  protected TypedFunction(@Nullable WasmFunction target, FunctionType calledType) {
    super(target == null ? calledType : checkedType(target, calledType));
    this.target = target;
    this.targetHandle = target == null ? null : target.handle();
    this.calledType = calledType;
  }

  private static FunctionType checkedType(WasmFunction target, FunctionType calledType) {
    if (!target.type().isSubtypeOf(calledType)) {
      throw new IllegalArgumentException(
          "a function of type " + calledType + " cannot be one of type " + target.type());
    }
    return target.type();
  }

  /**
   * Returns how what this stands for keeps arguments.
   *
   * @return its {@link #deferral}; null if there is none, or this stands for nothing
   */
  protected final @Nullable MethodHandle targetDeferral() {
    return target == null ? null : target.deferral();
  }

  /**
   * Finds the handle of the method for hosts, for a class that the runtime has.
   *
   * @param typeClass the class of a function type
   * @param type the type
   * @return the handle of {@code enter}
   */
  static MethodHandle entry(Class<? extends TypedFunction> typeClass, FunctionType type) {
    try {
      return MethodHandles.lookup().findVirtual(typeClass, "enter", type.methodType());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the class of a function type without a method for hosts", e);
    }
  }

  /**
   * Throws anything: compiled code has no checked exceptions.
   *
   * @param thrown what to throw
   * @param <T> an unchecked exception, so that the compiler asks for no handler
   * @return nothing; to be thrown, so that the compiler sees that nothing follows
   * @throws T the exception
   */
  @SuppressWarnings("unchecked")
  static <T extends Throwable> RuntimeException rethrow(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Override
  public long resultBits(int index) {
    return target == null ? super.resultBits(index) : target.resultBits(index);
  }

  @Override
  public @Nullable Object resultReference(int index) {
    return target == null
        ? super.resultReference(index)
        : Linking.result(target.resultReference(index), calledType, index);
  }
}
