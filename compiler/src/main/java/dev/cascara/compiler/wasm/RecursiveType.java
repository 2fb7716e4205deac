package dev.cascara.compiler.wasm;

import java.util.List;

/**
 * Types that may refer to each other.
 *
 * @param subTypes the types, which take consecutive type indices
 */
public record RecursiveType(List<SubType> subTypes) {
  public RecursiveType {
    subTypes = List.copyOf(subTypes);
  }
}
