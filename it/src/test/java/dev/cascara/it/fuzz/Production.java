package dev.cascara.it.fuzz;

import java.util.List;
import java.util.Optional;

/**
 * A way to make code.
 *
 * @param weight how often, compared with others
 * @param maker makes the code
 */
record Production(int weight, Maker maker) {
  /** Makes code with some results, if it can. */
  interface Maker {
    Optional<Node> make(FunctionGenerator function, List<Type> results);
  }

  /** Makes code for one result, or none, if it is of a type. */
  static Production of(
      int weight, List<Type> results, java.util.function.Function<FunctionGenerator, Node> maker) {
    return new Production(
        weight,
        (function, wanted) ->
            wanted.equals(results) ? Optional.of(maker.apply(function)) : Optional.empty());
  }
}
