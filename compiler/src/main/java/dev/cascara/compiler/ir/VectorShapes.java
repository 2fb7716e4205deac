package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.VectorOperation;
import dev.cascara.compiler.wasm.Opcode;
import java.util.List;

/** Of which class each vector of a function is. */
final class VectorShapes extends ShapeElection<VectorShape> {
  private VectorShapes() {
    super(List.of(VectorShape.values()), VectorShape.I32X4);
  }

  static VectorShapes of(List<IrStatement> body) {
    VectorShapes shapes = new VectorShapes();
    shapes.run(body);
    return shapes;
  }

  @Override
  Winner<VectorShape> visit(VectorOperation operation) {
    Opcode opcode = operation.opcode();
    if (VectorOperations.isSelectionByComparison(operation)) {
      VectorOperation mask = (VectorOperation) operation.operands().get(2);
      VectorShape shape = VectorSignature.of(mask.opcode()).operands();
      if (shape != null) {
        demand(shape, operation.operands().get(0));
        demand(shape, operation.operands().get(1));
        use(mask);
        return fixed(shape);
      }
    }
    VectorSignature signature = VectorSignature.of(opcode);
    if (signature.operands() != null) {
      for (IrExpression operand : operation.operands()) {
        if (operand.type().isVector()) {
          demand(signature.operands(), operand);
        } else {
          use(operand);
        }
      }
      return fixed(signature.result());
    }
    if (opcode == Opcode.I8X16_SHUFFLE) {
      Shuffle shuffle = Shuffle.of(operation);
      return connected(operation, shape -> shuffled(shuffle, shape));
    }
    return connected(operation, VectorShape::integers);
  }

  /** The shape in which lanes are shuffled where another would be best. */
  static VectorShape shuffled(Shuffle shuffle, VectorShape wanted) {
    // HotSpot has no instruction for two lanes.
    VectorShape shape = wanted.laneBytes() == Long.BYTES ? VectorShape.I32X4 : wanted.integers();
    if (shuffle.moves(shape.laneBytes())) {
      return shape;
    }
    return shuffle.moves(Short.BYTES) ? VectorShape.I16X8 : VectorShape.I8X16;
  }
}
