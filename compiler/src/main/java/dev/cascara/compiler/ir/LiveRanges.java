package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Return;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.ir.IrStatement.Throw;
import dev.cascara.compiler.ir.IrStatement.Try;
import dev.cascara.compiler.ir.IrStatement.Unreachable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives the unrelated values that share a local variable a variable each. Compilers keep many
 * values in one local, one after the other; as vectors, each may need another shape, and what a
 * switch is on may be known of one of them only.
 *
 * <p>A walk finds for each use which assignments it can see. Those that a use sees together belong
 * to one variable.
 */
final class LiveRanges {
  /** A function with more joins, times variables, keeps its variables. */
  private static final long MAXIMUM_WORK = 1L << 21;

  private final List<Variable> variables;
  private final Map<Variable, Integer> indices = new HashMap<>();

  /** Where values come from: assignments, and joins of several ways. */
  private final List<Source> sources = new ArrayList<>();

  private final IdentityHashMap<Assign, Source> assignments = new IdentityHashMap<>();
  private final IdentityHashMap<Get, Source> uses = new IdentityHashMap<>();
  private final IdentityHashMap<Label, List<Source[]>> arrivals = new IdentityHashMap<>();
  private final IdentityHashMap<Label, Source[]> loopStarts = new IdentityHashMap<>();

  /** For each variable where its value comes from here; null where control does not come. */
  private Source @Nullable [] current;

  private static final class Source {
    final int variable;
    final List<Source> joined = new ArrayList<>();
    Source representative = this;
    boolean used;
    @Nullable Variable replacement;

    Source(int variable) {
      this.variable = variable;
    }

    Source find() {
      Source root = this;
      while (root.representative != root) {
        root = root.representative;
      }
      Source source = this;
      while (source != root) {
        Source next = source.representative;
        source.representative = root;
        source = next;
      }
      return root;
    }
  }

  private LiveRanges(List<Variable> variables) {
    this.variables = variables;
    current = new Source[variables.size()];
    for (int i = 0; i < current.length; i++) {
      indices.put(variables.get(i), i);
      current[i] = newSource(i);
    }
  }

  /** Runs the pass for some variables of a method. */
  static IrMethod run(IrMethod method, Predicate<Variable> chosen) {
    Census census = new Census(chosen);
    census.walk(method.body());
    if (census.variables.isEmpty() || census.joins * census.variables.size() > MAXIMUM_WORK) {
      return method;
    }
    LiveRanges ranges = new LiveRanges(new ArrayList<>(census.variables));
    ranges.walk(method.body());
    ranges.unite();
    Renaming renaming = ranges.new Renaming(method.variables());
    List<IrStatement> body = renaming.rewrite(method.body());
    return method.with(body, renaming.numbers);
  }

  /** The variables and on how many ways control flow joins. */
  private static final class Census {
    final Predicate<Variable> chosen;
    final Set<Variable> variables = new LinkedHashSet<>();
    long joins;

    Census(Predicate<Variable> chosen) {
      this.chosen = chosen;
    }

    /** Returns how many statements there are. */
    long walk(List<IrStatement> statements) {
      long count = 0;
      for (IrStatement statement : statements) {
        if (statement instanceof Assign assign && chosen.test(assign.variable())) {
          variables.add(assign.variable());
        } else if (statement instanceof Switch choice) {
          joins += choice.labels().size() + 1;
        } else if (statement instanceof Branch) {
          joins++;
        }
        List<List<IrStatement>> bodies = IrStatements.bodies(statement);
        joins += bodies.size();
        long inner = 0;
        for (List<IrStatement> body : bodies) {
          inner += walk(body);
        }
        if (statement instanceof Try) {
          joins += inner;
        }
        count += 1 + inner;
      }
      return count;
    }
  }

  private Source newSource(int variable) {
    Source source = new Source(variable);
    sources.add(source);
    return source;
  }

  // ---------------------------------------------------------------- the walk

  private void walk(List<IrStatement> statements) {
    for (IrStatement statement : statements) {
      if (current == null) {
        return;
      }
      walk(statement);
    }
  }

  private void walk(IrStatement statement) {
    IrStatements.expressions(statement).forEach(this::use);
    if (statement instanceof Assign assign) {
      Integer variable = indices.get(assign.variable());
      if (variable != null && current != null) {
        Source source = newSource(variable);
        assignments.put(assign, source);
        current[variable] = source;
      }
    } else if (statement instanceof Block block) {
      walk(block.body());
      arrive(block.label());
      join(arrivals.remove(block.label()));
    } else if (statement instanceof Loop loop) {
      walkLoop(loop);
    } else if (statement instanceof If condition) {
      Source[] before = current == null ? null : current.clone();
      walk(condition.whenNonZero());
      Source[] first = current;
      current = before;
      walk(condition.whenZero());
      join(first);
    } else if (statement instanceof Try block) {
      walkTry(block);
    } else if (statement instanceof Branch branch) {
      arrive(branch.label());
      current = null;
    } else if (statement instanceof Switch choice) {
      choice.labels().stream().distinct().forEach(this::arrive);
      if (!choice.labels().contains(choice.defaultLabel())) {
        arrive(choice.defaultLabel());
      }
      current = null;
    } else if (statement instanceof Return
        || statement instanceof Throw
        || statement instanceof Unreachable) {
      current = null;
    }
  }

