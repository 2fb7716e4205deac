package dev.cascara.runtime.component;

import dev.cascara.runtime.WasmException;
import dev.cascara.runtime.WasmTrap;
import org.jspecify.annotations.Nullable;

/**
 * The state of a component instance at run time (Canonical ABI, "Component Instances"): its
 * handles, and whether it may be entered and left.
 *
 * <p>A call of the host's into the instance looks like this; none of it allocates:
 *
 * <pre>{@code
 * instance.enter();
 * try {
 *   result = core.add(a, b);
 *   instance.exit();
 *   return result;
 * } catch (Throwable thrown) {
 *   throw instance.failed(thrown);
 * }
 * }</pre>
 *
 * <p>An instance whose call ended with a trap stays closed: its state may be inconsistent.
 */
public final class ComponentInstance {
  private final @Nullable ComponentInstance parent;
  private final int depth;
  private final HandleTable handles = new HandleTable(this);
  private boolean mayEnter = true;
  private boolean mayLeave = true;
  private boolean poisoned;

  /** Creates the instance of a component that the host instantiates. */
  public ComponentInstance() {
    this.parent = null;
    this.depth = 0;
  }

  /**
   * Creates the instance of a component that another component instantiates.
   *
   * @param parent the instance of the other component
   */
  public ComponentInstance(ComponentInstance parent) {
    this.parent = parent;
    this.depth = parent.depth + 1;
  }

  /**
   * Returns this instance's handles.
   *
   * @return the table
   */
  public HandleTable handles() {
    return handles;
  }

  /**
   * Begins a call of the host's into this instance.
   *
   * @throws WasmTrap if this instance or one around it is executing already, or trapped earlier
   */
  public void enter() {
    if (!mayEnter) {
      throw mayNotEnter();
    }
    if (parent != null) {
      enterParents();
    }
    mayEnter = false;
  }

  private void enterParents() {
    for (ComponentInstance each = parent; each != null; each = each.parent) {
      if (!each.mayEnter) {
        throw each.mayNotEnter();
      }
    }
    for (ComponentInstance each = parent; each != null; each = each.parent) {
      each.mayEnter = false;
    }
  }

  /** Ends a call of the host's that returned normally. */
  public void exit() {
    mayEnter = true;
    if (parent != null) {
      parent.exit();
    }
  }

  /**
   * Begins a call of another component's into this instance.
   *
   * @param caller the instance of the other component; it is executing
   * @throws WasmTrap if this instance, or one around it that is not around the caller, is executing
   *     already or trapped earlier
   */
  public void enterFrom(ComponentInstance caller) {
    for (ComponentInstance each = this;
        each != null && !each.isAround(caller);
        each = each.parent) {
      if (!each.mayEnter) {
        throw each.mayNotEnter();
      }
      each.mayEnter = false;
    }
  }

  /**
   * Ends a call of another component's that returned normally.
   *
   * @param caller the instance of the other component
   */
  public void exitTo(ComponentInstance caller) {
    for (ComponentInstance each = this;
        each != null && !each.isAround(caller);
        each = each.parent) {
      each.mayEnter = true;
    }
  }

  /**
   * Returns whether the host could call into this instance now.
   *
   * @return false while it or an instance around it is executing, and after a trap
   */
  public boolean mayEnter() {
    for (ComponentInstance each = this; each != null; each = each.parent) {
      if (!each.mayEnter) {
        return false;
      }
    }
    return true;
  }

  /** Whether this is the instance itself or one of those around it. */
  private boolean isAround(ComponentInstance inner) {
    @Nullable ComponentInstance each = inner;
    while (each != null && each.depth > depth) {
      each = each.parent;
    }
    return each == this;
  }

  /**
   * Ends a call that did not return normally: this instance cannot be entered any more. An
   * exception of WebAssembly that leaves a component is a trap: no caller can have its tag.
   *
   * @param thrown what the call threw
   * @return what to throw
   */
  public RuntimeException failed(Throwable thrown) {
    for (ComponentInstance each = this; each != null; each = each.parent) {
      each.poisoned |= !each.mayEnter;
    }
    if (thrown instanceof WasmException) {
      return new WasmTrap(WasmTrap.Kind.UNCAUGHT_EXCEPTION, thrown);
    }
    if (thrown instanceof RuntimeException exception) {
      return exception;
    }
    if (thrown instanceof StackOverflowError) {
      return new WasmTrap(WasmTrap.Kind.CALL_STACK_EXHAUSTED);
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(thrown);
  }

  /**
   * Ends a call of the host's whose arguments could not be lowered, so that the guest's function
   * was not called. Where the host passed what cannot be passed, this instance stays as it was.
   *
   * @param thrown what lowering threw
   * @return the same, to be thrown
   */
  public RuntimeException refused(Throwable thrown) {
    if (thrown instanceof WasmTrap || !(thrown instanceof RuntimeException exception)) {
      return failed(thrown);
    }
    exit();
    return exception;
  }

  private WasmTrap mayNotEnter() {
    return AbiTrap.of(
        poisoned
            ? "cannot enter component instance: an earlier call ended with a trap or an exception"
            : "cannot enter component instance: it is executing already");
  }

  /**
   * Returns whether a call into this instance failed, so that there can be no other.
   *
   * @return true after a trap
   */
  public boolean isPoisoned() {
    return poisoned;
  }

  /**
   * Checks that this instance's code may call imports and built-ins now. Each of them begins with
   * this.
   *
   * @throws WasmTrap if the code is a {@code realloc} or {@code post-return} function
   */
  public void checkMayLeave() {
    if (!mayLeave) {
      throw AbiTrap.of("cannot leave component instance");
    }
  }

  /** Begins a {@code realloc} or {@code post-return} function, which may call no imports. */
  public void forbidLeaving() {
    mayLeave = false;
  }

  /** Ends a {@code realloc} or {@code post-return} function that returned normally. */
  public void allowLeaving() {
    mayLeave = true;
  }
}
