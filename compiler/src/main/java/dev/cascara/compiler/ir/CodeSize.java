package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.ArrayGet;
import dev.cascara.compiler.ir.IrExpression.Atomic;
import dev.cascara.compiler.ir.IrExpression.Call;
import dev.cascara.compiler.ir.IrExpression.CallIndirect;
import dev.cascara.compiler.ir.IrExpression.CallPart;
import dev.cascara.compiler.ir.IrExpression.CallReference;
import dev.cascara.compiler.ir.IrExpression.CalleeResult;
import dev.cascara.compiler.ir.IrExpression.CheckedAddress;
import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.HasTag;
import dev.cascara.compiler.ir.IrExpression.LargeAddress;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrExpression.NewException;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrExpression.ReferenceOperation;
import dev.cascara.compiler.ir.IrExpression.RuntimeCall;
import dev.cascara.compiler.ir.IrExpression.Select;
import dev.cascara.compiler.ir.IrStatement.ArraySet;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.ir.IrStatement.Switch;
import java.util.List;

/**
 * Estimates the size of generated code in bytes, on the high side: it decides what has to be
 * divided.
 */
final class CodeSize {
  private static final int VARIABLE = 3;
  private static final int ACCESS = 32;
  private static final int SECOND_WAY = 44;
  private static final int ELEMENT = 16;

  private CodeSize() {}

  static int of(List<IrStatement> statements) {
    int size = 0;
    for (IrStatement statement : statements) {
      size += of(statement);
    }
    return size;
  }

  static int of(IrStatement statement) {
    int size = own(statement);
    for (List<IrStatement> body : IrStatements.bodies(statement)) {
      size += of(body);
    }
    return size;
  }

  /** The size without that of the statements in it. */
  static int own(IrStatement statement) {
    int size = 0;
    for (IrExpression expression : IrStatements.expressions(statement)) {
      size += of(expression);
    }
    if (statement instanceof Assign) {
      return size + VARIABLE;
    }
    if (statement instanceof Store) {
      return size + ACCESS;
    }
    if (statement instanceof ArraySet) {
      return size + ELEMENT;
    }
    if (statement instanceof If) {
      return size + 6;
    }
    if (statement instanceof Switch choice) {
      return size + 16 + 4 * choice.labels().size();
    }
    return size + 10;
  }

  static int of(IrExpression expression) {
    int size = 0;
    for (IrExpression operand : expression.operands()) {
      size += of(operand);
    }
    if (expression instanceof Get || expression instanceof Constant) {
      return VARIABLE;
    }
    if (expression instanceof Numeric numeric) {
      // A comparison may have to become 0 or 1; an unsigned one adds to both operands.
      return size
          + (numeric.operands().size() == 2 ? 6 : 8)
          + (numeric.type().kind() == IrType.Kind.INT ? 8 : 0);
    }
    if (expression instanceof CheckedAddress) {
      return size;
    }
    if (expression instanceof LargeAddress) {
      return size + SECOND_WAY;
    }
    if (expression instanceof Load || expression instanceof Atomic) {
      return size + ACCESS;
    }
    if (expression instanceof Select) {
      return size + 10;
    }
    if (expression instanceof RuntimeCall) {
      return size + 3;
    }
    if (expression instanceof Call || expression instanceof CallPart) {
      return size + 5;
    }
    if (expression instanceof CallReference) {
      return size + 16;
    }
    if (expression instanceof ReferenceOperation operation) {
      return size + of(operation);
    }
    if (expression instanceof CallIndirect) {
      return size + 24;
    }
    if (expression instanceof NewException || expression instanceof HasTag) {
      return size + 16;
    }
    if (expression instanceof ArrayGet || expression instanceof CalleeResult) {
      return size + ELEMENT;
    }
    return size + 12;
  }

  private static int of(ReferenceOperation operation) {
    return switch (operation.opcode()) {
      case STRUCT_NEW, STRUCT_GET_S, REF_I31, I31_GET_S, I31_GET_U -> 3;
      case STRUCT_GET, STRUCT_SET, STRUCT_GET_U -> 6;
      case ARRAY_NEW_FIXED -> 12 + 5 * operation.operands().size();
      default -> 14;
    };
  }
}
