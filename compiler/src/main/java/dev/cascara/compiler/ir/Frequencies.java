package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Return;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.ir.IrStatement.Throw;
import dev.cascara.compiler.ir.IrStatement.Try;
import dev.cascara.compiler.ir.IrStatement.Unreachable;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An estimate of how often each statement is executed in a call of its method, from the structure
 * alone: a loop goes round a few times, each target of a switch is as likely as the others, code
 * that ends in a trap is hardly ever executed.
 */
final class Frequencies {
  private static final double ITERATIONS = 8;

  /** How likely a conditional branch out of a block is taken. */
  private static final double BRANCH = 0.3;

  private static final double TRAP = 0.001;

  private static final double EXCEPTION = 0.05;

  private final double[] frequencies;
  private final IdentityHashMap<Label, Target> targets = new IdentityHashMap<>();
  private int position;

  /** How often control arrives at a label, per iteration of the loops around it. */
  private static final class Target {
    final int loopDepth;
    final boolean isLoop;
    double frequency;

    Target(int loopDepth, boolean isLoop) {
      this.loopDepth = loopDepth;
      this.isLoop = isLoop;
    }
  }

  private Frequencies(int statements) {
    frequencies = new double[statements];
  }

  /**
   * Estimates how often statements are executed.
   *
   * @param body the statements of a method
   * @param statements how many there are, with those in them
   * @return how often each is, in the order of the code; the statements in one follow it
   */
  static double[] of(List<IrStatement> body, int statements) {
    Frequencies result = new Frequencies(statements);
    result.walk(body, 1, 0);
    return result.frequencies;
  }

  /** Returns how often control reaches the end. */
  private double walk(List<IrStatement> statements, double start, int loopDepth) {
    double frequency = start;
    for (IrStatement statement : statements) {
      frequencies[position++] = frequency;
      frequency = walk(statement, frequency, loopDepth);
    }
    return frequency;
  }

  private double walk(IrStatement statement, double frequency, int loopDepth) {
    if (statement instanceof Block block) {
      Target target = new Target(loopDepth, false);
      targets.put(block.label(), target);
      return walk(block.body(), frequency, loopDepth) + target.frequency;
    }
    if (statement instanceof Loop loop) {
      targets.put(loop.label(), new Target(loopDepth, true));
      double end = walk(loop.body(), frequency * ITERATIONS, loopDepth + 1);
      return Math.min(frequency, end);
    }
    if (statement instanceof If condition) {
      return walkIf(condition, frequency, loopDepth);
    }
    if (statement instanceof Try block) {
      return walk(block.body(), frequency, loopDepth)
          + walk(block.handler(), frequency * EXCEPTION, loopDepth);
    }
    if (statement instanceof Branch branch) {
      arrive(branch.label(), frequency, loopDepth);
      return 0;
    }
    if (statement instanceof Switch choice) {
      Set<Label> labels = new LinkedHashSet<>(choice.labels());
      labels.add(choice.defaultLabel());
      labels.forEach(label -> arrive(label, frequency / labels.size(), loopDepth));
      return 0;
    }
    boolean ends =
        statement instanceof Return
            || statement instanceof Throw
            || statement instanceof Unreachable;
    return ends ? 0 : frequency;
  }

  private double walkIf(If statement, double frequency, int loopDepth) {
    Branch branch = statement.conditionalBranch();
    if (branch != null) {
      frequencies[position++] = frequency * BRANCH;
      Target target = targets.get(branch.label());
      if (target != null && target.isLoop) {
        // The loop has counted these already.
        return frequency;
      }
      arrive(branch.label(), frequency * BRANCH, loopDepth);
      return frequency * (1 - BRANCH);
    }
    List<IrStatement> first = statement.whenNonZero();
    double likely = 0.5;
    if (endsInTrap(first)) {
      likely = TRAP;
    } else if (endsInTrap(statement.whenZero())) {
      likely = 1 - TRAP;
    }
    return walk(first, frequency * likely, loopDepth)
        + walk(statement.whenZero(), frequency * (1 - likely), loopDepth);
  }

  private static boolean endsInTrap(List<IrStatement> statements) {
    return !statements.isEmpty() && statements.get(statements.size() - 1) instanceof Unreachable;
  }

  private void arrive(Label label, double frequency, int loopDepth) {
    Target target = targets.get(label);
    if (target != null && !target.isLoop) {
      double here = frequency;
      for (int depth = loopDepth; depth > target.loopDepth; depth--) {
        here /= ITERATIONS;
      }
      target.frequency += here;
    }
  }
}
