package dev.cascara.compiler;

import static dev.cascara.compiler.ModuleBuilder.I32;
import static dev.cascara.compiler.ModuleBuilder.bytes;
import static dev.cascara.compiler.ModuleBuilder.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cascara.compiler.ModuleBuilder.Bytes;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Which loops around switches are taken for those of interpreters. */
class DispatchLoopsTest {
  private static final String ACCESS = "dev/cascara/runtime/internal/IntAccess";
  private static final String LINKED = "linked: ";
  private static final int LABELS = 40;

  /** A loop around a switch with some targets, each of which loads the next number to switch on. */
  private static byte[] loop(int targets) {
    Bytes code = bytes().op(0x03, ModuleBuilder.EMPTY).block();
    for (int i = 0; i < targets; i++) {
      code.block();
    }
    code.localGet(0).op(0x0E).unsigned(LABELS);
    for (int i = 0; i < LABELS; i++) {
      code.unsigned(i % targets);
    }
    code.unsigned(targets).end();
    for (int i = 0; i < targets; i++) {
      code.i32(4 * i).op(0x28, 2, 0).localSet(0).br(targets - i);
      code.end();
    }
    ModuleBuilder module = new ModuleBuilder();
    module.memory(1);
    int unary = module.type(times(1, I32), I32);
    module.export("f", module.function(unary, code.end().localGet(0)));
    return module.build();
  }

  private static Set<String> calledClasses(byte[] module) {
    Set<String> classes = new TreeSet<>();
    MethodVisitor visitor =
        new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitMethodInsn(
              int opcode, String owner, String name, String descriptor, boolean isInterface) {
            classes.add(owner);
          }

          @Override
          public void visitInvokeDynamicInsn(
              String name, String descriptor, Handle bootstrap, Object... arguments) {
            classes.add(LINKED + ((Type) arguments[0]).getInternalName());
          }
        };
    ModuleCompiler.compile(module, new CompilerOptions("loops", "Loops"))
        .classes()
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().contains("$Code"))
        .forEach(entry -> ClassFiles.visitMethods(entry.getValue(), name -> visitor));
    return classes;
  }

  /** Its parts need not be in one method, nor all its accesses in place. */
  @Test
  void switchesWithFewTargetsAreOrdinary() {
    assertThat(calledClasses(loop(3))).contains(ACCESS).doesNotContain(LINKED + ACCESS);
  }

  @Test
  void interpretersHaveManyTargets() {
    assertThat(calledClasses(loop(30))).contains(LINKED + ACCESS).doesNotContain(ACCESS);
  }
}
