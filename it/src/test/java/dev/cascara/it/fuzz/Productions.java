package dev.cascara.it.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What functions are made of.
 *
 * @param expressions makes code with results
 * @param statements makes code without
 */
record Productions(List<Production> expressions, List<Production> statements) {
  /** What modules are made of that may have some extensions. */
  static Productions of(Set<Extension> extensions) {
    List<Production> expressions = new ArrayList<>(standard().expressions());
    List<Production> statements = new ArrayList<>(standard().statements());
    if (extensions.contains(Extension.VECTORS)) {
      expressions.addAll(VectorProductions.expressions());
      statements.addAll(VectorProductions.statements());
    }
    if (extensions.contains(Extension.TAIL_CALLS)) {
      expressions.addAll(TailCallProductions.all());
      statements.addAll(TailCallProductions.all());
    }
    if (extensions.contains(Extension.EXCEPTIONS)) {
      expressions.addAll(ExceptionProductions.expressions());
      statements.addAll(ExceptionProductions.statements());
    }
    if (extensions.contains(Extension.EXCEPTION_REFERENCES)) {
      expressions.addAll(ExceptionReferenceProductions.expressions());
      statements.addAll(ExceptionReferenceProductions.statements());
    }
    if (extensions.contains(Extension.REFERENCES)) {
      expressions.addAll(TypedReferenceProductions.expressions());
      statements.addAll(TypedReferenceProductions.statements());
      expressions.addAll(AggregateProductions.expressions());
      statements.addAll(AggregateProductions.statements());
      if (extensions.contains(Extension.TAIL_CALLS)) {
        expressions.add(TypedReferenceProductions.tailCall());
        statements.add(TypedReferenceProductions.tailCall());
      }
    }
    return new Productions(expressions, statements);
  }

  private static Productions standard() {
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
                ControlProductions.statements(),
                StateMachineProductions.statements())
            .flatMap(List::stream)
            .toList());
  }
}
