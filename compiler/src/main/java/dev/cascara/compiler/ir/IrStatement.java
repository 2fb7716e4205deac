package dev.cascara.compiler.ir;

import dev.cascara.compiler.wasm.Opcode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement. The JVM's operand stack is empty before and after it. Statements have the statements
 * in them, and the most frequent ones what they evaluate, in lists, as walks ask for it again and
 * again.
 */
public sealed interface IrStatement {
  /**
   * Assigns a variable.
   *
   * @param variable which
   * @param expressions its new value
   */
  record Assign(Variable variable, List<IrExpression> expressions) implements IrStatement {
    Assign(Variable variable, IrExpression value) {
      this(variable, IrList.of(value));
    }

    /**
     * Returns the variable's new value.
     *
     * @return the only expression
     */
    public IrExpression value() {
      return expressions.get(0);
    }
  }

  /**
   * Evaluates an expression and drops its value.
   *
   * @param expression what to evaluate
   */
  record Evaluate(IrExpression expression) implements IrStatement {}

  /**
   * A store to memory.
   *
   * @param opcode which store
   * @param memory the memory's index
   * @param offset what is added to the address, unsigned
   * @param expressions the address and what is stored
   */
  record Store(Opcode opcode, int memory, long offset, List<IrExpression> expressions)
      implements IrStatement {
    Store(Opcode opcode, int memory, long offset, IrExpression address, IrExpression value) {
      this(opcode, memory, offset, IrList.of(address, value));
    }

    /**
     * Returns the address.
     *
     * @return the first expression
     */
    public IrExpression address() {
      return expressions.get(0);
    }

    /**
     * Returns what is stored.
     *
     * @return the second expression
     */
    public IrExpression value() {
      return expressions.get(1);
    }
  }

  /**
   * Assigns a global.
   *
   * @param index the global's index
   * @param value its new value
   */
  record GlobalSet(int index, IrExpression value) implements IrStatement {}

  /**
   * Assigns a field that passes values between methods; see {@link IrExpression.Transfer}.
   *
   * @param number which of the fields of the value's type
   * @param value the value
   */
  record SetTransfer(int number, IrExpression value) implements IrStatement {}

  /**
   * Assigns an element of an array.
   *
   * @param kind what the array holds
   * @param array the array
   * @param index the element's index
   * @param value the value
   */
  record ArraySet(ArrayKind kind, IrExpression array, int index, IrExpression value)
      implements IrStatement {}

  /**
   * Statements with a label at their end.
   *
   * @param label where branches to it continue
   * @param bodies the statements, as the only list
   */
  record Block(Label label, IrList<List<IrStatement>> bodies) implements IrStatement {
    Block(Label label, List<IrStatement> body) {
      this(label, IrList.of(IrList.copyOf(body)));
    }

    /**
     * Returns the statements.
     *
     * @return the only list
     */
    public List<IrStatement> body() {
      return bodies.get(0);
    }
  }

  /**
   * Statements with a label at their start. Without a branch to it, control leaves the loop at its
   * end.
   *
   * @param label where branches to it continue
   * @param bodies the statements, as the only list
   */
  record Loop(Label label, IrList<List<IrStatement>> bodies) implements IrStatement {
    Loop(Label label, List<IrStatement> body) {
      this(label, IrList.of(IrList.copyOf(body)));
    }

    /**
     * Returns the statements.
     *
     * @return the only list
     */
    public List<IrStatement> body() {
      return bodies.get(0);
    }
  }

  /**
   * Either of two lists of statements.
   *
   * @param expressions the condition
   * @param bodies both lists
   */
  record If(IrList<IrExpression> expressions, IrList<List<IrStatement>> bodies)
      implements IrStatement {
    If(IrExpression condition, List<IrStatement> whenNonZero, List<IrStatement> whenZero) {
      this(IrList.of(condition), IrList.of(IrList.copyOf(whenNonZero), IrList.copyOf(whenZero)));
    }

    /**
     * Returns what decides.
     *
     * @return the only expression, not zero for the first list
     */
    public IrExpression condition() {
      return expressions.get(0);
    }

    /**
     * Returns what is done if the condition is not zero.
     *
     * @return the first list
     */
    public List<IrStatement> whenNonZero() {
      return bodies.get(0);
    }

    /**
     * Returns what is done if the condition is zero.
     *
     * @return the second list
     */
    public List<IrStatement> whenZero() {
      return bodies.get(1);
    }

    /**
     * Returns the branch if there is nothing else: then all is one conditional branch.
     *
     * @return the only statement, done if the condition is not zero; null if there are others
     */
    public @Nullable Branch conditionalBranch() {
      return whenZero().isEmpty()
              && whenNonZero().size() == 1
              && whenNonZero().get(0) instanceof Branch branch
          ? branch
          : null;
    }
  }

  /**
   * A branch.
   *
   * @param label where to
   */
  record Branch(Label label) implements IrStatement {}

  /**
   * A branch to one of several labels.
   *
   * @param selector which of them, unsigned
   * @param labels the labels
   * @param defaultLabel the label for every larger selector
   */
  record Switch(IrExpression selector, List<Label> labels, Label defaultLabel)
      implements IrStatement {}

  /**
   * Statements with a handler for the exceptions of WebAssembly that come out of them. Behind the
   * handler control goes on behind this statement.
   *
   * @param exception the variable that the handler finds the exception in
   * @param bodies the statements, and what is done then
   */
  record Try(Variable exception, IrList<List<IrStatement>> bodies) implements IrStatement {
    Try(List<IrStatement> body, Variable exception, List<IrStatement> handler) {
      this(exception, IrList.of(IrList.copyOf(body), IrList.copyOf(handler)));
    }

    /**
     * Returns the statements.
     *
     * @return the first list
     */
    public List<IrStatement> body() {
      return bodies.get(0);
    }

    /**
     * Returns what is done with an exception.
     *
     * @return the second list
     */
    public List<IrStatement> handler() {
      return bodies.get(1);
    }
  }

  /**
   * Says that a function is to be called as soon as the current one has returned; its arguments are
   * in transfer fields.
   *
   * @param function the function's index
   */
  record Defer(int function) implements IrStatement {}

  /**
   * Throws an exception.
   *
   * @param exception the exception, not null
   */
  record Throw(IrExpression exception) implements IrStatement {}

  /**
   * Returns from the method.
   *
   * @param values nothing or the first result; further results are in transfer fields
   */
  record Return(List<IrExpression> values) implements IrStatement {
    public Return {
      values = IrList.copyOf(values);
    }
  }

  /** Traps. */
  record Unreachable() implements IrStatement {}
}
