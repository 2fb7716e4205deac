package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Lookup;
import dev.cascara.compiler.ir.IrStatement.Switch;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Makes a switch with very many labels one on the number of the target, from a table. */
final class SwitchTables extends IrRewriter {
  /** With more labels, a method's code would be mostly one switch. */
  private static final int MAXIMUM_LABELS = 500;

  private SwitchTables() {}

  static IrFunction run(IrFunction function) {
    IrMethod method = function.methods().get(0);
    if (!IrStatements.anyStatement(method.body(), SwitchTables::needsTable)) {
      return function;
    }
    List<IrStatement> body = new SwitchTables().rewrite(method.body());
    return new IrFunction(function.index(), List.of(method.with(body, method.variables())));
  }

  private static boolean needsTable(IrStatement statement) {
    return statement instanceof Switch choice && choice.labels().size() > MAXIMUM_LABELS;
  }

  @Override
  List<IrStatement> branch(Switch statement) {
    if (!needsTable(statement)) {
      return List.of(statement);
    }
    IdentityHashMap<Label, Integer> numbers = new IdentityHashMap<>();
    List<Label> targets = new ArrayList<>();
    int[] table = new int[statement.labels().size() + 1];
    for (int i = 0; i < table.length; i++) {
      Label label = i < table.length - 1 ? statement.labels().get(i) : statement.defaultLabel();
      table[i] =
          numbers.computeIfAbsent(
              label,
              target -> {
                targets.add(target);
                return targets.size() - 1;
              });
    }
    int last = targets.size() - 1;
    Lookup target = new Lookup(table, statement.selector());
    return List.of(new Switch(target, targets.subList(0, last), targets.get(last)));
  }
}