  private void walkLoop(Loop loop) {
    if (current == null) {
      return;
    }
    Source[] start = new Source[current.length];
    for (int i = 0; i < start.length; i++) {
      start[i] = newSource(i);
      start[i].joined.add(current[i]);
    }
    loopStarts.put(loop.label(), start);
    current = start.clone();
    walk(loop.body());
  }

  /** An exception may be thrown before or behind any assignment. */
  private void walkTry(Try statement) {
    if (current == null) {
      return;
    }
    Source[] handler = new Source[current.length];
    for (int i = 0; i < handler.length; i++) {
      handler[i] = new Source(i);
      handler[i].joined.add(current[i]);
    }
    int start = sources.size();
    walk(statement.body());
    for (Source source : sources.subList(start, sources.size())) {
      handler[source.variable].joined.add(source);
    }
    sources.addAll(List.of(handler));
    Source[] afterBody = current;
    current = handler;
    walk(statement.handler());
    join(afterBody);
  }

  /** Control comes here from two sides: where it is now, and another. */
  private void join(Source @Nullable [] other) {
    List<Source[]> ways = new ArrayList<>();
    if (other != null) {
      ways.add(other);
    }
    if (current != null) {
      ways.add(current);
    }
    join(ways);
  }

  private void arrive(Label label) {
    if (current == null) {
      return;
    }
    Source[] start = loopStarts.get(label);
    if (start == null) {
      arrivals.computeIfAbsent(label, l -> new ArrayList<>()).add(current.clone());
      return;
    }
    for (int i = 0; i < start.length; i++) {
      if (current[i] != start[i]) {
        start[i].joined.add(current[i]);
      }
    }
  }

  private void join(@Nullable List<Source[]> ways) {
    if (ways == null || ways.isEmpty()) {
      current = null;
      return;
    }
    Source[] joined = ways.get(0).clone();
    for (int i = 0; i < joined.length; i++) {
      for (Source[] way : ways) {
        if (way[i] != ways.get(0)[i]) {
          Source join = newSource(i);
          for (Source[] each : ways) {
            join.joined.add(each[i]);
          }
          joined[i] = join;
          break;
        }
      }
    }
    current = joined;
  }

  private void use(IrExpression expression) {
    if (expression instanceof Get get) {
      Integer variable = indices.get(get.variable());
      if (variable != null && current != null) {
        // The same object may be used at several places.
        Source before = uses.putIfAbsent(get, current[variable]);
        if (before != null) {
          before.joined.add(current[variable]);
        }
        current[variable].used = true;
      }
    }
    expression.operands().forEach(this::use);
  }

  /** Sources that a use sees together become one. */
  private void unite() {
    Deque<Source> pending = new ArrayDeque<>();
    for (Source source : sources) {
      if (source.used) {
        pending.add(source);
      }
    }
    while (!pending.isEmpty()) {
      Source source = pending.remove();
      for (Source joined : source.joined) {
        joined.find().representative = source.find();
        if (!joined.used) {
          joined.used = true;
          pending.add(joined);
        }
      }
    }
  }

  // ---------------------------------------------------------------- renaming

  private final class Renaming extends IrRewriter {
    int numbers;
    private final boolean[] taken = new boolean[variables.size()];

    Renaming(int numbers) {
      this.numbers = numbers;
      // What a variable has at the start, an argument for instance, stays in it.
      for (Source start : sources.subList(0, variables.size())) {
        if (start.used) {
          variable(start, variables.get(start.variable));
        }
      }
    }

    private Variable variable(@Nullable Source source, Variable old) {
      if (source == null) {
        return old;
      }
      Source root = source.find();
      if (root.replacement == null) {
        if (taken[root.variable]) {
          root.replacement = new Variable(numbers++, old.type(), old.kind());
        } else {
          taken[root.variable] = true;
          root.replacement = old;
        }
      }
      return root.replacement;
    }

    @Override
    IrExpression rewrite(IrExpression expression) {
      if (expression instanceof Get get) {
        return new Get(variable(uses.get(get), get.variable()));
      }
      return super.rewrite(expression);
    }

    @Override
    void rewrite(IrStatement statement, List<IrStatement> result) {
      if (statement instanceof Assign assign) {
        result.add(
            new Assign(
                variable(assignments.get(assign), assign.variable()), rewrite(assign.value())));
      } else {
        super.rewrite(statement, result);
      }
    }
  }
}
