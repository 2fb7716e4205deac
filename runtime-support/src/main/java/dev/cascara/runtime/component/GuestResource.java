package dev.cascara.runtime.component;

/**
 * An owning handle of the host's to a resource that a guest defines. Generated bindings extend it
 * with the resource's methods.
 *
 * <p>The host owns the resource until it is closed or passed back to a guest as an {@code own}.
 */
public abstract class GuestResource implements AutoCloseable {
  private final ResourceType type;
  private final int representation;
  private int lends;
  private boolean owned = true;

  /**
   * Creates a handle to a resource that a guest has just passed to the host.
   *
   * @param type the resource's type
   * @param representation what {@link HandleTable#liftOwn} returned
   */
  protected GuestResource(ResourceType type, int representation) {
    this.type = type;
    this.representation = representation;
  }

  /**
   * Returns the type of the resource.
   *
   * @return the type
   */
  public final ResourceType resourceType() {
    return type;
  }

  /**
   * Returns a value of a resource's interface as the handle that it must be where the resource is a
   * guest's.
   *
   * @param resource what the host passes
   * @param expected the type that the callee takes
   * @return the handle
   * @throws IllegalArgumentException if it is an implementation of the host's
   */
  public static GuestResource of(Object resource, ResourceType expected) {
    if (resource instanceof GuestResource handle) {
      return handle;
    }
    throw new IllegalArgumentException(
        "the component implements the resource "
            + expected
            + " itself and takes no other implementation: "
            + resource.getClass().getName());
  }

  /**
   * Begins a call that borrows the resource; {@link #endBorrow} ends it.
   *
   * @param expected the type that the callee takes
   * @return what stands for the resource
   * @throws IllegalStateException if this handle was closed or passed on
   * @throws IllegalArgumentException if the resource is of another type, such as that of another
   *     instance of the component
   */
  public final int borrow(ResourceType expected) {
    check(expected);
    lends++;
    return representation;
  }

  /** Ends a call that borrowed the resource. */
  public final void endBorrow() {
    lends--;
  }

  /**
   * Passes the resource on: this handle cannot be used any more.
   *
   * @param expected the type that the callee takes
   * @return what stands for the resource
   * @throws IllegalStateException if this handle was closed or passed on, or is lent to a call
   * @throws IllegalArgumentException if the resource is of another type, such as that of another
   *     instance of the component
   */
  public final int take(ResourceType expected) {
    check(expected);
    checkNotLent();
    owned = false;
    return representation;
  }

  /**
   * Checks that the resource could be passed to a function now.
   *
   * @param expected the type that the callee takes
   * @throws IllegalStateException if this handle was closed or passed on
   * @throws IllegalArgumentException if the resource is of another type, such as that of another
   *     instance of the component
   */
  public final void checkUsable(ResourceType expected) {
    check(expected);
  }

  private void check(ResourceType expected) {
    if (type != expected) {
      throw new IllegalArgumentException(
          "the resource " + type + " belongs to another component instance or is of another type");
    }
    if (!owned) {
      throw new IllegalStateException("the resource " + type + " was closed or passed on");
    }
  }

  private void checkNotLent() {
    if (lends != 0) {
      throw new IllegalStateException("the resource " + type + " is lent to a call in progress");
    }
  }

  /**
   * Drops the resource: the guest's destructor runs. Does nothing if it was dropped or passed on
   * already.
   *
   * @throws IllegalStateException if the resource is lent to a call in progress
   * @throws dev.cascara.runtime.WasmTrap if the destructor traps
   */
  @Override
  public final void close() {
    if (owned) {
      checkNotLent();
      owned = false;
      type.destroy(representation);
    }
  }
}
