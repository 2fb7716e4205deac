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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Where the variables of a method live: which of the JVM's local variables each takes, which are
 * set to zero at the start, and which hold a value where control flow joins.
 *
 * <p>Two walks over the statements. The first finds what is definitely assigned. The second numbers
 * the statements and finds from where to where each variable is used, loops considered; variables
 * of one type whose ranges do not meet share a slot.
 *
 * <p>Where control flow joins, the class file has a frame, which is one byte if the slots with
 * values are those of the frame before. So all numbers are zero from the start where that takes
 * less than the frames would.
 */
public final class VariableSlots {
  /** Methods with fewer frames may be small enough to be inlined, and are not to become larger. */
  private static final int MANY_FRAMES = 16;

  /** To set a slot to zero, in bytes. */
  private static final int ZERO = 3;

  private static final int SAME_FRAME = 1;

  /** What a frame has besides a byte for each slot. */
  private static final int FULL_FRAME = 13;

  private final IrMethod method;
  private final BitSet initialized = new BitSet();
  private final IdentityHashMap<Label, BitSet> assignedAtLabel = new IdentityHashMap<>();
  private final IdentityHashMap<IrStatement, BitSet> assignedAtJoin = new IdentityHashMap<>();

  /** What is assigned where there are frames, in the order of the code: the same sets. */
  private final List<BitSet> frames = new ArrayList<>();

  private final int[] first;
  private final int[] last;
  private final BitSet read = new BitSet();
  private final @Nullable Variable[] byNumber;
  private final int[] slots;
  private int slotCount;

  private VariableSlots(IrMethod method) {
    this.method = method;
    first = new int[method.variables()];
    last = new int[method.variables()];
    slots = new int[method.variables()];
    byNumber = new @Nullable Variable[method.variables()];
    Arrays.fill(first, -1);
    Arrays.fill(slots, -1);
  }

  /**
   * Finds the slots of a method's variables.
   *
   * @param method the method
   * @param firstFree the first slot behind parameters and whatever else has a fixed place
   * @return the slots
   */
  public static VariableSlots of(IrMethod method, int firstFree) {
    VariableSlots result = new VariableSlots(method);
    result.new Assignment().run();
    result.new Ranges().run();
    result.assignSlots(firstFree);
    result.initializeForFrames(firstFree);
    return result;
  }

  /**
   * Returns the variables that are zero from the start.
   *
   * @return the variables in the order of their numbers
   */
  public List<Variable> initialized() {
    return initialized.stream()
        .mapToObj(number -> Objects.requireNonNull(byNumber[number]))
        .toList();
  }

  /**
   * Returns whether a variable is ever read.
   *
   * @param variable the variable
   * @return false if its assignments are needless
   */
  public boolean isRead(Variable variable) {
    return read.get(variable.number());
  }

  /**
   * Returns a variable's slot.
   *
   * @param variable a variable that is used
   * @return the index of the JVM's local variable
   */
  public int slot(Variable variable) {
    return slots[variable.number()];
  }

  /**
   * Returns how many slots the method needs.
   *
   * @return the number
   */
  public int slotCount() {
    return slotCount;
  }

  /**
   * Returns what is assigned at a label when control arrives there: at the end of a block, at the
   * start of a loop.
   *
   * @param label a label
   * @return the numbers of the variables, or null if nothing branches there and, for a block,
   *     control does not reach its end
   */
  public @Nullable BitSet assignedAt(Label label) {
    return assignedAtLabel.get(label);
  }

  /**
   * Returns what is assigned behind a statement with two arms.
   *
   * @param statement the statement
   * @return the numbers of the variables, or null if control does not reach the end
   */
  public @Nullable BitSet assignedAfter(IrStatement statement) {
    return assignedAtJoin.get(statement);
  }

  /**
   * Returns a variable that is assigned somewhere. What has been assigned to a slot keeps its type,
   * as all variables that share the slot have the same.
   *
   * @param number the variable's number
   * @return the variable, or null if it has no slot
   */
  public @Nullable Variable inSlot(int number) {
    return slots[number] >= 0 ? byNumber[number] : null;
  }

  private void remember(Variable variable) {
    byNumber[variable.number()] = variable;
  }

  /** The walk that finds definite assignment. */
  private final class Assignment {
    /** What is assigned here; null where control does not come. */
    private @Nullable BitSet assigned = new BitSet();

    void run() {
      for (Variable parameter : method.parameters()) {
        remember(parameter);
        state().set(parameter.number());
      }
      walk(method.body());
      // What is zero from the start is assigned everywhere.
      frames.forEach(set -> set.or(initialized));
    }

