package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrStatement.ArraySet;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Evaluate;
import dev.cascara.compiler.ir.IrStatement.GlobalSet;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Return;
import dev.cascara.compiler.ir.IrStatement.SetTransfer;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.ir.IrStatement.Throw;
import dev.cascara.compiler.ir.IrStatement.Try;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What statements consist of, for walks over them. */
public final class IrStatements {
  private IrStatements() {}

  /**
   * Returns the expressions that a statement itself evaluates.
   *
   * @param statement a statement
   * @return the expressions in order, without those of statements in it
   */
  public static List<IrExpression> expressions(IrStatement statement) {
    if (statement instanceof Assign assign) {
      return assign.expressions();
    }
    if (statement instanceof Evaluate evaluate) {
      return IrList.of(evaluate.expression());
    }
    if (statement instanceof Store store) {
      return store.expressions();
    }
    if (statement instanceof GlobalSet set) {
      return IrList.of(set.value());
    }
    if (statement instanceof SetTransfer set) {
      return IrList.of(set.value());
    }
    if (statement instanceof ArraySet set) {
      return IrList.of(set.array(), set.value());
    }
    if (statement instanceof If condition) {
      return condition.expressions();
    }
    if (statement instanceof Switch choice) {
      return IrList.of(choice.selector());
    }
    if (statement instanceof Throw thrown) {
      return IrList.of(thrown.exception());
    }
    return statement instanceof Return result ? result.values() : IrList.of();
  }

  /**
   * Returns the lists of statements in a statement.
   *
   * @param statement a statement
   * @return the lists in order
   */
  public static IrList<List<IrStatement>> bodies(IrStatement statement) {
    if (statement instanceof Block block) {
      return block.bodies();
    }
    if (statement instanceof If condition) {
      return condition.bodies();
    }
    if (statement instanceof Loop loop) {
      return loop.bodies();
    }
    return statement instanceof Try block ? block.bodies() : IrList.of();
  }

  /** How many statements there are, those in others too. */
  static int count(List<IrStatement> statements) {
    return (int) sum(statements, statement -> 1);
  }

  /** The sum of what statements come to, those in others too. */
  static long sum(List<IrStatement> statements, ToLongFunction<IrStatement> own) {
    long sum = 0;
    for (IrStatement statement : statements) {
      sum += own.applyAsLong(statement);
      for (List<IrStatement> body : bodies(statement)) {
        sum += sum(body, own);
      }
    }
    return sum;
  }

  /**
   * Returns whether there is a certain statement among some and those in them.
   *
   * @param statements the statements
   * @param test asked for each, in order, until it says yes
   * @return true if it does
   */
  public static boolean anyStatement(List<IrStatement> statements, Predicate<IrStatement> test) {
    for (IrStatement statement : statements) {
      if (test.test(statement)) {
        return true;
      }
      for (List<IrStatement> body : bodies(statement)) {
        if (anyStatement(body, test)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Returns whether there is a certain expression among those that statements, and those in them,
   * evaluate themselves; the test is not asked for operands.
   */
  static boolean anyExpression(List<IrStatement> statements, Predicate<IrExpression> test) {
    return anyStatement(statements, statement -> any(expressions(statement), test));
  }

  /** Returns whether there is a certain expression among some; a stream would take much longer. */
  static boolean any(List<IrExpression> expressions, Predicate<IrExpression> test) {
    for (IrExpression expression : expressions) {
      if (test.test(expression)) {
        return true;
      }
    }
    return false;
  }
}
