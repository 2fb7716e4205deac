package dev.cascara.runtime.internal;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * What a reference to a function does for tail calls across instances: it keeps the arguments until
 * one of these methods, the one for the function's result, calls the function.
 */
public abstract class TailCallee {
  /** For {@link dev.cascara.runtime.WasmFunction}. */
  protected TailCallee() {}

  /**
   * Returns a handle that keeps arguments for a later call.
   *
   * @return a handle with the parameters of the function that returns the function; null if the
   *     function is called at once, since it makes no tail calls that could come back
   */
  public @Nullable MethodHandle deferral() {
    return null;
  }

  private static IllegalStateException notDeferred() {
    return new IllegalStateException("the function was not deferred");
  }

  /**
   * Calls the function with the arguments that it has kept.
   *
   * @param caller the instance whose tail calls led here
   * @return the first result, without meaning if another call is pending then
   */
  public int resumeInt(TailCaller caller) {
    throw notDeferred();
  }

  /**
   * Calls the function with the arguments that it has kept.
   *
   * @param caller the instance whose tail calls led here
   * @return the first result, without meaning if another call is pending then
   */
  public long resumeLong(TailCaller caller) {
    throw notDeferred();
  }

  /**
   * Calls the function with the arguments that it has kept.
   *
   * @param caller the instance whose tail calls led here
   * @return the first result, without meaning if another call is pending then
   */
  public float resumeFloat(TailCaller caller) {
    throw notDeferred();
  }

  /**
   * Calls the function with the arguments that it has kept.
   *
   * @param caller the instance whose tail calls led here
   * @return the first result, without meaning if another call is pending then
   */
  public double resumeDouble(TailCaller caller) {
    throw notDeferred();
  }

  /**
   * Calls the function with the arguments that it has kept.
   *
   * @param caller the instance whose tail calls led here
   * @return the first result, without meaning if another call is pending then
   */
  public @Nullable Object resumeReference(TailCaller caller) {
    throw notDeferred();
  }

  /**
   * Calls the function with the arguments that it has kept.
   *
   * @param caller the instance whose tail calls led here
   */
  public void resumeVoid(TailCaller caller) {
    throw notDeferred();
  }
}
