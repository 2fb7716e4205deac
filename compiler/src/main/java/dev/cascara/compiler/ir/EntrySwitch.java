package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.Lookup;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrExpression.Transfer;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.wasm.Opcode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The switch that a loop begins with, if it is on a variable. Where the variable has just been
 * assigned a constant, what follows a branch to the loop is known.
 *
 * @param choice the switch
 * @param variable the variable
 * @param first the variable's value for the first label, or for the first number of the table
 */
public record EntrySwitch(Switch choice, Variable variable, int first) {
  /**
   * Finds the switch that a loop begins with.
   *
   * @param loop a loop
   * @return the switch; null if the loop begins with something else
   */
  public static @Nullable EntrySwitch of(Loop loop) {
    List<IrStatement> body = loop.body();
    while (!body.isEmpty() && body.get(0) instanceof Block block) {
      body = block.body();
    }
    if (body.isEmpty() || !(body.get(0) instanceof Switch choice)) {
      return null;
    }
    IrExpression selector =
        choice.selector() instanceof Lookup lookup ? lookup.selector() : choice.selector();
    int first = first(selector);
    IrExpression variable = first == 0 ? selector : selector.operands().get(0);
    return variable instanceof Get get ? new EntrySwitch(choice, get.variable(), first) : null;
  }

  /**
   * Returns what is subtracted from a selector.
   *
   * @param selector what a switch is on
   * @return the constant, more than 0, that is subtracted; 0 if there is none
   */
  public static int first(IrExpression selector) {
    return selector instanceof Numeric difference
            && difference.opcode() == Opcode.I32_SUB
            && difference.operands().get(1) instanceof Constant constant
        ? Math.max(0, (int) constant.bits())
        : 0;
  }

  /**
   * Returns where a branch to the loop goes.
   *
   * @param before the statement before the branch
   * @return a label of the switch; null if it is not known which
   */
  public @Nullable Label target(IrStatement before) {
    if (!(before instanceof Assign assign
        && assign.variable() == variable
        && assign.value() instanceof Constant constant)) {
      return null;
    }
    int index = (int) constant.bits() - first;
    if (choice.selector() instanceof Lookup lookup) {
      index = lookup.number(index);
    }
    return index >= 0 && index < choice.labels().size()
        ? choice.labels().get(index)
        : choice.defaultLabel();
  }

  /** The assignments of what is neither a constant nor left by a part, which may be one. */
  static Assignments othersThanConstants(List<IrStatement> statements) {
    return Assignments.in(
        statements, value -> !(value instanceof Constant || value instanceof Transfer));
  }
}
