package dev.cascara.it.fuzz;

import java.util.List;
import java.util.stream.Stream;

/**
 * What functions are made of.
 *
 * @param expressions makes code with results
 * @param statements makes code without
 */
record Productions(List<Production> expressions, List<Production> statements) {
  /** All that every engine has. */
  static Productions standard() {
    return new Productions(
        Stream.of(
                NumericProductions.all(),
                VariableProductions.expressions(),
                MemoryProductions.expressions(),
                ReferenceProductions.expressions(),
                CallProductions.all(),
                ControlProductions.expressions())
            .flatMap(List::stream)
            .toList(),
        Stream.of(
                VariableProductions.statements(),
                MemoryProductions.statements(),
                ReferenceProductions.statements(),
                CallProductions.all(),
                ControlProductions.statements())
            .flatMap(List::stream)
            .toList());
  }
}
