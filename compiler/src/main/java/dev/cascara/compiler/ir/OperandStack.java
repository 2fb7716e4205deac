package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.Null;
import dev.cascara.compiler.ir.IrExpression.VectorOperation;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * WebAssembly's operand stack during lowering. An entry is an expression that has not been
 * evaluated yet; it is evaluated into a temporary as soon as a statement is emitted that it must
 * not be exchanged with.
 */
final class OperandStack {
  /**
   * Larger expressions are evaluated into a temporary, so that no statement grows beyond a method.
   */
  private static final int MAXIMUM_SIZE = 64;

  /**
   * More unevaluated entries than this are not kept, so that looking through them takes bounded
   * time.
   */
  private static final int MAXIMUM_PENDING = 64;

  private final List<Entry> entries = new ArrayList<>();
  private final Function<IrType, Variable> newTemporary;
  private final BiConsumer<Variable, IrExpression> assign;

  /** All entries below are constants or temporaries. */
  private int stable;

  /**
   * An expression with what is known of it.
   *
   * @param expression the expression
   * @param effects what evaluating it does
   * @param size how many operations it holds
   */
  record Entry(IrExpression expression, int effects, int size) {
    boolean isStable() {
      return expression instanceof Constant
          || expression instanceof Null
          || (expression instanceof VectorOperation vector && vector.opcode() == Opcode.V128_CONST)
          || (expression instanceof Get get && get.variable().kind() == Variable.Kind.TEMPORARY);
    }

    boolean reads(Variable variable) {
      return (effects & Effects.READS_VARIABLE) != 0 && reads(expression, variable);
    }

    private static boolean reads(IrExpression expression, Variable variable) {
      if (expression instanceof Get get) {
        return get.variable() == variable;
      }
      for (IrExpression operand : expression.operands()) {
        if (reads(operand, variable)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Operands taken from the stack.
   *
   * @param expressions the operands in order
   * @param effects what evaluating all of them does
   * @param size how many operations they hold
   */
  record Operands(List<IrExpression> expressions, int effects, int size) {}

  OperandStack(Function<IrType, Variable> newTemporary, BiConsumer<Variable, IrExpression> assign) {
    this.newTemporary = newTemporary;
    this.assign = assign;
  }

  int height() {
    return entries.size();
  }

  void truncate(int height) {
    while (entries.size() > height) {
      entries.remove(entries.size() - 1);
    }
    stable = Math.min(stable, height);
  }

  void push(IrExpression expression, int effects, int size) {
    int all = expression.branches() ? effects | Effects.BRANCHES : effects;
    entries.add(new Entry(expression, all, size));
    if (size > MAXIMUM_SIZE) {
      evaluate(entries.size() - 1);
    }
    while (entries.size() - stable > MAXIMUM_PENDING) {
      evaluate(stable++);
    }
  }

  void push(Variable variable) {
    push(
        new Get(variable),
        variable.kind() == Variable.Kind.TEMPORARY ? 0 : Effects.READS_VARIABLE,
        1);
  }

  Entry pop() {
    Entry entry = entries.remove(entries.size() - 1);
    stable = Math.min(stable, entries.size());
    return entry;
  }

  /**
   * Takes the topmost entries; large ones are evaluated first, so that what uses them stays small.
   */
  Operands pop(int count) {
    int base = entries.size() - count;
    int size = sizeFrom(base);
    if (size > MAXIMUM_SIZE + count) {
      evaluateFrom(base);
    }
    // What comes before is on the JVM's stack when these are evaluated.
    for (int i = base + 1; i < entries.size(); i++) {
      if ((entries.get(i).effects() & Effects.BRANCHES) != 0) {
        evaluate(i);
      }
    }
    return takeFrom(base, Math.min(size, MAXIMUM_SIZE + count));
  }

  /**
   * Takes two values and a condition. Values that could be told from others by when they are
   * evaluated are evaluated first, so that code evaluates only one of the two afterwards.
   */
  Operands popChoice() {
    int base = entries.size() - 3;
    int size = sizeFrom(base);
    for (int i = base; i < base + 2; i++) {
      if ((entries.get(i).effects() & Effects.IMPURE) != 0) {
        evaluate(i);
      }
    }
    if (size > MAXIMUM_SIZE) {
      evaluateFrom(base);
    }
    return takeFrom(base, Math.min(size, MAXIMUM_SIZE));
  }

  private int sizeFrom(int base) {
    int size = 0;
    for (int i = base; i < entries.size(); i++) {
      size += entries.get(i).size();
    }
    return size;
  }

  private Operands takeFrom(int base, int size) {
    IrExpression[] taken = new IrExpression[entries.size() - base];
    int effects = 0;
    for (int i = 0; i < taken.length; i++) {
      Entry entry = entries.get(base + i);
      taken[i] = entry.expression();
      effects |= entry.effects();
    }
    truncate(base);
    return new Operands(IrList.of(taken), effects, size);
  }

  /** Evaluates what must happen before a statement with the given effects. */
  void prepareFor(int effects) {
    for (int i = stable; i < entries.size(); i++) {
      if (Effects.conflict(entries.get(i).effects(), effects)) {
        evaluate(i);
      }
    }
  }

  /** Evaluates what reads a variable that is about to be assigned. */
  void prepareForAssignment(Variable variable) {
    for (int i = stable; i < entries.size(); i++) {
      if (entries.get(i).reads(variable)) {
        evaluate(i);
      }
    }
  }

  /** Evaluates what would be lost, though it has effects, if control went elsewhere. */
  void prepareForBranch() {
    prepareFor(Effects.TRAPS | Effects.WRITES);
  }

  /** Evaluates everything, so that it can be used in whatever control flow follows. */
  void stabilize() {
    for (int i = stable; i < entries.size(); i++) {
      if (!entries.get(i).isStable()) {
        evaluate(i);
      }
    }
    stable = entries.size();
  }

  /** Evaluates the entries from a height that are more than a variable or constant. */
  void evaluateFrom(int height) {
    for (int i = height; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (!entry.isStable() && !(entry.expression() instanceof Get)) {
        evaluate(i);
      }
    }
  }

  /** Evaluates the entry at a depth from the top if it has one of the given effects. */
  void evaluateTop(int effects, int depth) {
    int index = entries.size() - 1 - depth;
    if ((entries.get(index).effects() & effects) != 0) {
      evaluate(index);
    }
  }

  List<IrExpression> top(int count) {
    IrExpression[] expressions = new IrExpression[count];
    for (int i = 0; i < count; i++) {
      expressions[i] = entries.get(entries.size() - count + i).expression();
    }
    return IrList.of(expressions);
  }

  private void evaluate(int index) {
    Entry entry = entries.get(index);
    if (entry.isStable()) {
      return;
    }
    for (int i = stable; i < index; i++) {
      if (Effects.conflict(entries.get(i).effects(), entry.effects())) {
        evaluate(i);
      }
    }
    Variable temporary = newTemporary.apply(entry.expression().type());
    assign.accept(temporary, entry.expression());
    entries.set(index, new Entry(new Get(temporary), 0, 1));
  }
}
