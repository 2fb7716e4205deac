package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.IsNull;
import dev.cascara.compiler.ir.IrExpression.LargeAddress;
import dev.cascara.compiler.ir.IrExpression.Lookup;
import dev.cascara.compiler.ir.IrExpression.MethodCall;
import dev.cascara.compiler.ir.IrExpression.Null;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrExpression.RuntimeCall;
import dev.cascara.compiler.ir.IrExpression.Select;
import dev.cascara.compiler.ir.IrExpression.StaticConstant;
import dev.cascara.compiler.ir.IrExpression.VectorOperation;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Evaluate;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the passes have in common that replace vectors by what the JVM has. What becomes of a vector
 * never has effects: what does is evaluated into temporaries before, in the order of the operands.
 */
abstract class VectorRewriter extends IrRewriter {
  private List<IrStatement> statements = new ArrayList<>();
  private int variables;

  VectorRewriter(int variables) {
    this.variables = variables;
  }

  /** How many variables there are by now. */
  final int variables() {
    return variables;
  }

  /** Appends a statement before the one that is being replaced. */
  final void append(IrStatement statement) {
    statements.add(statement);
  }

  static boolean usesVectors(List<IrStatement> statements) {
    for (IrStatement statement : statements) {
      for (IrExpression expression : IrStatements.expressions(statement)) {
        if (usesVectors(expression)) {
          return true;
        }
      }
      for (List<IrStatement> body : IrStatements.bodies(statement)) {
        if (usesVectors(body)) {
          return true;
        }
      }
    }
    return false;
  }

  static boolean usesVectors(IrExpression expression) {
    // The most frequent expressions are not asked for their type, whose result is known.
    if (expression instanceof Get get) {
      return get.variable().type().isVector();
    }
    if (expression instanceof VectorOperation
        || (!(expression instanceof Numeric) && expression.type().isVector())) {
      return true;
    }
    for (IrExpression operand : expression.operands()) {
      if (usesVectors(operand)) {
        return true;
      }
    }
    return false;
  }

  // ---------------------------------------------------------------- statements

  /** Replaces an assignment of a vector. */
  abstract void assignVector(Assign assign);

  /** Evaluates a vector for the effects of its operands. */
  abstract void evaluateVector(IrExpression vector);

  /** Replaces a store of a vector. */
  abstract void storeVector(Store store);

  /** Replaces a vector instruction that gives a scalar. */
  abstract IrExpression scalar(VectorOperation operation);

  @Override
  final void rewrite(IrStatement statement, List<IrStatement> result) {
    List<IrStatement> outer = statements;
    statements = result;
    rewriteHere(statement);
    statements = outer;
  }

  private void rewriteHere(IrStatement statement) {
    if (statement instanceof Assign assign && assign.variable().type().isVector()) {
      assignVector(assign);
    } else if (statement instanceof Evaluate evaluate && evaluate.expression().type().isVector()) {
      evaluateVector(evaluate.expression());
    } else if (statement instanceof Store store && store.opcode() == Opcode.V128_STORE) {
      storeVector(store);
    } else if (statement instanceof Store store) {
      List<IrExpression> expressions = rewriteAll(IrStatements.expressions(store));
      statements.add(
          new Store(
              store.opcode(),
              store.memory(),
              store.offset(),
              expressions.get(0),
              expressions.get(1)));
    } else {
      super.rewrite(statement, statements);
    }
  }

  // ---------------------------------------------------------------- temporaries

  final Variable newVariable(IrType type, Variable.Kind kind) {
    return new Variable(variables++, type, kind);
  }

  /** Evaluates an expression into a temporary. */
  final IrExpression evaluated(IrExpression expression) {
    Variable temporary = newVariable(expression.type(), Variable.Kind.TEMPORARY);
    statements.add(new Assign(temporary, expression));
    return new Get(temporary);
  }

  /** An expression that may be evaluated several times within the statement. */
  final IrExpression atom(IrExpression expression) {
    return expression instanceof Constant || expression instanceof Get
        ? expression
        : evaluated(expression);
  }

  /** An address that may be evaluated several times, still as one of the memory that it was of. */
  final IrExpression addressAtom(IrExpression address) {
    return address instanceof LargeAddress large
        ? new LargeAddress(atom(large.address()))
        : atom(address);
  }

  static boolean isPure(IrExpression expression) {
    boolean pure =
        expression instanceof Constant
            || expression instanceof Get
            || expression instanceof Null
            || expression instanceof Select
            || expression instanceof IsNull
            || expression instanceof Lookup
            || expression instanceof RuntimeCall
            || expression instanceof MethodCall
            || expression instanceof StaticConstant
            || (expression instanceof Numeric numeric && !numeric.traps());
    return pure && expression.operands().stream().allMatch(VectorRewriter::isPure);
  }

  // ---------------------------------------------------------------- expressions

  /** Expressions of which none is a vector; they are evaluated in this order. */
  @Override
  final List<IrExpression> rewriteAll(List<IrExpression> expressions) {
    int lastVector = expressions.size() - 1;
    while (lastVector >= 0 && !usesVectors(expressions.get(lastVector))) {
      lastVector--;
    }
    List<IrExpression> results = new ArrayList<>(expressions.size());
    for (int i = 0; i < expressions.size(); i++) {
      IrExpression result = i > lastVector ? expressions.get(i) : rewrite(expressions.get(i));
      results.add(i < lastVector && !isPure(result) ? evaluated(result) : result);
    }
    return results;
  }

  @Override
  final IrExpression rewrite(IrExpression expression) {
    if (!usesVectors(expression)) {
      return expression;
    }
    return expression instanceof VectorOperation operation
        ? scalar(operation)
        : super.rewrite(expression);
  }

  /** A scalar without effects. */
  final IrExpression pureScalar(IrExpression expression) {
    IrExpression result = rewrite(expression);
    return isPure(result) ? result : evaluated(result);
  }
}