    private BitSet state() {
      return Objects.requireNonNull(assigned);
    }

    private void walk(List<IrStatement> statements) {
      for (IrStatement statement : statements) {
        if (assigned == null) {
          return;
        }
        walk(statement);
      }
    }

    private void walk(IrStatement statement) {
      if (statement instanceof Assign assign) {
        use(assign.value());
        remember(assign.variable());
        state().set(assign.variable().number());
      } else if (statement instanceof Block block) {
        walk(block.body());
        arrive(block.label());
        BitSet atEnd = assignedAtLabel.get(block.label());
        assigned = atEnd == null ? null : (BitSet) atEnd.clone();
        if (atEnd != null) {
          frames.add(atEnd);
        }
      } else if (statement instanceof Loop loop) {
        BitSet atStart = (BitSet) state().clone();
        assignedAtLabel.put(loop.label(), atStart);
        frames.add(atStart);
        walk(loop.body());
      } else if (statement instanceof If condition) {
        walkIf(condition);
      } else if (statement instanceof Try block) {
        walkTry(block);
      } else if (statement instanceof Branch branch) {
        arrive(branch.label());
        assigned = null;
      } else if (statement instanceof Switch choice) {
        use(choice.selector());
        choice.labels().forEach(this::arrive);
        arrive(choice.defaultLabel());
        assigned = null;
      } else {
        IrStatements.expressions(statement).forEach(this::use);
        if (statement instanceof Return
            || statement instanceof Throw
            || statement instanceof IrStatement.Unreachable) {
          assigned = null;
        }
      }
    }

    private void walkIf(If statement) {
      use(statement.condition());
      BitSet before = (BitSet) state().clone();
      walk(statement.whenNonZero());
      BitSet afterFirst = assigned;
      assigned = before;
      walk(statement.whenZero());
      join(statement, afterFirst);
    }

    /** The handler begins with what is assigned before the body: anything in it may throw. */
    private void walkTry(Try statement) {
      BitSet before = (BitSet) state().clone();
      walk(statement.body());
      BitSet afterBody = assigned;
      assigned = before;
      remember(statement.exception());
      state().set(statement.exception().number());
      walk(statement.handler());
      join(statement, afterBody);
    }

    /** Control comes to the end of a statement from one arm, which this follows, and another. */
    private void join(IrStatement statement, @Nullable BitSet afterFirst) {
      if (assigned == null) {
        assigned = afterFirst;
      } else if (afterFirst != null) {
        assigned.and(afterFirst);
      }
      if (assigned != null) {
        BitSet behind = (BitSet) assigned.clone();
        assignedAtJoin.put(statement, behind);
        frames.add(behind);
      }
    }

    /**
     * Control goes to a label from here; what was assigned on all ways to a block's end is assigned
     * there.
     */
    private void arrive(Label label) {
      if (assigned == null) {
        return;
      }
      BitSet there = assignedAtLabel.get(label);
      if (there == null) {
        assignedAtLabel.put(label, (BitSet) assigned.clone());
      } else {
        // At the start of a loop this changes nothing: all that was assigned at its entry still is.
        there.and(assigned);
      }
    }

    private void use(IrExpression expression) {
      if (expression instanceof Get get) {
        int number = get.variable().number();
        remember(get.variable());
        read.set(number);
        if (!state().get(number)) {
          initialized.set(number);
        }
        return;
      }
      expression.operands().forEach(this::use);
    }
  }

  /** The walk that numbers statements and finds the ranges of the variables. */
  private final class Ranges {
    private int position;
    private final List<LoopRange> loops = new ArrayList<>();

    private record LoopRange(int start, List<Variable> crossing) {}

    void run() {
      method.parameters().forEach(this::occurs);
      initialized().forEach(this::occurs);
      walk(method.body());
    }

    private void walk(List<IrStatement> statements) {
      statements.forEach(this::walk);
    }

    private void walk(IrStatement statement) {
      position++;
      IrStatements.expressions(statement).forEach(this::use);
      if (statement instanceof Assign assign) {
        occurs(assign.variable());
      } else if (statement instanceof Loop loop) {
        loops.add(new LoopRange(position, new ArrayList<>()));
        walk(loop.body());
        position++;
        for (Variable variable : loops.remove(loops.size() - 1).crossing()) {
          last[variable.number()] = position;
        }
      } else if (statement instanceof Try block) {
        walk(block.body());
        position++;
        occurs(block.exception());
        walk(block.handler());
      } else {
        IrStatements.bodies(statement).forEach(this::walk);
      }
    }

