package dev.cascara.wit;

import java.util.List;

/** Selections from lists of functions. */
final class FunctionLists {
  private FunctionLists() {}

  static List<Function> of(TypeDefinition resource, List<Function> functions) {
    return functions.stream()
        .filter(function -> function.kind().ofResource().filter(resource::equals).isPresent())
        .toList();
  }

  static List<Function> free(List<Function> functions) {
    return functions.stream().filter(function -> function.kind().ofResource().isEmpty()).toList();
  }
}
