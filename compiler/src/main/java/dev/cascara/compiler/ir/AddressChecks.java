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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out checks of addresses that follow from others. Compiled code mostly accesses memory at
 * several offsets from one variable, and memories never shrink: where an access through the same
 * value has been checked on all ways, and has reached as far, no further check is needed, not even
 * behind a call, of which HotSpot's compiler would have to think that it changed the size.
 *
 * <p>The first of several loads through one variable is checked as far as the farthest of them
 * reaches, as long as there is nothing in between that could be observed: if one of them traps, so
 * might the first. And what is within a memory's minimum size needs no check at all: variables of C
 * programs, tables with an index of a few bits.
 */
final class AddressChecks {
  /** So many addresses are remembered at a time. */
  private static final int MANY_KNOWN = 24;

  private final List<MemoryType> memories;
  private final Assignments assignments;
  private final UpperBounds bounds;
  private final IdentityHashMap<Object, Decision> decisions = new IdentityHashMap<>();
  private final IdentityHashMap<Label, @Nullable State> atLabels = new IdentityHashMap<>();

  /** How many effects there were so far that could be observed. */
  private int effects;

  /** What is known; null where control does not get to. */
  private @Nullable State state = new State();

  /** A variable as an address of a memory. */
  private record Base(int memory, Variable variable) {}

  /**
   * What is known of an address.
   *
   * @param reach so many bytes from there on are in the memory
   * @param check the last check, if it can still be made to reach farther
   */
  private record Known(long reach, @Nullable Check check) {}

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

  /** What is known of some addresses, the oldest first. */
  private static final class State {
    private final Map<Base, Known> addresses;

    State() {
      addresses = new LinkedHashMap<>();
    }

    State(State other) {
      addresses = new LinkedHashMap<>(other.addresses);
    }

    void put(Base base, Known known) {
      addresses.remove(base);
      addresses.put(base, known);
      if (addresses.size() > MANY_KNOWN) {
        addresses.remove(addresses.keySet().iterator().next());
      }
    }

    void retainCommon(State other) {
      addresses.keySet().retainAll(other.addresses.keySet());
      other.addresses.forEach(
          (base, there) ->
              addresses.computeIfPresent(
                  base, (same, here) -> new Known(Math.min(here.reach(), there.reach()), null)));
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
    known.addresses.keySet().removeIf(base -> assignments.areIn(statement, base.variable()));
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
    IrExpression value = statement.value();
    Variable source = null;
    long distance = 0;
    if (value instanceof Get get) {
      source = get.variable();
    } else if (isSum(value)) {
      source = ((Get) value.operands().get(0)).variable();
      distance = ((Constant) value.operands().get(1)).bits();
    }
    if (source == variable && distance == 0) {
      return;
    }
    Map<Base, Known> copies = new LinkedHashMap<>();
    for (Map.Entry<Base, Known> entry : known.addresses.entrySet()) {
      Base base = entry.getKey();
      long reach = entry.getValue().reach() - distance;
      if (base.variable() == source && reach > 0) {
        copies.put(new Base(base.memory(), variable), new Known(reach, null));
      }
    }
    known.addresses.keySet().removeIf(base -> base.variable() == variable);
    copies.forEach(known::put);
  }

  /** Whether an expression is the sum of a variable and a positive constant. */
  private static boolean isSum(IrExpression expression) {
    return expression instanceof Numeric numeric
        && numeric.opcode() == Opcode.I32_ADD
        && numeric.operands().get(0) instanceof Get
        && numeric.operands().get(1) instanceof Constant constant
        && constant.bits() > 0
        && constant.bits() <= Integer.MAX_VALUE;
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
        || (expression instanceof Numeric numeric && !Lowering.traps(numeric.opcode()));
  }

  private static int size(Opcode opcode) {
    return 1 << opcode.naturalAlignment();
  }

  private void access(Object access, int size, int memory, long offset, IrExpression address) {
    if (state == null
        || offset < 0
        || offset >= Integer.MAX_VALUE / 2
        || address.type().kind() != IrType.Kind.INT) {
      return;
    }
    if (bounds.of(address) + offset + size <= minimumSize(memory)) {
      decisions.put(access, new NoCheck());
      return;
    }
    boolean isSum = isSum(address);
    if (!isSum && !(address instanceof Get)) {
      return;
    }
    long reach = offset + size;
    Get get = (Get) (isSum ? address.operands().get(0) : address);
    Base base = new Base(memory, get.variable());
    Known known = state.addresses.get(base);
    if (isSum) {
      reach += ((Constant) address.operands().get(1)).bits();
      if (known != null && known.reach() >= reach) {
        decisions.put(access, new NoCheck());
      }
      return;
    }
    if (known != null && known.reach() >= reach) {
      decisions.put(access, new NoCheck());
      return;
    }
    if (known != null
        && known.check() != null
        && known.check().effects == effects
        && !(access instanceof Store)) {
      known.check().reach = reach;
      decisions.put(access, new NoCheck());
      state.put(base, new Known(reach, known.check()));
      return;
    }
    Check check = new Check(!(access instanceof Store) ? effects : -1, reach);
    decisions.put(access, check);
    state.put(base, new Known(reach, check));
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
