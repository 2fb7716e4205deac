package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the loops of functions that are one loop around a switch. Go's compiler makes such a loop
 * of each function that branches backwards, so that it can go on wherever it was suspended; others
 * make them of state machines. All branches in it are an assignment of a constant to the switch's
 * variable and a branch to the loop.
 *
 * <p>What follows the targets of the switch are <em>segments</em>, in an order in which each goes
 * on with the next. A branch to a later segment becomes one out of the blocks that end there. A
 * branch back makes a loop of the segments from its target to it. Where the switch leads into the
 * middle of such a loop, the loop begins with a switch of its own; of branches back it is known
 * that they go to its first segment, and no switch is executed for them ({@link EntrySwitch}).
 */
final class JumpThreading {
  /** The value of the variable for the first segment of a loop. */
  private static final int START = -1;

  /** Loops that are nested deeper are left alone. */
  private static final int MAXIMUM_DEPTH = 50;

  /** So many loops that begin with switches may be in one another: each looks at all in it. */
  private static final int MAXIMUM_LOOPS = 8;

  /** For the switches of all loops, how many labels each of the first switch and the segments. */
  private static final int MAXIMUM_GROWTH = 4;

  private final Loop loop;
  private final EntrySwitch entry;
  private final List<Segment> segments = new ArrayList<>();
  private final IdentityHashMap<Label, Integer> numbers = new IdentityHashMap<>();

  /** What is executed behind a label. */
  private static final class Segment {
    final Label label;
    final List<IrStatement> statements;
    final List<Integer> targets = new ArrayList<>();
    final List<Integer> switchTargets = new ArrayList<>();

    /** The last segment with a branch back to this one; -1 if there is none. */
    int lastBranchBack = -1;

    /** The loop that begins here. */
    @Nullable Range range;

    /** The innermost loop around this segment. */
    @Nullable Range innermost;

    /** The value of the variable for which control goes here; -1 if there is none yet. */
    int value = -1;

    Segment(Label label, List<IrStatement> statements) {
      this.label = label;
      this.statements = statements;
    }
  }

  /** A loop of segments. */
  private static final class Range {
    final int first;
    final int last;
    final @Nullable Range parent;
    final int depth;
    final Label label = new Label();
    final Label start = new Label();
    final Label reentry = new Label();

    /** The segments that control comes to from outside, other than the first, by value. */
    final TreeMap<Integer, Integer> entries = new TreeMap<>();

    Range(int first, int last, @Nullable Range parent) {
      this.first = first;
      this.last = last;
      this.parent = parent;
      this.depth = parent == null ? 1 : parent.depth + 1;
    }

    boolean contains(int segment) {
      return first <= segment && segment <= last;
    }
  }

  private JumpThreading(Loop loop) {
    this.loop = loop;
    this.entry = Objects.requireNonNull(EntrySwitch.of(loop));
  }

  static IrFunction run(IrFunction function) {
    IrMethod method = function.methods().get(0);
    Set<Variable> chosenBy = new HashSet<>();
    findEntrySwitches(method.body(), chosenBy);
    if (chosenBy.isEmpty()) {
      return function;
    }
    // Go's compiler keeps the function that is called next in the variable of the switch.
    IrMethod ranges = LiveRanges.run(method, chosenBy::contains);
    List<IrStatement> body = new LoopRewriter(ranges.body()).rewrite(ranges.body());
    return new IrFunction(function.index(), List.of(ranges.with(body, ranges.variables())));
  }

  /** Finds the variables of the switches that loops begin with. */
  private static void findEntrySwitches(List<IrStatement> statements, Set<Variable> variables) {
    for (IrStatement statement : statements) {
      EntrySwitch entry = statement instanceof Loop loop ? EntrySwitch.of(loop) : null;
      if (entry != null) {
        variables.add(entry.variable());
      }
      IrStatements.bodies(statement).forEach(body -> findEntrySwitches(body, variables));
    }
  }

