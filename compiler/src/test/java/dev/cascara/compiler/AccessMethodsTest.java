package dev.cascara.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The methods that loads and stores are: what HotSpot does with them hangs on their sizes. */
class AccessMethodsTest {
  /** HotSpot's optimising compiler inlines a method of this size wherever it is called. */
  private static final int MAX_INLINE_SIZE = 35;

  /** HotSpot's first compiler inlines no method that needs more places on the stack. */
  private static final int C1_INLINE_STACK_LIMIT = 10;

  private static byte[] classFile(String name) throws IOException {
    try (InputStream in =
        ClassLoader.getSystemResourceAsStream("dev/cascara/runtime/internal/" + name + ".class")) {
      return in.readAllBytes();
    }
  }

  private static void assertInlined(String name) throws IOException {
    assertThat(ClassFiles.methodSizes(classFile(name)))
        .isNotEmpty()
        .allSatisfy((method, size) -> assertThat(size).isLessThanOrEqualTo(MAX_INLINE_SIZE));
  }

  @Test
  void whatTheyHaveInCommonIsSmallEnough() throws IOException {
    assertInlined("ArrayAccess");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ByteAccess",
        "ShortAccess",
        "IntAccess",
        "LongAccess",
        "FloatAccess",
        "DoubleAccess"
      })
  void methodsAreSmallAndNeedMuchRoomOnTheStack(String name) throws IOException {
    assertInlined(name);
    List<Integer> called = new ArrayList<>();
    List<Integer> linked = new ArrayList<>();
    ClassFiles.visitMethods(
        classFile(name),
        (method, descriptor) ->
            new MethodVisitor(Opcodes.ASM9) {
              @Override
              public void visitMaxs(int maxStack, int maxLocals) {
                if (!method.equals("<init>")) {
                  (descriptor.contains("LinearMemory") ? called : linked).add(maxStack);
                }
              }
            });
    assertThat(called).hasSize(4).allMatch(stack -> stack > C1_INLINE_STACK_LIMIT);
    assertThat(linked).hasSize(4);
  }
}
