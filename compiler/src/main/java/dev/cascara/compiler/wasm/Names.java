package dev.cascara.compiler.wasm;

import java.util.Map;
import java.util.Optional;

/**
 * What the {@code name} section calls things (appendix, "Name Section").
 *
 * @param module the module's name
 * @param functions the functions' names by index
 * @param locals the locals' names by function and local index
 */
public record Names(
    Optional<String> module,
    Map<Integer, String> functions,
    Map<Integer, Map<Integer, String>> locals) {
  /** No names. */
  public static final Names NONE = new Names(Optional.empty(), Map.of(), Map.of());
}