  /** Replaces loops, from the inside out. */
  private static final class LoopRewriter extends IrRewriter {
    private final Assignments othersThanConstants;
    private final Map<Variable, Integer> reads = new HashMap<>();

    /** How many loops that begin with switches are around this. */
    private int depth;

    LoopRewriter(List<IrStatement> body) {
      this.othersThanConstants = EntrySwitch.othersThanConstants(body);
      countReads(body, reads);
    }

    @Override
    void rewrite(IrStatement statement, List<IrStatement> result) {
      EntrySwitch entry = statement instanceof Loop loop ? EntrySwitch.of(loop) : null;
      if (entry == null) {
        super.rewrite(statement, result);
        return;
      }
      List<IrStatement> same = new ArrayList<>();
      depth++;
      super.rewrite(statement, same);
      depth--;
      List<IrStatement> threaded =
          depth < MAXIMUM_LOOPS
                  && entry.first() == 0
                  && reads.getOrDefault(entry.variable(), 0) == 1
                  && !othersThanConstants.areIn(statement, entry.variable())
              ? new JumpThreading((Loop) same.get(0)).thread()
              : null;
      result.addAll(threaded == null ? same : threaded);
    }
  }

  private static void countReads(List<IrStatement> statements, Map<Variable, Integer> reads) {
    for (IrStatement statement : statements) {
      IrStatements.expressions(statement).forEach(expression -> countReads(expression, reads));
      IrStatements.bodies(statement).forEach(body -> countReads(body, reads));
    }
  }

  private static void countReads(IrExpression expression, Map<Variable, Integer> reads) {
    if (expression instanceof Get get) {
      reads.merge(get.variable(), 1, Integer::sum);
    }
    expression.operands().forEach(operand -> countReads(operand, reads));
  }

  /** Returns what replaces the loop; null if it is of another kind. */
  private @Nullable List<IrStatement> thread() {
    if (goesTo(entry.choice(), loop.label())) {
      return null;
    }
    findSegments(loop.body());
    for (int i = 0; i < segments.size(); i++) {
      if (!findTargets(segments.get(i), i, segments.get(i).statements)) {
        return null;
      }
    }
    return findRanges() && findEntries() ? build(null, 0, segments.size() - 1) : null;
  }

  private void findSegments(List<IrStatement> statements) {
    List<Segment> reversed = new ArrayList<>();
    List<IrStatement> body = statements;
    while (body.get(0) instanceof Block block) {
      reversed.add(new Segment(block.label(), body.subList(1, body.size())));
      body = block.body();
    }
    for (int i = reversed.size() - 1; i >= 0; i--) {
      numbers.put(reversed.get(i).label, segments.size());
      segments.add(reversed.get(i));
    }
  }

  // ---------------------------------------------------------------- control flow

