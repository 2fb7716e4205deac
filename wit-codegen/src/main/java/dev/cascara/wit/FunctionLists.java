package dev.cascara.wit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Selections from lists of functions. */
final class FunctionLists {
  private FunctionLists() {}

  static List<Function> of(TypeDefinition resource, List<Function> functions) {
    return functions.stream()
        .filter(function -> function.kind().ofResource().filter(resource::equals).isPresent())
        .toList();
  }

  static Map<TypeDefinition, List<Function>> byResource(List<Function> functions) {
    Map<TypeDefinition, List<Function>> lists = new HashMap<>();
    for (Function function : functions) {
      function
          .kind()
          .ofResource()
          .ifPresent(
              resource -> lists.computeIfAbsent(resource, key -> new ArrayList<>()).add(function));
    }
    return lists;
  }

  static List<Function> free(List<Function> functions) {
    return functions.stream().filter(function -> function.kind().ofResource().isEmpty()).toList();
  }
}
