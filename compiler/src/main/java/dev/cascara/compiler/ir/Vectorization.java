package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.LargeAddress;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrExpression.Select;
import dev.cascara.compiler.ir.IrExpression.VectorOperation;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.ir.VectorOperations.Value;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces vectors by objects of {@code jdk.incubator.vector}, which HotSpot's optimising compiler
 * keeps in vector registers: each variable by one of the class that most of the instructions ask
 * for that it meets, each operation by calls of methods of that class.
 */
final class Vectorization extends VectorRewriter {
  /** The estimated code size from which on a vector is evaluated into a temporary. */
  private static final int MAXIMUM_SIZE = 200;

  private final VectorShapes shapes;
  private final VectorOperations operations;
  private final Map<Variable, Variable> replacements = new HashMap<>();

  private Vectorization(IrMethod method) {
    super(method.variables());
    this.shapes = VectorShapes.of(method.body());
    this.operations = new VectorOperations(this, shapes);
  }

  /** Runs the pass on a function that has not been divided. */
  static IrFunction run(IrFunction function) {
    return new IrFunction(
        function.index(), function.methods().stream().map(Vectorization::run).toList());
  }

  private static IrMethod run(IrMethod method) {
    if (!method.usesVectors()) {
      return method;
    }
    IrMethod ranges = LiveRanges.run(method, variable -> variable.type().isVector());
    Vectorization pass = new Vectorization(ranges);
    IrMethod result = pass.method(method, pass.rewrite(ranges.body()));
    return pass.initialized(result);
  }

  private IrMethod method(IrMethod method, List<IrStatement> body) {
    return method.with(body, variables()).usingVectorApi();
  }

  /** What is zero from the start is assigned: to the JVM it would be null. */
  private IrMethod initialized(IrMethod method) {
    List<IrStatement> body = new ArrayList<>();
    for (Variable variable : VariableSlots.of(method, 0).initialized()) {
      for (VectorShape shape : VectorShape.values()) {
        if (variable.type().equals(shape.type())) {
          body.add(new Assign(variable, VectorMethods.zero(shape)));
        }
      }
    }
    if (body.isEmpty()) {
      return method;
    }
    body.addAll(method.body());
    return method(method, body);
  }

  // ---------------------------------------------------------------- statements

  private Variable replacement(Variable variable) {
    return replacements.computeIfAbsent(variable, v -> newVariable(shapes.of(v).type(), v.kind()));
  }

  @Override
  void assignVector(Assign assign) {
    Variable variable = replacement(assign.variable());
    IrExpression value = vector(assign.value(), shapes.of(assign.variable()));
    if (!(value instanceof Get get && get.variable() == variable)) {
      append(new Assign(variable, value));
    }
  }

  @Override
  void evaluateVector(IrExpression vector) {
    vector(vector);
  }

  @Override
  void storeVector(Store store) {
    IrExpression address = rewrite(store.address());
    if (!isPure(address)) {
      address = addressAtom(address);
    }
    Value value = vector(store.value());
    if (!(address instanceof LargeAddress)) {
      append(
          new Store(
              store.opcode(),
              store.memory(),
              store.offset(),
              address,
              value.to(VectorShape.I8X16)));
      return;
    }
    IrExpression halves = atom(value.to(VectorShape.I64X2));
    IrExpression low = evaluated(VectorMethods.lane(VectorShape.I64X2, 0, halves));
    IrExpression high = evaluated(VectorMethods.lane(VectorShape.I64X2, 1, halves));
    // If the second half is within the memory the first is, so that either both are stored or none.
    append(new Store(Opcode.I64_STORE, store.memory(), highOffset(store.offset()), address, high));
    append(new Store(Opcode.I64_STORE, store.memory(), store.offset(), address, low));
  }

  /** The offset of the high half; one that is beyond every memory if the sum is. */
  private static long highOffset(long offset) {
    long sum = offset + Long.BYTES;
    return Long.compareUnsigned(sum, offset) < 0 ? -1 : sum;
  }

  // ---------------------------------------------------------------- expressions

  @Override
  IrExpression scalar(VectorOperation operation) {
    return operations.scalar(operation);
  }

  /** A vector in a shape. */
  IrExpression vector(IrExpression expression, VectorShape wanted) {
    if (expression instanceof VectorOperation constant && constant.opcode() == Opcode.V128_CONST) {
      return VectorMethods.constant(wanted, constant.low(), constant.high());
    }
    IrExpression value = vector(expression).to(wanted);
    return CodeSize.IN_PLACE.of(value) > MAXIMUM_SIZE ? evaluated(value) : value;
  }

  /** A vector in the shape that it comes in. */
  private Value vector(IrExpression expression) {
    if (expression instanceof Get get) {
      return new Value(shapes.of(get.variable()), new Get(replacement(get.variable())));
    }
    if (expression instanceof Load load) {
      return load(load);
    }
    if (expression instanceof Select select) {
      return select(select, shapes.of(select));
    }
    if (expression instanceof VectorOperation operation) {
      return operations.vector(operation);
    }
    throw new IllegalArgumentException("no vector: " + expression);
  }

  private Value load(Load load) {
    IrExpression address = rewrite(load.address());
    if (!(address instanceof LargeAddress)) {
      return new Value(
          VectorShape.I8X16,
          evaluated(
              new Load(
                  load.opcode(), VectorShape.I8X16.type(), load.memory(), load.offset(), address)));
    }
    IrExpression place = addressAtom(address);
    IrExpression low =
        evaluated(new Load(Opcode.I64_LOAD, IrType.LONG, load.memory(), load.offset(), place));
    IrExpression high =
        evaluated(
            new Load(
                Opcode.I64_LOAD, IrType.LONG, load.memory(), highOffset(load.offset()), place));
    return new Value(VectorShape.I64X2, VectorMethods.halves(low, high));
  }

  private Value select(Select select, VectorShape shape) {
    IrExpression first = atom(vector(select.whenNonZero(), shape));
    IrExpression second = atom(vector(select.whenZero(), shape));
    IrExpression condition = rewrite(select.condition());
    Variable result = newVariable(shape.type(), Variable.Kind.LABEL_VALUE);
    append(
        new If(condition, List.of(new Assign(result, first)), List.of(new Assign(result, second))));
    return new Value(shape, new Get(result));
  }
}
