package dev.cascara.runtime;

import org.jspecify.annotations.Nullable;

/** Where a module instance finds what it imports. */
@FunctionalInterface
public interface Imports {
  /** Imports for modules that have none. */
  Imports NONE = (module, name) -> null;

  /**
   * Finds an import.
   *
   * @param module the import's module name
   * @param name the import's name in that module
   * @return the value, or null if there is none: instantiation then fails with a {@link
   *     LinkException}
   */
  @Nullable Extern find(String module, String name);
}
