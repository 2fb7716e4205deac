package dev.cascara.compiler.codegen;

import dev.cascara.compiler.ir.ExceptionTypes;
import dev.cascara.compiler.ir.IrExpression;
import dev.cascara.compiler.ir.IrExpression.ExceptionFields;
import dev.cascara.compiler.ir.IrExpression.ExceptionValue;
import dev.cascara.compiler.ir.IrExpression.HasTag;
import dev.cascara.compiler.ir.IrExpression.NewException;
import dev.cascara.compiler.ir.IrExpression.NonNullException;
import dev.cascara.compiler.ir.IrType;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Emits the expressions of exception handling as part of a method. */
final class ExceptionEmitter {
  static final String EXCEPTION = "dev/cascara/runtime/WasmException";
  static final String TAG = "dev/cascara/runtime/Tag";
  private static final String EXCEPTIONS = "dev/cascara/runtime/internal/Exceptions";

  private final MethodEmitter method;
  private final ModuleLayout layout;
  private final MethodVisitor out;

  ExceptionEmitter(MethodEmitter method, ModuleLayout layout, MethodVisitor out) {
    this.method = method;
    this.layout = layout;
    this.out = out;
  }

  void emit(IrExpression expression) {
    if (expression instanceof NewException exception) {
      emitNew(exception);
    } else if (expression instanceof NonNullException exception) {
      method.push(exception.reference());
      out.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          EXCEPTIONS,
          "nonNull",
          "(L" + EXCEPTION + ";)L" + EXCEPTION + ";",
          false);
    } else if (expression instanceof ExceptionFields fields) {
      method.push(fields.exception());
      String name = fields.type().className();
      out.visitMethodInsn(
          Opcodes.INVOKESTATIC, name, "of", "(L" + EXCEPTION + ";)L" + name + ";", false);
    } else if (expression instanceof ExceptionValue value) {
      emitValue(value);
    } else {
      throw new IllegalArgumentException("no expression is known as " + expression);
    }
  }

  /** Pushes the tag of an exception, and the one that is asked for. */
  void pushTags(HasTag test) {
    method.push(test.exception());
    out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, EXCEPTION, "tag", "()L" + TAG + ";", false);
    pushTag(test.tag());
  }

  private void pushTag(int tag) {
    method.loadInstance();
    method.getField(ModuleLayout.tagField(tag), "L" + TAG + ";");
  }

  private void emitNew(NewException exception) {
    List<IrType> types = layout.valuesOfTag(exception.tag());
    if (ExceptionTypes.inArray(types)) {
      method.push(exception.operands().get(0));
      out.visitTypeInsn(Opcodes.CHECKCAST, "[Ljava/lang/Object;");
      pushTag(exception.tag());
      out.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          EXCEPTIONS,
          "exception",
          "([Ljava/lang/Object;L" + TAG + ";)L" + EXCEPTION + ";",
          false);
      return;
    }
    exception.operands().forEach(method::push);
    pushTag(exception.tag());
    String name = layout.types.exceptions().irType(types).className();
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC, name, "make", ExceptionClasses.makeDescriptor(name, types), false);
  }

  private void emitValue(ExceptionValue value) {
    method.push(value.exception());
    if (value.exception().type().equals(IrType.EXCEPTION)) {
      Instructions.pushInt(out, value.index());
      out.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          EXCEPTIONS,
          "value",
          "(L" + EXCEPTION + ";I)Ljava/lang/Object;",
          false);
      Instructions.unbox(out, value.type().erased());
    } else {
      out.visitFieldInsn(
          Opcodes.GETFIELD,
          value.exception().type().className(),
          ExceptionClasses.field(value.index()),
          value.type().erased().descriptor());
    }
    Instructions.receive(out, value.type());
  }
}
