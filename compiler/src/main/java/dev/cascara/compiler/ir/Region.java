package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Return;
import dev.cascara.compiler.ir.IrStatement.SetTransfer;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.ir.IrStatement.Throw;
import dev.cascara.compiler.ir.IrStatement.Try;
import dev.cascara.compiler.ir.IrStatement.Unreachable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a run of statements uses and where it leads. */
final class Region {
  /** The variables that it reads. */
  final Set<Variable> reads = new LinkedHashSet<>();

  /** The variables that it assigns. */
  final Set<Variable> writes = new LinkedHashSet<>();

  /** The labels outside that it branches to, in order. */
  final List<Label> exits = new ArrayList<>();

  /** A number above those of all transfer fields that it assigns; 0 if there are none. */
  int transfers;

  /** Whether it returns from the function. */
  boolean returns;

  /** Whether control reaches its end. */
  final boolean fallsThrough;

  private final Set<Label> inside = new HashSet<>();
  private final Set<Label> reached = new HashSet<>();

  Region(List<IrStatement> statements) {
    fallsThrough = walk(statements);
  }

  /** Returns whether control reaches the end. */
  private boolean walk(List<IrStatement> statements) {
    boolean reachable = true;
    for (IrStatement statement : statements) {
      reachable = walk(statement);
    }
    return reachable;
  }

  private boolean walk(IrStatement statement) {
    IrStatements.expressions(statement).forEach(this::use);
    if (statement instanceof Assign assign) {
      writes.add(assign.variable());
    } else if (statement instanceof SetTransfer set) {
      transfers = Math.max(transfers, set.number() + 1);
    } else if (statement instanceof Block block) {
      inside.add(block.label());
      boolean end = walk(block.body());
      return end || reached.contains(block.label());
    } else if (statement instanceof Loop loop) {
      inside.add(loop.label());
      return walk(loop.body());
    } else if (statement instanceof If condition) {
      boolean first = walk(condition.whenNonZero());
      return walk(condition.whenZero()) || first;
    } else if (statement instanceof Try block) {
      writes.add(block.exception());
      boolean first = walk(block.body());
      return walk(block.handler()) || first;
    } else if (statement instanceof Branch branch) {
      branch(branch.label());
      return false;
    } else if (statement instanceof Switch choice) {
      choice.labels().forEach(this::branch);
      branch(choice.defaultLabel());
      return false;
    } else if (statement instanceof Return) {
      returns = true;
      return false;
    }
    return !(statement instanceof Unreachable || statement instanceof Throw);
  }

  private void branch(Label label) {
    if (reached.add(label) && !inside.contains(label)) {
      exits.add(label);
    }
  }

  private void use(IrExpression expression) {
    if (expression instanceof Get get) {
      reads.add(get.variable());
      return;
    }
    expression.operands().forEach(this::use);
  }
}
