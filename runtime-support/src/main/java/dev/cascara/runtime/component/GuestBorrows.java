package dev.cascara.runtime.component;

import java.util.ArrayList;
import java.util.List;

/**
 * The host's handles to guests' resources that one call of an export borrows: none can be closed or
 * passed on until the call has ended. Only functions with {@code borrow} parameters of resources
 * that a guest defines need one.
 */
public final class GuestBorrows {
  private final List<GuestResource> borrowed = new ArrayList<>(2);

  /** Creates what one call borrows: nothing yet. */
  public GuestBorrows() {}

  /**
   * Borrows a resource for the call.
   *
   * @param resource the host's handle
   * @param type the type that the callee takes
   * @return what stands for the resource
   * @throws IllegalStateException as {@link GuestResource#borrow}
   * @throws IllegalArgumentException as {@link GuestResource#borrow}, or if the handle is none that
   *     a component gave
   */
  public int borrow(Object resource, ResourceType type) {
    GuestResource handle = GuestResource.of(resource, type);
    int representation = handle.borrow(type);
    borrowed.add(handle);
    return representation;
  }

  /** Ends the call, however it ended. */
  public void end() {
    for (GuestResource each : borrowed) {
      each.endBorrow();
    }
    borrowed.clear();
  }
}
