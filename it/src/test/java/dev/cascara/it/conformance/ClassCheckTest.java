package dev.cascara.it.conformance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.compiler.CompiledModule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class ClassCheckTest {
  @Test
  void findsOperandsOfTheWrongType() {
    assertThatThrownBy(() -> ClassCheck.ALL.accept(moduleOf(addingFloatsAsIntegers())))
        .hasMessageContaining("script.Broken");
  }

  private static CompiledModule moduleOf(byte[] file) {
    return new CompiledModule(
        "script.Broken", new TreeMap<>(Map.of("script.Broken", file)), List.of(), Map.of());
  }

  private static byte[] addingFloatsAsIntegers() {
    ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    out.visit(Opcodes.V17, Opcodes.ACC_FINAL, "script/Broken", null, "java/lang/Object", null);
    MethodVisitor method = out.visitMethod(Opcodes.ACC_STATIC, "add", "(FF)I", null, null);
    method.visitCode();
    method.visitVarInsn(Opcodes.FLOAD, 0);
    method.visitVarInsn(Opcodes.FLOAD, 1);
    method.visitInsn(Opcodes.IADD);
    method.visitInsn(Opcodes.IRETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    out.visitEnd();
    return out.toByteArray();
  }
}
