package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.ArrayIndex;
import dev.cascara.compiler.ir.IrExpression.CheckedAddress;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.LargeAddress;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrExpression.Select;
import dev.cascara.compiler.ir.IrExpression.VectorOperation;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces vectors by scalars: each variable by two or four, each operation by as many. What is
 * left is as if the function had been written without vectors, which HotSpot compiles best.
 */
final class Scalarization extends VectorRewriter {
  /** How many bytes a vector has. */
  private static final int BYTES = 16;

  /** The estimated code size from which on a lane is evaluated into a temporary. */
  private static final int MAXIMUM_LANE_SIZE = 200;

  private final LaneShapes shapes;
  private final LaneOperations operations = new LaneOperations(this);
  private final Map<Variable, List<Variable>> lanes = new HashMap<>();

  /** What lanes of 16 bits in variables do not exceed, where it is known. */
  private final Map<Variable, Integer> maxima = new HashMap<>();

  private Scalarization(IrMethod method) {
    super(method.variables());
    this.shapes = LaneShapes.of(method.body());
  }

  /** Runs the pass on a function that has not been divided. */
  static IrFunction run(IrFunction function) {
    return new IrFunction(
        function.index(), function.methods().stream().map(Scalarization::run).toList());
  }

  private static IrMethod run(IrMethod method) {
    if (!method.usesVectors()) {
      return method;
    }
    IrMethod ranges = LiveRanges.run(method, variable -> variable.type().isVector());
    Scalarization pass = new Scalarization(ranges);
    List<IrStatement> body = pass.rewrite(ranges.body());
    return method.with(body, pass.variables());
  }

  /**
   * Whether bits are chosen by a comparison of lanes, so that each lane can be chosen as a whole.
   */
  static boolean isSelectionByComparison(VectorOperation operation) {
    return LaneSignature.isLaneSelection(operation.opcode())
        && operation.operands().get(2) instanceof VectorOperation mask
        && LaneOperations.isWholeComparison(mask.opcode());
  }

  // ---------------------------------------------------------------- statements

  @Override
  List<IrStatement> rewrite(List<IrStatement> body) {
    // What is known of variables holds in straight code only.
    maxima.clear();
    List<IrStatement> result = super.rewrite(body);
    maxima.clear();
    return result;
  }

  @Override
  void assignVector(Assign assign) {
    LaneValues value = vector(assign.value(), shapes.of(assign.variable()));
    assign(lanesOf(assign.variable()), value.lanes());
    maxima.put(assign.variable(), value.maximum());
  }

  @Override
  void evaluateVector(IrExpression vector) {
    vector(vector);
  }

  private List<Variable> lanesOf(Variable variable) {
    List<Variable> scalars = lanes.get(variable);
    if (scalars == null) {
      LaneShape shape = shapes.of(variable);
      scalars = new ArrayList<>();
      for (int i = 0; i < shape.count(); i++) {
        scalars.add(newVariable(shape.scalar(), variable.kind()));
      }
      lanes.put(variable, scalars);
    }
    return scalars;
  }

