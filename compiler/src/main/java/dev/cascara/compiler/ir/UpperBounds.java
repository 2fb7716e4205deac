package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrExpression.Select;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Try;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The largest value that an integer can have, unsigned, as far as the expressions that make it say:
 * masks, shifts, short loads, and sums and products of such. A variable is as large as the largest
 * of all that is assigned to it.
 */
final class UpperBounds {
  private static final long INT_MAXIMUM = 0xFFFF_FFFFL;

  /** Of what may also be larger than any {@code long}. */
  private static final long UNKNOWN = Long.MAX_VALUE;

  /** Expressions are looked into so far; what is deeper is not known. */
  private static final int MAXIMUM_DEPTH = 12;

  /** What is assigned to each variable; null for one that gets its value in another way. */
  private final Map<Variable, @Nullable List<IrExpression>> assigned = new HashMap<>();

  /** The bounds of variables; while one is being found, what would be the worst. */
  private final Map<Variable, Long> known = new HashMap<>();

  private UpperBounds() {}

  static UpperBounds in(IrMethod method) {
    UpperBounds bounds = new UpperBounds();
    method.parameters().forEach(parameter -> bounds.assigned.put(parameter, null));
    bounds.collect(method.body());
    return bounds;
  }

  private void collect(List<IrStatement> statements) {
    for (IrStatement statement : statements) {
      if (statement instanceof Assign assign) {
        Variable variable = assign.variable();
        if (!assigned.containsKey(variable)) {
          assigned.put(variable, new ArrayList<>(2));
        }
        List<IrExpression> values = assigned.get(variable);
        if (values != null) {
          values.add(assign.value());
        }
      } else if (statement instanceof Try block) {
        assigned.put(block.exception(), null);
      }
      IrStatements.bodies(statement).forEach(this::collect);
    }
  }

  /**
   * Returns the bound of an expression.
   *
   * @param expression an expression of type {@code int}
   * @return the largest value that it can have, unsigned
   */
  long of(IrExpression expression) {
    return of(expression, 0);
  }

  private long of(IrExpression expression, int depth) {
    boolean isInt = expression.type().kind() == IrType.Kind.INT;
    long worst = isInt ? INT_MAXIMUM : UNKNOWN;
    if (depth > MAXIMUM_DEPTH || !(isInt || expression.type().kind() == IrType.Kind.LONG)) {
      return worst;
    }
    long bound = worst;
    if (expression instanceof Constant constant) {
      bound = isInt ? constant.bits() & INT_MAXIMUM : constant.bits();
    } else if (expression instanceof Get get) {
      bound = of(get.variable(), worst, depth);
    } else if (expression instanceof Load load) {
      bound = of(load);
    } else if (expression instanceof Select select) {
      bound = Math.max(of(select.whenNonZero(), depth + 1), of(select.whenZero(), depth + 1));
    } else if (expression instanceof Numeric numeric) {
      bound = of(numeric, depth + 1);
    }
    return bound < 0 || bound > worst ? worst : bound;
  }

  private long of(Variable variable, long worst, int depth) {
    Long found = known.get(variable);
    if (found != null) {
      return found;
    }
    known.put(variable, worst);
    long bound = 0;
    if (assigned.containsKey(variable)) {
      List<IrExpression> values = assigned.get(variable);
      if (values == null) {
        return worst;
      }
      for (IrExpression value : values) {
        bound = Math.max(bound, of(value, depth + 1));
        if (bound == worst) {
          break;
        }
      }
    }
    known.put(variable, bound);
    return bound;
  }

  private static long of(Load load) {
    return switch (load.opcode()) {
      case I32_LOAD8_U, I64_LOAD8_U -> 0xFF;
      case I32_LOAD16_U, I64_LOAD16_U -> 0xFFFF;
      case I64_LOAD32_U -> INT_MAXIMUM;
      default -> UNKNOWN;
    };
  }

  private long of(Numeric numeric, int depth) {
    List<IrExpression> operands = numeric.operands();
    long left = of(operands.get(0), depth);
    long right = operands.size() < 2 ? 0 : of(operands.get(1), depth);
    return switch (numeric.opcode()) {
      case I32_AND, I64_AND -> Math.min(left, right);
      case I32_OR, I32_XOR, I64_OR, I64_XOR -> allOnes(Math.max(left, right));
      case I32_ADD, I64_ADD -> left > UNKNOWN - right ? UNKNOWN : left + right;
      case I32_MUL, I64_MUL -> right != 0 && left > UNKNOWN / right ? UNKNOWN : left * right;
      case I32_SHL -> shifted(left, operands.get(1), 31);
      case I64_SHL -> shifted(left, operands.get(1), 63);
      case I32_SHR_U -> operands.get(1) instanceof Constant by ? left >>> (by.bits() & 31) : left;
      case I64_SHR_U -> operands.get(1) instanceof Constant by ? shiftedRight(left, by) : left;
      case I32_DIV_U, I64_DIV_U -> left;
      case I32_REM_U, I64_REM_U -> right == 0 ? left : Math.min(left, right - 1);
      case I32_WRAP_I64, I64_EXTEND_I32_U -> left;
      case I32_EQZ,
          I32_EQ,
          I32_NE,
          I32_LT_S,
          I32_LT_U,
          I32_GT_S,
          I32_GT_U,
          I32_LE_S,
          I32_LE_U,
          I32_GE_S,
          I32_GE_U ->
          1;
      case I32_CLZ, I32_CTZ, I32_POPCNT -> 32;
      default -> UNKNOWN;
    };
  }

  private static long shifted(long value, IrExpression by, int mask) {
    if (!(by instanceof Constant constant)) {
      return UNKNOWN;
    }
    int distance = (int) constant.bits() & mask;
    return value > UNKNOWN >> distance ? UNKNOWN : value << distance;
  }

  /** What is not known may have its top bit set. */
  private static long shiftedRight(long value, Constant by) {
    int distance = (int) by.bits() & 63;
    return (value == UNKNOWN && distance != 0 ? -1 : value) >>> distance;
  }

  /** The largest number that has its highest bit where the given one has it. */
  private static long allOnes(long value) {
    return value == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(value);
  }
}
