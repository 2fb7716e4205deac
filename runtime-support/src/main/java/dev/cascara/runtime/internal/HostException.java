package dev.cascara.runtime.internal;

import java.io.Serial;

/**
 * Carries a throwable of a host function through compiled code unchanged: what the JVM's own checks
 * throw in compiled code becomes a trap where the host called in, what a host function throws must
 * not.
 */
public final class HostException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Wraps what a host function threw.
   *
   * @param cause the throwable, rethrown as it is where the host called in
   */
  public HostException(Throwable cause) {
    super(null, cause, false, false);
  }
}
