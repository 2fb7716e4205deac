package dev.cascara.runtime;

import java.util.List;

/**
 * An instance of a core module. Compiled modules extend it: their constructor takes {@link
 * Imports}, checks and links them, initialises tables and memories and runs the start function, as
 * in section 4.5.4, "Instantiation".
 *
 * <p>An instance belongs to one thread at a time.
 */
public abstract class Instance {
  /** For compiled modules. */
  protected Instance() {}

  /**
   * Returns the names of all exports.
   *
   * @return the names in the module's order
   */
  public abstract List<String> exportNames();

  /**
   * Returns an export.
   *
   * @param name its name
   * @return the same object at each call
   * @throws java.util.NoSuchElementException if nothing is exported under that name
   */
  public abstract Extern export(String name);
}
