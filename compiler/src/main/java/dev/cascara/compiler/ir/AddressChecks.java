package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.ArrayIndex;
import dev.cascara.compiler.ir.IrExpression.CheckedAddress;
import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.GlobalGet;
import dev.cascara.compiler.ir.IrExpression.IsNull;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrExpression.Null;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrExpression.Select;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Return;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.ir.IrStatement.Throw;
import dev.cascara.compiler.ir.IrStatement.Try;
import dev.cascara.compiler.ir.IrStatement.Unreachable;
import dev.cascara.compiler.wasm.MemoryType;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out checks of addresses that follow from others. Compiled code mostly accesses memory at
 * several distances from one variable, and memories never shrink: what accesses have shown to be in
 * memory, on all ways, needs no further check, not even behind a call, of which HotSpot's compiler
 * would have to think that it changed the size.
 *
 * <p>The first of several loads through one variable is checked as far as the farthest of them
 * reaches, as long as there is nothing in between that could be observed: if one of them traps, so
 * might the first. And what is within a memory's minimum size needs no check at all: variables of C
 * programs, tables with an index of a few bits.
 */
final class AddressChecks {
  /** So many addresses are remembered at a time. */
  private static final int MANY_KNOWN = 24;

  /** Offsets and ranges are shorter, so that sums of both are {@code int}s. */
  private static final int MAXIMUM_LENGTH = Integer.MAX_VALUE / 2;

  private final List<MemoryType> memories;
  private final Assignments assignments;
  private final UpperBounds bounds;
  private final IdentityHashMap<Object, Decision> decisions = new IdentityHashMap<>();
  private final IdentityHashMap<Label, @Nullable State> atLabels = new IdentityHashMap<>();

  /** How many effects there were so far that could be observed. */
  private int effects;

  /** What is known; null where control does not get to. */
  private @Nullable State state = new State();

  /**
   * A range of addresses that is in a memory. An address in it, or at its end, is as far from its
   * start as the constants are: sums do not wrap around there.
   *
   * @param memory the memory's index
   * @param variable the variable that addresses are sums of
   * @param start what is added to the variable where the range begins
   * @param length how many bytes the range has
   * @param check the last check, if it can still be made to reach farther
   * @param checked how far behind the address of that check the range begins
   */
  private record Range(
      int memory, Variable variable, int start, long length, @Nullable Check check, long checked) {
    /** How far behind the start an address is that may be in the range; -1 if it is not. */
    long distance(int memory, Variable variable, int constant) {
      int distance = constant - start;
      return memory == this.memory
              && variable == this.variable
              && distance >= 0
              && distance <= length
          ? distance
          : -1;
    }

    /** The same range as sums of another variable. */
    Range from(Variable other, int otherStart) {
      return new Range(memory, other, otherStart, length, check, checked);
    }

    /** A longer range from the same start. */
    Range reaching(long newLength, Check newCheck, long newChecked) {
      return new Range(memory, variable, start, newLength, newCheck, newChecked);
    }

    /** What is in both; null if that is nothing. */
    @Nullable Range common(Range other) {
      if (memory != other.memory || variable != other.variable) {
        return null;
      }
      int distance = other.start - start;
      long end = Math.min(length, distance + other.length);
      long begin = Math.max(0, distance);
      return begin < end
          ? new Range(memory, variable, (int) (start + begin), end - begin, null, 0)
          : null;
    }
  }

  /** What becomes of an access. */
  private sealed interface Decision permits Check, NoCheck {}

  /** The access needs no check. */
  private record NoCheck() implements Decision {}

  /** The access is checked. */
  private static final class Check implements Decision {
    /** What there was of effects before; -1 if this is a store. */
    final int effects;

    final long ownReach;
    long reach;

    Check(int effects, long reach) {
      this.effects = effects;
      this.ownReach = reach;
      this.reach = reach;
    }
  }

  /** Ranges that are in memories, the oldest first. */
  private static final class State {
    List<Range> ranges;

    State() {
      ranges = new ArrayList<>();
    }

    State(State other) {
      ranges = new ArrayList<>(other.ranges);
    }

    void add(Range range) {
      ranges.add(range);
      if (ranges.size() > MANY_KNOWN) {
        ranges.remove(0);
      }
    }

    void retainCommon(State other) {
      List<Range> common = new ArrayList<>(ranges.size());
      for (Range range : ranges) {
        Range longest = null;
        for (Range there : other.ranges) {
          Range both = range.common(there);
          if (both != null && (longest == null || both.length() > longest.length())) {
            longest = both;
          }
        }
        if (longest != null) {
          common.add(longest);
        }
      }
      ranges = common;
    }
  }

