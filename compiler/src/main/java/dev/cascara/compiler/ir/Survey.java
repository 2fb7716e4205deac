package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.ir.IrStatement.Try;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Splitting} goes by: the statements of a method by their positions, which count all
 * statements in the order of the code, from 0. The statements in one follow it. Of runs of
 * statements, from one position to below another, it knows how large they are and how long their
 * accesses to memory take; of statements how often they are executed and to how many labels outside
 * they branch; of temporaries where they are defined and read.
 */
final class Survey {
  private final CodeSize codeSize;
  private final Set<Block> calls;
  private final boolean forInlining;
  private final IrStatement[] statements;
  private final int[] ends;
  private final int[] exitCounts;
  private final double[] frequencies;

  /** The time that a statement, without those in it, loses if its accesses are not inlined. */
  private final double[] times;

  // What everything before a position comes to.
  private final int[] sizes;
  private final int[] callSizes;

  /** Only counted if it is asked for. */
  private long @Nullable [] calleeWeights;

  // By the numbers of variables.
  private final int[] definitions;
  private final int[] lastReads;

  private int position;

  /**
   * Surveys a method.
   *
   * @param method the method
   * @param calls the statements in it that call what was divided off
   * @param forInlining whether sizes are those with all that is to be inlined
   */
  Survey(IrMethod method, Set<Block> calls, boolean forInlining) {
    this.codeSize = CodeSize.in(method);
    this.calls = calls;
    this.forInlining = forInlining;
    int count = IrStatements.count(method.body());
    this.statements = new IrStatement[count];
    this.ends = new int[count];
    this.exitCounts = new int[count];
    this.frequencies = Frequencies.of(method.body(), count);
    this.times = new double[count];
    this.sizes = new int[count + 1];
    this.callSizes = new int[count + 1];
    this.definitions = new int[method.variables()];
    this.lastReads = new int[method.variables()];
    Arrays.fill(definitions, Integer.MAX_VALUE);
    Arrays.fill(lastReads, -1);
    // A part's parameters may be temporaries.
    method.parameters().forEach(parameter -> definitions[parameter.number()] = -1);
    walk(method.body(), false);
  }

  /** How many statements there are. */
  int count() {
    return statements.length;
  }

  IrStatement statement(int position) {
    return statements[position];
  }

  /** The position behind a statement and all in it. */
  int end(int position) {
    return ends[position];
  }

  /** The positions of statements that follow one another from a position on, and of their end. */
  int[] positions(List<IrStatement> list, int first) {
    int[] positions = new int[list.size() + 1];
    positions[0] = first;
    for (int i = 1; i < positions.length; i++) {
      positions[i] = ends[positions[i - 1]];
    }
    return positions;
  }

  /** To how many labels outside a statement branches. */
  int exitCount(int position) {
    return exitCounts[position];
  }

  double frequency(int position) {
    return frequencies[position];
  }

  int size(int from, int to) {
    return sizes[to] - sizes[from];
  }

  /** How much of statements calls parts: a part that does little else is only one more call. */
  int callSize(int from, int to) {
    return callSizes[to] - callSizes[from];
  }

  /** What the functions that statements call come to if they are inlined. */
  long calleeWeight(int from, int to) {
    if (calleeWeights == null) {
      calleeWeights = new long[count() + 1];
      for (int at = 0; at < count(); at++) {
        calleeWeights[at + 1] = calleeWeights[at] + Inlining.calleeWeight(statements[at]);
      }
    }
    return calleeWeights[to] - calleeWeights[from];
  }

  /** The time that statements lose if their accesses are not inlined. */
  double time(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += times[i];
    }
    return sum;
  }

  /** Returns whether a temporary is defined before a position. */
  boolean isDefinedBefore(Variable temporary, int position) {
    return definitions[temporary.number()] < position;
  }

  /** Returns whether a temporary is read at a position or behind it. */
  boolean isReadFrom(Variable temporary, int position) {
    return lastReads[temporary.number()] >= position;
  }

  // ---------------------------------------------------------------- the walk

  /**
   * Walks over statements; returns the labels outside that they branch to. The larger set takes up
   * the smaller ones.
   */
  private Set<Label> walk(List<IrStatement> list, boolean isInCall) {
    // Most have none: what is removed from the empty set is nothing.
    Set<Label> all = Collections.emptySet();
    for (IrStatement statement : list) {
      int at = position++;
      boolean isCall = isInCall || (statement instanceof Block block && calls.contains(block));
      statements[at] = statement;
      measure(statement, at, isCall);
      for (IrExpression expression : IrStatements.expressions(statement)) {
        use(expression, at);
      }
      if (statement instanceof Assign assign) {
        define(assign.variable(), at);
      } else if (statement instanceof Try block) {
        define(block.exception(), at);
      }
      Set<Label> exits = exits(statement, isCall);
      ends[at] = position;
      exitCounts[at] = exits.size();
      all = union(all, exits);
    }
    return all;
  }

  private void measure(IrStatement statement, int at, boolean isCall) {
    int size = forInlining ? Inlining.ownWeight(statement) : codeSize.own(statement);
    sizes[at + 1] = sizes[at] + size;
    callSizes[at + 1] = callSizes[at] + (isCall ? size : 0);
    times[at] = forInlining ? Inlining.ownTime(statement) * frequencies[at] : 0;
  }

  private void define(Variable variable, int at) {
    definitions[variable.number()] = Math.min(definitions[variable.number()], at);
  }

  private void use(IrExpression expression, int at) {
    if (expression instanceof Get get) {
      lastReads[get.variable().number()] = at;
      return;
    }
    for (IrExpression operand : expression.operands()) {
      use(operand, at);
    }
  }

  private Set<Label> exits(IrStatement statement, boolean isCall) {
    if (statement instanceof Branch branch) {
      Set<Label> exits = newLabelSet();
      exits.add(branch.label());
      return exits;
    }
    if (statement instanceof Switch choice) {
      Set<Label> exits = newLabelSet();
      exits.addAll(choice.labels());
      exits.add(choice.defaultLabel());
      return exits;
    }
    Set<Label> exits = Collections.emptySet();
    for (List<IrStatement> body : IrStatements.bodies(statement)) {
      exits = union(exits, walk(body, isCall));
    }
    if (statement instanceof Block block) {
      exits.remove(block.label());
    } else if (statement instanceof Loop loop) {
      exits.remove(loop.label());
    }
    return exits;
  }

  private static Set<Label> newLabelSet() {
    return Collections.newSetFromMap(new IdentityHashMap<>(2));
  }

  private static Set<Label> union(Set<Label> a, Set<Label> b) {
    Set<Label> larger = a.size() >= b.size() ? a : b;
    Set<Label> smaller = larger == a ? b : a;
    if (!smaller.isEmpty()) {
      larger.addAll(smaller);
    }
    return larger;
  }
}
