package dev.cascara.compiler.codegen;

import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import dev.cascara.compiler.CompilerOptions.SimdTarget;
import dev.cascara.compiler.ir.IrFunction;
import dev.cascara.compiler.ir.IrMethod;
import dev.cascara.compiler.ir.Passes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits methods for constant expressions, which may be as large as function bodies: structures and
 * arrays of thousands of constants.
 */
final class ConstantClasses {
  private final ModuleLayout layout;
  private final CodeClasses.PartClasses classes;
  private int constants;

  /** Creates an emitter whose classes go into a map from internal names to class files. */
  ConstantClasses(ModuleLayout layout, Map<String, byte[]> files) {
    this.layout = layout;
    this.classes = new CodeClasses.PartClasses(layout.instanceClass + "$Constants", files);
  }

  /** Emits a method for a constant and a call of it; the instance is in slot 0. */
  void push(MethodVisitor out, IrMethod constant) {
    IrFunction function =
        Passes.run(
            new IrFunction(0, List.of(constant)), List.of(), SimdTarget.SCALAR, layout.methodSize);
    Parts parts = new Parts("constant" + constants++, function.methods());
    for (int part = 0; part < function.methods().size(); part++) {
      MethodVisitor method =
          classes
              .writer(parts.owner(part))
              .visitMethod(ACC_STATIC, parts.name(part), parts.descriptor(part), null, null);
      new MethodEmitter(layout, method, function.methods().get(part), parts).emit();
    }
    out.visitVarInsn(org.objectweb.asm.Opcodes.ALOAD, 0);
    out.visitMethodInsn(INVOKESTATIC, parts.owner(0), parts.name(0), parts.descriptor(0), false);
  }

  void finish() {
    classes.finish();
  }

  /** Where the methods of one constant are. */
  private final class Parts implements MethodEmitter.PartNames {
    private final String name;
    private final List<IrMethod> methods;
    private final List<String> owners = new ArrayList<>();

    Parts(String name, List<IrMethod> methods) {
      this.name = name;
      this.methods = methods;
      methods.forEach(method -> owners.add(classes.place(method.codeSize())));
    }

    @Override
    public String owner(int part) {
      return owners.get(part);
    }

    @Override
    public String name(int part) {
      return part == 0 ? name : name + "$part" + part;
    }

    @Override
    public String descriptor(int part) {
      return Signature.descriptorWithInstance(methods.get(part), layout.instanceClass);
    }

    @Override
    public String table(int[] numbers) {
      return classes.table(numbers);
    }
  }
}