  /** Finds where a segment's statements branch to; returns false if that is not known of all. */
  private boolean findTargets(Segment segment, int number, List<IrStatement> statements) {
    for (int i = 0; i < statements.size(); i++) {
      IrStatement statement = statements.get(i);
      if (isJump(statements, i)) {
        Integer target = numbers.get(jumpTarget(statement));
        if (target != null) {
          segment.targets.add(target);
          if (target <= number) {
            segments.get(target).lastBranchBack = number;
          }
        } else if (jumpTarget(statement) == loop.label()) {
          return false;
        }
        i++;
      } else if (statement instanceof Assign assign && assign.variable() == entry.variable()) {
        return false;
      } else if (statement instanceof Branch branch) {
        if (branch.label() == loop.label()) {
          return false;
        }
        addTarget(branch.label(), segment.targets);
      } else if (statement instanceof Switch inner) {
        if (goesTo(inner, loop.label())) {
          return false;
        }
        inner.labels().forEach(label -> addTarget(label, segment.switchTargets));
        addTarget(inner.defaultLabel(), segment.switchTargets);
      }
      for (List<IrStatement> body : IrStatements.bodies(statement)) {
        if (!findTargets(segment, number, body)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean goesTo(Switch statement, Label label) {
    return statement.labels().contains(label) || statement.defaultLabel() == label;
  }

  private void addTarget(Label label, List<Integer> targets) {
    Integer target = numbers.get(label);
    if (target != null) {
      targets.add(target);
    }
  }

  /** Whether a constant is assigned, and a branch to the loop follows. */
  private boolean isJump(List<IrStatement> statements, int index) {
    return index + 1 < statements.size()
        && entry.target(statements.get(index)) != null
        && statements.get(index + 1) instanceof Branch branch
        && branch.label() == loop.label();
  }

  private Label jumpTarget(IrStatement assignment) {
    return Objects.requireNonNull(entry.target(assignment));
  }

  /** Makes loops, each of which is in another or apart from it; returns false if that is much. */
  private boolean findRanges() {
    int[] ends = new int[segments.size()];
    for (int first = segments.size() - 1; first >= 0; first--) {
      ends[first] = segments.get(first).lastBranchBack;
      for (int i = first + 1; i <= ends[first]; i = Math.max(i, ends[i]) + 1) {
        ends[first] = Math.max(ends[first], ends[i]);
      }
    }
    Range around = null;
    for (int i = 0; i < segments.size(); i++) {
      while (around != null && i > around.last) {
        around = around.parent;
      }
      if (ends[i] >= 0) {
        around = new Range(i, ends[i], around);
        segments.get(i).range = around;
        if (around.depth > MAXIMUM_DEPTH) {
          return false;
        }
      }
      segments.get(i).innermost = around;
    }
    return true;
  }

  /** The innermost loop that a branch to a segment gets into the middle of. */
  private @Nullable Range around(int segment) {
    Range range = segments.get(segment).range;
    return range != null ? range.parent : segments.get(segment).innermost;
  }

  /** Finds where control gets into the middle of loops; returns false if that is much. */
  private boolean findEntries() {
    for (int value = entry.choice().labels().size() - 1; value >= 0; value--) {
      Integer target = numbers.get(entry.choice().labels().get(value));
      if (target != null) {
        segments.get(target).value = value;
        addEntry(null, target, value);
      }
    }
    Integer other = numbers.get(entry.choice().defaultLabel());
    if (other != null && around(other) != null) {
      return false;
    }
    int nextValue = entry.choice().labels().size();
    for (int i = 0; i < segments.size(); i++) {
      for (int target : segments.get(i).targets) {
        Range entered = entered(i, target);
        if (target > i && entered != null) {
          Segment segment = segments.get(target);
          if (segment.value < 0) {
            segment.value = nextValue++;
          }
          addEntry(entered.parent, target, segment.value);
        }
      }
      for (int target : segments.get(i).switchTargets) {
        if (entered(i, target) != null) {
          return false;
        }
      }
    }
    int labels = 0;
    for (Segment segment : segments) {
      if (segment.range != null && !segment.range.entries.isEmpty()) {
        labels += segment.range.entries.lastKey() - segment.range.entries.firstKey() + 1;
        if (labels > MAXIMUM_GROWTH * (entry.choice().labels().size() + segments.size())) {
          return false;
        }
      }
    }
    return true;
  }

  /** Adds an entry into the middle of the loops around a segment, up to one that is not entered. */
  private void addEntry(@Nullable Range outer, int segment, int value) {
    for (Range range = around(segment); range != outer; range = parentOf(range)) {
      Objects.requireNonNull(range).entries.put(value, segment);
    }
  }

  private static @Nullable Range parentOf(@Nullable Range range) {
    return Objects.requireNonNull(range).parent;
  }

  /** The outermost loop that control gets into the middle of; null if there is none. */
  private @Nullable Range entered(int from, int to) {
    Range entered = null;
    for (Range range = around(to); range != null && !range.contains(from); range = range.parent) {
      entered = range;
    }
    return entered;
  }

  // ---------------------------------------------------------------- statements

  /** Returns the statements of a loop, or of all segments. */
  private List<IrStatement> build(@Nullable Range range, int first, int last) {
    List<IrStatement> body = new ArrayList<>();
    if (range == null) {
      body.add(firstSwitch());
    } else if (!range.entries.isEmpty()) {
      body.add(entrySwitch(range));
    }
    int next = first;
    while (next <= last) {
      Segment segment = segments.get(next);
      Range inner = segment.range == range ? null : segment.range;
      if (!body.isEmpty()) {
        body = new ArrayList<>(List.of(new Block(labelIn(range, next), body)));
      }
      if (inner == null) {
        body.addAll(new Rewriter(next).rewrite(segment.statements));
        next++;
      } else {
        if (!inner.entries.isEmpty()) {
          body.add(setVariable(START));
          body = new ArrayList<>(List.of(new Block(inner.reentry, body)));
        }
        body.add(new Loop(inner.label, build(inner, next, inner.last)));
        next = inner.last + 1;
      }
    }
    return body;
  }

  private IrStatement setVariable(int value) {
    return new Assign(entry.variable(), new Constant(IrType.INT, value));
  }

  /** The label of a segment that is not in a loop in a loop. */
  private Label labelIn(@Nullable Range range, int segment) {
    return range != null && range.first == segment ? range.start : segments.get(segment).label;
  }

  /** Where control goes in a loop to get to a segment with the variable's value. */
  private Label way(@Nullable Range range, int segment) {
    Range entered = null;
    Range around = range != null && range.first == segment ? range : around(segment);
    while (around != range) {
      entered = around;
      around = parentOf(around);
    }
    return entered != null ? entered.reentry : labelIn(range, segment);
  }

  private Switch firstSwitch() {
    return new Switch(
        entry.choice().selector(),
        entry.choice().labels().stream().map(this::firstEntry).toList(),
        firstEntry(entry.choice().defaultLabel()));
  }

  private Label firstEntry(Label label) {
    Integer segment = numbers.get(label);
    return segment == null ? label : way(null, segment);
  }

  private Switch entrySwitch(Range range) {
    int first = range.entries.firstKey();
    List<Label> targets = new ArrayList<>();
    for (int value = first; value <= range.entries.lastKey(); value++) {
      Integer segment = range.entries.get(value);
      targets.add(segment == null ? range.start : way(range, segment));
    }
    IrExpression selector = new Get(entry.variable());
    if (first != 0) {
      selector =
          new Numeric(
              Opcode.I32_SUB, IrType.INT, List.of(selector, new Constant(IrType.INT, first)));
    }
    return new Switch(selector, targets, range.start);
  }

  /** Copies the statements of a segment. */
  private final class Rewriter extends IrRewriter {
    private final int segment;

    Rewriter(int segment) {
      this.segment = segment;
    }

    @Override
    List<IrStatement> rewrite(List<IrStatement> statements) {
      List<IrStatement> result = new ArrayList<>(statements.size());
      for (int i = 0; i < statements.size(); i++) {
        if (isJump(statements, i)) {
          result.addAll(branch(jumpTarget(statements.get(i))));
          i++;
        } else {
          rewrite(statements.get(i), result);
        }
      }
      return result;
    }

    @Override
    List<IrStatement> branch(Label label) {
      Integer target = numbers.get(label);
      if (target == null) {
        return List.of(new Branch(label));
      }
      if (target <= segment) {
        Range range = Objects.requireNonNull(segments.get(target).range);
        Branch back = new Branch(range.label);
        return range.entries.isEmpty() ? List.of(back) : List.of(setVariable(START), back);
      }
      Range entered = entered(segment, target);
      return entered == null
          ? List.of(new Branch(segments.get(target).label))
          : List.of(setVariable(segments.get(target).value), new Branch(entered.reentry));
    }
  }
}
