package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets HotSpot's optimising compiler see which loops count ({@link CountedLoop}). Of loops that it
 * knows to count it checks the addresses once, before they begin. There the branch back depends on
 * a signed comparison, or the counter changes by one until it equals a bound; compilers to
 * WebAssembly count by the size of elements until numbers are equal, and compare unsigned numbers.
 * So there are to be two branches back: one on signed comparisons, which imply the condition that
 * the loop has, and behind it one on that condition, which is hardly ever taken. It goes to a loop
 * around the first one.
 *
 * <p>What is done before such a loop takes longer than a few times round. So a loop that only reads
 * takes the second branch if it is short, unless its length is clear beforehand. Loops that store
 * and compare what is some way from the counter are mostly those of {@code memcpy}, which gain
 * nothing: they are left as they are, unless their length is clear.
 */
final class CountedLoops extends IrRewriter {
  /** So many times round, what is done before a loop is not worth its time. */
  private static final int SHORT = 8;

  /** What there is besides the loop's statements, at most. */
  private static final int BRANCHES = 32;

  /** What it takes to find out how long a loop is, at most. */
  private static final int LENGTH = 22;

  private int variables;

  private CountedLoops(int variables) {
    this.variables = variables;
  }

  static IrFunction run(IrFunction function) {
    List<IrMethod> methods = new ArrayList<>(function.methods());
    methods.replaceAll(
        method ->
            IrStatements.anyStatement(method.body(), CountedLoops::counts) ? run(method) : method);
    return new IrFunction(function.index(), methods);
  }

  private static IrMethod run(IrMethod method) {
    CountedLoops loops = new CountedLoops(method.variables());
    List<IrStatement> body = loops.rewrite(method.body());
    return method.with(body, loops.variables);
  }

  private static boolean counts(IrStatement statement) {
    return counted(statement) != null;
  }

  private static @Nullable CountedLoop counted(IrStatement statement) {
    return statement instanceof Loop loop ? CountedLoop.of(loop) : null;
  }

  /** By how many bytes of code a loop becomes larger, at most. */
  static int growth(Loop loop) {
    CountedLoop counted = CountedLoop.of(loop);
    return counted == null ? 0 : BRANCHES + (onlyReads(counted) ? LENGTH : 0);
  }

  private static boolean onlyReads(CountedLoop loop) {
    return !IrStatements.anyStatement(loop.body(), Store.class::isInstance);
  }

  @Override
  void rewrite(IrStatement statement, List<IrStatement> result) {
    CountedLoop counted = counted(statement);
    if (counted == null) {
      super.rewrite(statement, result);
      return;
    }
    boolean isKnown =
        isKnown(new Get(counted.counter()), result) && isKnown(counted.bound(), result);
    if (!isKnown && counted.distance() != 0 && !onlyReads(counted)) {
      super.rewrite(statement, result);
      return;
    }
    Label start = ((Loop) statement).label();
    List<IrStatement> back = List.of(new Branch(start));
    for (int i = counted.signed().size() - 1; i >= 0; i--) {
      back = List.of(new If(counted.signed().get(i), back, List.of()));
    }
    if (!isKnown && onlyReads(counted)) {
      IrExpression counter = new Get(counted.counter());
      boolean isUpwards = counted.step() > 0;
      Variable length = new Variable(variables++, IrType.INT, Variable.Kind.TEMPORARY);
      result.add(
          new Assign(
              length,
              Numeric.ofInts(
                  Opcode.I32_SUB,
                  isUpwards ? counted.bound() : counter,
                  isUpwards ? counter : counted.bound())));
      int longest = (int) Math.min(Integer.MAX_VALUE, SHORT * Math.abs((long) counted.step()));
      IrExpression isLong =
          Numeric.ofInts(Opcode.I32_GT_S, new Get(length), new Constant(IrType.INT, longest));
      back = List.of(new If(isLong, back, List.of()));
    }
    List<IrStatement> body = new ArrayList<>(counted.body());
    body.addAll(back);
    Label restart = new Label();
    result.add(
        new Loop(
            restart,
            List.of(
                new Loop(start, body),
                new If(counted.condition(), List.of(new Branch(restart)), List.of()))));
  }

  /** Whether a number is constant, as what has been done right before shows. */
  private static boolean isKnown(IrExpression number, List<IrStatement> before) {
    if (!(number instanceof Get get)) {
      return number instanceof Constant;
    }
    for (int i = before.size() - 1; i >= 0 && IrStatements.bodies(before.get(i)).isEmpty(); i--) {
      if (before.get(i) instanceof Assign assign && assign.variable() == get.variable()) {
        return isKnown(assign.value(), before.subList(0, i));
      }
    }
    return false;
  }
}
