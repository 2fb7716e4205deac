package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Call;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrExpression.MethodCall;
import dev.cascara.compiler.ir.IrExpression.RuntimeCall;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.wasm.Opcode;
import java.util.List;

/**
 * How far HotSpot's optimising compiler gets with inlining the accesses to memory of a method, and
 * the operations on lanes that are calls of the runtime. It stops when method and inlined methods
 * have 8,000 bytes of code ({@code DesiredMethodLimit}), or when there are too many nodes in its
 * graph, which comes to the same for accesses; and it goes by the order of the code, not by what is
 * executed often. So accesses that it would not get to are linked, methods are divided, and what
 * takes more than it is worth is not inlined.
 */
final class Inlining {
  /** Some 50 accesses: with 350 nodes each they take what there is. */
  static final int MAXIMUM_WEIGHT = 4_500;

  /** Some 11 accesses, which take longer than a call. */
  private static final int HEAVY = 1_000;

  /** Half the code that an access of several bytes consists of. */
  private static final int WIDE_ACCESS = 80;

  /** Half the code that an access of one byte consists of. */
  private static final int BYTE_ACCESS = 22;

  private static final int SMALLEST_ACCESS = 7;

  /** Half the code that an operation on lanes consists of, as above. */
  private static final int LANES = 12;

  /** How much longer an access takes that is a call, in accesses or so. */
  private static final double CALL_TIME = 3;

  private Inlining() {}

  /**
   * Whether a method's accesses are calls, which are to be inlined. Dispatch loops have them
   * linked, as they cannot be divided so far; so have methods with vectors of the JDK, whose
   * methods are inlined in any case, and are so large that nothing else is.
   */
  static boolean callsAccesses(IrMethod method) {
    return !method.hasDispatchLoop()
        && !(method.usesVectorApi()
            && IrStatements.anyExpression(method.body(), Inlining::hasMethodCall));
  }

  private static boolean hasMethodCall(IrExpression expression) {
    return expression instanceof MethodCall
        || IrStatements.any(expression.operands(), Inlining::hasMethodCall);
  }

  /**
   * Whether a method should not be inlined itself: it would take what its callers' accesses need,
   * and gain little.
   */
  static boolean isHeavy(IrMethod method) {
    return method.callsAccesses() && isHeavy(method.weight());
  }

  /** Whether a weight is that of a method that should not be inlined. */
  static boolean isHeavy(int weight) {
    return weight > HEAVY;
  }

  /**
   * Whether all of a method's accesses can be inlined, or it is not to be divided for that: a
   * dispatch loop, or a method without loops, which is not worth the time.
   */
  static boolean fits(IrMethod method, MethodSize limit) {
    int maximum = limit.of(MAXIMUM_WEIGHT);
    // No access takes less code than this.
    return method.codeSize() <= maximum / (1 + WIDE_ACCESS / SMALLEST_ACCESS)
        || method.hasDispatchLoop()
        || !IrStatements.anyStatement(method.body(), Loop.class::isInstance)
        || method.weight() <= maximum;
  }

  /**
   * Whether all accesses can be inlined even if all calls are, or no loop is to be divided off for
   * that: only loops are that call nothing.
   */
  static boolean fitsWithCallees(IrMethod method, MethodSize limit) {
    int maximum = limit.of(MAXIMUM_WEIGHT);
    return !IrStatements.anyStatement(method.body(), Loop.class::isInstance)
        || !method.callsAccesses()
        // A loop that has been divided off calls nothing.
        || method.calleeWeight() == 0
        || method.weight() + method.calleeWeight() <= maximum
        || !new LateLoops(maximum).areIn(method.body());
  }

  /** Finds loops that call nothing behind what takes all that can be inlined. */
  private static final class LateLoops {
    private final long maximum;
    private long weight;
    private long callees;

    LateLoops(long maximum) {
      this.maximum = maximum;
    }

    boolean areIn(List<IrStatement> statements) {
      for (IrStatement statement : statements) {
        long calleesBefore = callees;
        weight += ownWeight(statement);
        callees += calleeWeight(statement);
        for (List<IrStatement> body : IrStatements.bodies(statement)) {
          if (areIn(body)) {
            return true;
          }
        }
        if (statement instanceof Loop && callees == calleesBefore && weight + callees > maximum) {
          return true;
        }
      }
      return false;
    }
  }

  /** What the functions that statements call come to if they are inlined. */
  static long calleeWeight(List<IrStatement> statements) {
    return IrStatements.sum(statements, Inlining::calleeWeight);
  }

  /** The size of statements with all that is to be inlined. */
  static int weight(List<IrStatement> statements) {
    return (int) IrStatements.sum(statements, Inlining::ownWeight);
  }

  /** The size of a statement without those in it, with what is to be inlined. */
  static int ownWeight(IrStatement statement) {
    return CodeSize.WITH_CALLS.own(statement) + calls(statement, WIDE_ACCESS, BYTE_ACCESS, LANES);
  }

  /**
   * What the functions that a statement calls, without those in it, come to if they are inlined.
   */
  static long calleeWeight(IrStatement statement) {
    long sum = 0;
    for (IrExpression expression : IrStatements.expressions(statement)) {
      sum += calleeWeight(expression);
    }
    return sum;
  }

  private static long calleeWeight(IrExpression expression) {
    long sum = expression instanceof Call call ? call.weight() : 0;
    for (IrExpression operand : expression.operands()) {
      sum += calleeWeight(operand);
    }
    return sum;
  }

  /** The time that a statement loses if its calls, without those in it, are not inlined. */
  static double ownTime(IrStatement statement) {
    return CALL_TIME * calls(statement, 1, 1, 1);
  }

  /** What the calls of a statement, without those in it, come to, by how much each counts. */
  private static int calls(IrStatement statement, int wide, int narrow, int lanes) {
    int sum = statement instanceof Store store ? access(store.opcode(), wide, narrow) : 0;
    for (IrExpression expression : IrStatements.expressions(statement)) {
      sum += calls(expression, wide, narrow, lanes);
    }
    return sum;
  }

  private static int calls(IrExpression expression, int wide, int narrow, int lanes) {
    if (expression instanceof Get) {
      return 0;
    }
    int sum = 0;
    if (expression instanceof Load load) {
      sum = access(load.opcode(), wide, narrow);
    } else if (expression instanceof RuntimeCall) {
      sum = lanes;
    }
    for (IrExpression operand : expression.operands()) {
      sum += calls(operand, wide, narrow, lanes);
    }
    return sum;
  }

  /** The weight of an access. */
  static int access(Opcode opcode) {
    return access(opcode, WIDE_ACCESS, BYTE_ACCESS);
  }

  private static int access(Opcode opcode, int wide, int narrow) {
    return opcode.naturalAlignment() == 0 ? narrow : wide;
  }
}
