package dev.cascara.it.fuzz;

import java.util.List;

/** The type of a function. */
record Signature(List<Type> parameters, List<Type> results) {
  Signature {
    parameters = List.copyOf(parameters);
    results = List.copyOf(results);
  }

  /** Returns whether a host can call such a function. */
  boolean isForHosts() {
    return !parameters.contains(Type.V128) && !results.contains(Type.V128);
  }
}