  private AddressChecks(IrMethod method, List<MemoryType> memories) {
    this.memories = memories;
    this.assignments = Assignments.in(method.body());
    this.bounds = UpperBounds.in(method);
  }

  static IrFunction run(IrFunction function, List<MemoryType> memories) {
    List<IrMethod> methods = new ArrayList<>();
    for (IrMethod method : function.methods()) {
      AddressChecks checks = new AddressChecks(method, memories);
      checks.walk(method.body());
      methods.add(
          checks.decisions.isEmpty()
              ? method
              : method.with(checks.new Rewriter().rewrite(method.body()), method.variables()));
    }
    return new IrFunction(function.index(), methods);
  }

  // ---------------------------------------------------------------- statements

  /** Forgets what a loop or the body of a handler may change. */
  private void forgetAssigned(State known, IrStatement statement) {
    known.ranges.removeIf(range -> assignments.areIn(statement, range.variable()));
  }

  private void walk(List<IrStatement> statements) {
    for (IrStatement statement : statements) {
      if (state == null) {
        return;
      }
      walk(statement, state);
    }
  }

  private void walk(IrStatement statement, State known) {
    IrStatements.expressions(statement).forEach(this::walk);
    if (statement instanceof Assign assign) {
      assign(assign, known);
    } else if (statement instanceof Store store) {
      access(store, size(store.opcode()), store.memory(), store.offset(), store.address());
      effects++;
    } else if (statement instanceof Block block) {
      walk(block.body());
      arrive(atLabels.remove(block.label()));
    } else if (statement instanceof Loop loop) {
      forgetAssigned(known, loop);
      effects++;
      walk(loop.body());
      atLabels.remove(loop.label());
      effects++;
    } else if (statement instanceof If condition) {
      walk(condition, known);
    } else if (statement instanceof Try block) {
      State handler = new State(known);
      forgetAssigned(handler, block);
      effects++;
      walk(block.body());
      State end = state;
      state = handler;
      effects++;
      walk(block.handler());
      arrive(end);
    } else if (statement instanceof Branch branch) {
      leaveTo(branch.label(), known);
      state = null;
    } else if (statement instanceof Switch choice) {
      choice.labels().stream().distinct().forEach(label -> leaveTo(label, known));
      leaveTo(choice.defaultLabel(), known);
      state = null;
    } else if (statement instanceof Return
        || statement instanceof Throw
        || statement instanceof Unreachable) {
      state = null;
    } else {
      effects++;
    }
  }

  private void walk(If statement, State known) {
    State other = new State(known);
    effects++;
    walk(statement.whenNonZero());
    State end = state;
    state = other;
    effects++;
    walk(statement.whenZero());
    arrive(end);
  }

  /** Control gets here in one more way. */
  private void arrive(@Nullable State other) {
    effects++;
    if (state == null) {
      state = other;
    } else if (other != null) {
      state.retainCommon(other);
    }
  }

  private void leaveTo(Label label, State known) {
    State there = atLabels.get(label);
    if (there == null) {
      atLabels.put(label, new State(known));
    } else {
      there.retainCommon(known);
    }
  }

  private void assign(Assign statement, State known) {
    Variable variable = statement.variable();
    Variable source = variableOf(statement.value());
    int constant = source == null ? 0 : constantOf(statement.value());
    if (source == variable && constant == 0) {
      return;
    }
    List<Range> copies = new ArrayList<>();
    for (Range range : known.ranges) {
      if (range.variable() == source) {
        copies.add(range.from(variable, range.start() - constant));
      }
    }
    known.ranges.removeIf(range -> range.variable() == variable);
    copies.forEach(known::add);
  }

  /** The variable that an address is, or is the sum of with a constant; null if it is neither. */
  private static @Nullable Variable variableOf(IrExpression address) {
    if (address instanceof Get get) {
      return get.variable();
    }
    return address instanceof Numeric sum
            && sum.opcode() == Opcode.I32_ADD
            && sum.operands().get(0) instanceof Get get
            && sum.operands().get(1) instanceof Constant
        ? get.variable()
        : null;
  }

  /** What is added to the variable of an address. */
  private static int constantOf(IrExpression address) {
    return address instanceof Numeric sum ? (int) ((Constant) sum.operands().get(1)).bits() : 0;
  }

