package dev.cascara.compiler.codegen;

import dev.cascara.compiler.ir.IrExpression;
import dev.cascara.compiler.ir.IrExpression.MethodCall;
import dev.cascara.compiler.ir.IrStatement;
import dev.cascara.compiler.ir.IrStatements;
import java.util.List;

/**
 * Whether a method uses vectors of the JDK. Their methods are inlined in any case, and are so large
 * that HotSpot's compiler then inlines nothing else of what is called.
 */
final class VectorUses {
  private VectorUses() {}

  static boolean in(List<IrStatement> statements) {
    for (IrStatement statement : statements) {
      if (IrStatements.expressions(statement).stream().anyMatch(VectorUses::in)
          || IrStatements.bodies(statement).stream().anyMatch(VectorUses::in)) {
        return true;
      }
    }
    return false;
  }

  private static boolean in(IrExpression expression) {
    return expression instanceof MethodCall
        || expression.operands().stream().anyMatch(VectorUses::in);
  }
}