    private void use(IrExpression expression) {
      if (expression instanceof Get get) {
        occurs(get.variable());
        return;
      }
      expression.operands().forEach(this::use);
    }

    /**
     * A variable that is older than a loop lives until the loop's end: the next iteration may need
     * it.
     */
    private void occurs(Variable variable) {
      int number = variable.number();
      if (first[number] < 0) {
        first[number] = position;
      }
      last[number] = Math.max(last[number], position);
      int low = 0;
      int high = loops.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (loops.get(middle).start() > first[number]) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      if (low < loops.size()) {
        List<Variable> crossing = loops.get(low).crossing();
        if (crossing.isEmpty() || crossing.get(crossing.size() - 1) != variable) {
          crossing.add(variable);
        }
      }
    }
  }

  /** Gives out slots in the order in which the variables begin. */
  private void assignSlots(int firstFree) {
    int next = 0;
    for (Variable parameter : method.parameters()) {
      slots[parameter.number()] = next;
      next += parameter.type().slots();
    }
    slotCount = firstFree;
    List<Variable> variables = new ArrayList<>();
    for (int number = 0; number < byNumber.length; number++) {
      Variable variable = byNumber[number];
      if (variable != null && first[number] >= 0 && slots[number] < 0 && read.get(number)) {
        variables.add(variable);
      }
    }
    variables.sort(Comparator.comparingInt(variable -> first[variable.number()]));
    PriorityQueue<Variable> active =
        new PriorityQueue<>(
            Comparator.<Variable>comparingInt(variable -> last[variable.number()])
                .thenComparingInt(Variable::number));
    method.parameters().forEach(active::add);
    // Free slots by the type of the values they hold; the lowest first.
    Map<IrType, PriorityQueue<Integer>> free = new HashMap<>();
    for (Variable variable : variables) {
      int start = first[variable.number()];
      while (!active.isEmpty() && last[active.element().number()] < start) {
        Variable ended = active.remove();
        freeSlots(ended.type(), free).add(slots[ended.number()]);
      }
      PriorityQueue<Integer> suitable = freeSlots(variable.type(), free);
      if (suitable.isEmpty()) {
        slots[variable.number()] = slotCount;
        slotCount += variable.type().slots();
      } else {
        slots[variable.number()] = suitable.remove();
      }
      active.add(variable);
    }
  }

  /** Sets slots to zero at the start if frames take less then. */
  private void initializeForFrames(int firstFree) {
    if (frames.size() < MANY_FRAMES) {
      return;
    }
    BitSet zeroSlots = new BitSet();
    initialized.stream().forEach(number -> use(number, zeroSlots));
    BitSet added = new BitSet();
    for (int number = 0; number < slots.length; number++) {
      Variable variable = byNumber[number];
      if (variable != null
          && slots[number] >= firstFree
          && !variable.type().isReference()
          && !zeroSlots.get(slots[number])) {
        zeroSlots.set(slots[number]);
        added.set(number);
      }
    }
    if (bytesSaved(zeroSlots) > ZERO * added.cardinality()) {
      initialized.or(added);
      frames.forEach(set -> set.or(added));
    }
  }

  /** How many bytes all frames are smaller, roughly, if some slots always have values. */
  private int bytesSaved(BitSet zeroSlots) {
    int saved = 0;
    BitSet before = null;
    for (BitSet frame : frames) {
      BitSet used = new BitSet(slotCount);
      for (int number = frame.nextSetBit(0); number >= 0; number = frame.nextSetBit(number + 1)) {
        use(number, used);
      }
      if (before != null) {
        BitSet difference = (BitSet) used.clone();
        difference.xor(before);
        if (!difference.isEmpty()) {
          saved += sizeOfFrame(difference, before, used);
          difference.andNot(zeroSlots);
          saved -= difference.isEmpty() ? SAME_FRAME : FULL_FRAME + slotCount;
        }
      }
      before = used;
    }
    return saved;
  }

  private void use(int number, BitSet used) {
    if (slots[number] >= 0) {
      used.set(slots[number]);
    }
  }

  /** A frame that is not like the one before is a few slots longer or shorter, or has all slots. */
  private static int sizeOfFrame(BitSet difference, BitSet before, BitSet used) {
    boolean atEnd = difference.nextSetBit(0) >= Math.min(before.length(), used.length());
    return atEnd && difference.cardinality() <= 3
        ? SAME_FRAME + difference.cardinality()
        : FULL_FRAME + used.cardinality();
  }

  private static PriorityQueue<Integer> freeSlots(
      IrType type, Map<IrType, PriorityQueue<Integer>> free) {
    return free.computeIfAbsent(type, each -> new PriorityQueue<>());
  }
}