  // ---------------------------------------------------------------- expressions

  private void walk(IrExpression expression) {
    expression.operands().forEach(this::walk);
    if (expression instanceof Load load) {
      access(load, size(load.opcode()), load.memory(), load.offset(), load.address());
    } else if (expression instanceof ArrayIndex index) {
      access(index, index.size(), index.memory(), index.offset(), index.address());
    } else if (!isUnobservable(expression)) {
      effects++;
    }
  }

  private static boolean isUnobservable(IrExpression expression) {
    return expression instanceof Get
        || expression instanceof Constant
        || expression instanceof Null
        || expression instanceof Select
        || expression instanceof GlobalGet
        || expression instanceof IsNull
        || expression instanceof CheckedAddress
        || (expression instanceof Numeric numeric && !numeric.traps());
  }

  private static int size(Opcode opcode) {
    return 1 << opcode.naturalAlignment();
  }

  private void access(Object access, int size, int memory, long offset, IrExpression address) {
    if (state == null
        || offset < 0
        || offset >= MAXIMUM_LENGTH
        || address.type().kind() != IrType.Kind.INT) {
      return;
    }
    if (bounds.of(address) + offset + size <= minimumSize(memory)) {
      decisions.put(access, new NoCheck());
      return;
    }
    Variable variable = variableOf(address);
    if (variable != null) {
      boolean isStore = access instanceof Store;
      decisions.put(
          access, decide(memory, variable, constantOf(address), offset + size, isStore, state));
    }
  }

  /** Decides on an access that reaches so far behind the sum of a variable and a constant. */
  private Decision decide(
      int memory, Variable variable, int constant, long reach, boolean isStore, State known) {
    Range best = null;
    for (Range range : known.ranges) {
      long distance = range.distance(memory, variable, constant);
      if (distance >= 0 && distance + reach <= range.length()) {
        return new NoCheck();
      }
      if (distance >= 0 && distance + reach < MAXIMUM_LENGTH) {
        best = range;
      }
    }
    Check check = new Check(isStore ? -1 : effects, reach);
    if (best == null) {
      known.add(new Range(memory, variable, constant, reach, check, 0));
      return check;
    }
    known.ranges.remove(best);
    long distance = best.distance(memory, variable, constant);
    Check last = best.check();
    if (last != null && last.effects == effects && !isStore) {
      last.reach = Math.max(last.reach, best.checked() + distance + reach);
      known.add(best.reaching(distance + reach, last, best.checked()));
      return new NoCheck();
    }
    known.add(best.reaching(distance + reach, check, -distance));
    return check;
  }

  /** How large a memory is at least, as far as an array reaches. */
  private long minimumSize(int memory) {
    MemoryType type = memories.get(memory);
    long pages = type.limits().minimum();
    long pagesOfArray = Integer.MAX_VALUE >> type.pageSizeLog2();
    return pages < 0 || pages > pagesOfArray ? 0 : pages << type.pageSizeLog2();
  }

  // ---------------------------------------------------------------- what becomes of it

  private final class Rewriter extends IrRewriter {
    @Override
    IrExpression rewrite(IrExpression expression) {
      if (expression instanceof Load load && decisions.containsKey(load)) {
        return new Load(
            load.opcode(),
            load.type(),
            load.memory(),
            load.offset(),
            address(load, load.memory(), load.address()));
      }
      if (expression instanceof ArrayIndex index && decisions.containsKey(index)) {
        int offset = (int) index.offset();
        return decisions.get(index) instanceof Check check
            ? new ArrayIndex(index.memory(), offset, (int) check.reach - offset, index.address())
            : new Numeric(
                Opcode.I32_ADD,
                IrType.INT,
                List.of(index.address(), new Constant(IrType.INT, offset)));
      }
      return super.rewrite(expression);
    }

    @Override
    void rewrite(IrStatement statement, List<IrStatement> result) {
      if (statement instanceof Store store && decisions.containsKey(store)) {
        result.add(
            new Store(
                store.opcode(),
                store.memory(),
                store.offset(),
                address(store, store.memory(), store.address()),
                rewrite(store.value())));
        return;
      }
      super.rewrite(statement, result);
    }

    private IrExpression address(Object access, int memory, IrExpression address) {
      if (!(decisions.get(access) instanceof Check check)) {
        return new CheckedAddress(address);
      }
      if (check.reach > check.ownReach) {
        return new CheckedAddress(new ArrayIndex(memory, 0, (int) check.reach, address));
      }
      return address;
    }
  }
}
