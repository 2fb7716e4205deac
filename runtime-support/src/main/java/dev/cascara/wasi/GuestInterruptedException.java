package dev.cascara.wasi;

import java.io.Serial;

/**
 * The thread of a guest was interrupted while the guest waited for time or input. WASI has no way
 * to tell the guest, so the call that entered it ends; the thread's interrupt status is set.
 */
public final class GuestInterruptedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param cause what the waiting method threw
   */
  public GuestInterruptedException(Throwable cause) {
    super("the guest's thread was interrupted", cause);
  }
}