  /** Assigns all lanes as if at the same moment. */
  private void assign(List<Variable> targets, List<IrExpression> values) {
    List<IrExpression> safe = new ArrayList<>(values);
    for (int i = 1; i < safe.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (reads(safe.get(i), targets.get(j))) {
          safe.set(i, evaluated(safe.get(i)));
          break;
        }
      }
    }
    for (int i = 0; i < safe.size(); i++) {
      if (!(safe.get(i) instanceof Get get && get.variable() == targets.get(i))) {
        append(new Assign(targets.get(i), safe.get(i)));
      }
    }
  }

  private static boolean reads(IrExpression expression, Variable variable) {
    return expression instanceof Get get
        ? get.variable() == variable
        : expression.operands().stream().anyMatch(operand -> reads(operand, variable));
  }

  @Override
  void storeVector(Store store) {
    IrExpression address = rewrite(store.address());
    if (!isPure(address) || usesVectors(store.value())) {
      address = addressAtom(address);
    }
    LaneValues natural = ordered(vector(store.value()));
    LaneShape shape = natural.shape();
    Opcode opcode =
        switch (shape) {
          case I64X2 -> Opcode.I64_STORE;
          case I32X4 -> Opcode.I32_STORE;
          case F32X4 -> Opcode.F32_STORE;
          case F64X2 -> Opcode.F64_STORE;
          case I16X8 -> throw new IllegalArgumentException("lanes are in another order");
        };
    // The values are known before anything is stored. The last lane goes first: if it is within
    // the memory all are, so that either all are stored or none.
    List<IrExpression> values = natural.lanes().stream().map(this::atom).toList();
    Place place = place(store.memory(), store.offset(), addressAtom(address));
    for (int i = shape.count() - 1; i >= 0; i--) {
      append(
          new Store(
              opcode,
              store.memory(),
              offset(place.offset(), i * shape.bytes()),
              place.address(),
              values.get(i)));
    }
  }

  /** Where a vector is in memory. */
  private record Place(IrExpression address, long offset) {}

  /** Checks an address for all lanes at once, where the memory is an array. */
  private Place place(int memory, long offset, IrExpression address) {
    return address instanceof LargeAddress
        ? new Place(address, offset)
        : new Place(
            new CheckedAddress(evaluated(new ArrayIndex(memory, offset, BYTES, address))), 0);
  }

  /** A vector as it is in memory. */
  private LaneValues ordered(LaneValues value) {
    return value.shape() == LaneShape.I16X8 ? value.to(LaneShape.I64X2, this::atom) : value;
  }

  /** The offset of a lane; one that is beyond every memory if the sum is. */
  private static long offset(long offset, int distance) {
    long sum = offset + distance;
    return Long.compareUnsigned(sum, offset) < 0 ? -1 : sum;
  }

  // ---------------------------------------------------------------- temporaries

  private LaneValues bounded(LaneValues value) {
    return new LaneValues(
        value.shape(),
        value.lanes().stream()
            .map(lane -> CodeSize.IN_PLACE.of(lane) > MAXIMUM_LANE_SIZE ? evaluated(lane) : lane)
            .toList(),
        value.maximum());
  }

  // ---------------------------------------------------------------- expressions

  @Override
  IrExpression scalar(VectorOperation operation) {
    return operations.scalar(operation, shapes);
  }

  LaneValues vector(IrExpression expression, LaneShape wanted) {
    if (expression instanceof VectorOperation constant && constant.opcode() == Opcode.V128_CONST) {
      return LaneValues.constant(wanted, constant.low(), constant.high());
    }
    return bounded(vector(expression).to(wanted, this::atom));
  }

  /** A vector in the shape that it comes in. */
  private LaneValues vector(IrExpression expression) {
    if (expression instanceof Get get) {
      return new LaneValues(
          shapes.of(get.variable()),
          lanesOf(get.variable()).stream().map(lane -> (IrExpression) new Get(lane)).toList(),
          maxima.getOrDefault(get.variable(), LaneValues.ANY_SHORT));
    }
    if (expression instanceof Load load) {
      LaneShape shape = shapes.of(load);
      return shape == LaneShape.I16X8
          ? load(load, LaneShape.I64X2).to(shape, this::atom)
          : load(load, shape);
    }
    if (expression instanceof Select select) {
      return select(select, shapes.of(select));
    }
    if (expression instanceof VectorOperation operation) {
      return bounded(operations.vector(operation, shapes));
    }
    throw new IllegalArgumentException("no vector: " + expression);
  }

  private LaneValues load(Load load, LaneShape shape) {
    Place place = place(load.memory(), load.offset(), addressAtom(rewrite(load.address())));
    Opcode opcode =
        switch (shape) {
          case I64X2 -> Opcode.I64_LOAD;
          case I32X4 -> Opcode.I32_LOAD;
          case F32X4 -> Opcode.F32_LOAD;
          case F64X2 -> Opcode.F64_LOAD;
          case I16X8 -> throw new IllegalArgumentException("lanes are in another order");
        };
    List<IrExpression> loaded = new ArrayList<>();
    for (int i = 0; i < shape.count(); i++) {
      long offset = offset(place.offset(), i * shape.bytes());
      loaded.add(
          evaluated(new Load(opcode, shape.scalar(), load.memory(), offset, place.address())));
    }
    return new LaneValues(shape, loaded);
  }

  private LaneValues select(Select select, LaneShape shape) {
    LaneValues first = vector(select.whenNonZero(), shape);
    LaneValues second = vector(select.whenZero(), shape);
    IrExpression condition = rewrite(select.condition());
    List<Variable> results = new ArrayList<>();
    List<IrStatement> whenNonZero = new ArrayList<>();
    List<IrStatement> whenZero = new ArrayList<>();
    for (int i = 0; i < shape.count(); i++) {
      Variable result = newVariable(shape.scalar(), Variable.Kind.LABEL_VALUE);
      results.add(result);
      whenNonZero.add(new Assign(result, first.lane(i)));
      whenZero.add(new Assign(result, second.lane(i)));
    }
    append(new If(condition, whenNonZero, whenZero));
    return new LaneValues(
        shape, results.stream().map(result -> (IrExpression) new Get(result)).toList());
  }
}
