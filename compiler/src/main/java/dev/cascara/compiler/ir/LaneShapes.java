package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.VectorOperation;
import dev.cascara.compiler.wasm.Opcode;
import java.util.List;
import java.util.function.UnaryOperator;

/** Which scalars each vector of a function becomes. */
final class LaneShapes extends ShapeElection<LaneShape> {
  /** Among which shapes there is a choice. */
  private enum Choice implements UnaryOperator<LaneShape> {
    /** Those of integers: bits are combined. */
    BITS,
    /** Those in which words of 32 bits are in order. */
    WORDS,
    /** Integers in order. */
    BYTES,
    /** Those of lanes of 16 bits. */
    SHORTS;

    @Override
    public LaneShape apply(LaneShape shape) {
      return switch (this) {
        case BITS -> shape.integers();
        case WORDS -> shape == LaneShape.I16X8 ? LaneShape.I64X2 : shape;
        case BYTES -> shape == LaneShape.I16X8 ? LaneShape.I64X2 : shape.integers();
        case SHORTS -> shape == LaneShape.I16X8 ? LaneShape.I16X8 : LaneShape.I64X2;
      };
    }
  }

  private LaneShapes() {
    super(List.of(LaneShape.values()), LaneShape.I64X2);
  }

  static LaneShapes of(List<IrStatement> body) {
    LaneShapes shapes = new LaneShapes();
    shapes.run(body);
    return shapes;
  }

  @Override
  Winner<LaneShape> visit(VectorOperation operation) {
    Opcode opcode = operation.opcode();
    LaneSignature signature = LaneSignature.of(opcode);
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
      return visitShuffle(operation);
    }
    return connected(
        operation,
        LaneSignature.isShorts(opcode)
            ? Choice.SHORTS
            : Scalarization.isSelectionByComparison(operation) ? Choice.WORDS : Choice.BITS);
  }

  private Winner<LaneShape> visitShuffle(VectorOperation operation) {
    Shuffle shuffle = Shuffle.of(operation);
    Node node = nodeOf(operation, shuffle.moves(Integer.BYTES) ? Choice.WORDS : Choice.BYTES);
    operation.operands().forEach(operand -> connect(node, operand));
    node.vote(
        shuffle.cost(Integer.BYTES) < shuffle.cost(Long.BYTES) ? LaneShape.I32X4 : LaneShape.I64X2);
    return new Winner<>(node, null);
  }
}
