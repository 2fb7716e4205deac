package dev.cascara.it.fuzz;

import java.util.List;

/** The type of a function. */
record Signature(List<Type> parameters, List<Type> results) implements Composite {
  Signature {
    parameters = List.copyOf(parameters);
    results = List.copyOf(results);
  }

  /** Returns whether a host can call such a function. */
  boolean isForHosts() {
    return parameters.stream().allMatch(Type::isForHosts)
        && results.stream().allMatch(Type::isForHosts);
  }

  @Override
  public void encode(Bytes out) {
    out.put(0x60).types(parameters).types(results);
  }
}
