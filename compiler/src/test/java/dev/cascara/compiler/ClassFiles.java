package dev.cascara.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.CheckClassAdapter;

/** What tests ask of generated classes. */
final class ClassFiles {
  /** HotSpot compiles no method above this size. */
  static final int LARGEST_COMPILED_METHOD = 8_000;

  private static final int CHECKED_CLASSES = 20;

  private ClassFiles() {}

  /** Runs the JVM's verifier over all classes, and ASM's, which is slower, over some of many. */
  static void assertVerified(CompiledModule module) {
    CodeLoader loader = new CodeLoader();
    loader.load(module);
    module.classes().keySet().forEach(name -> assertThat(load(name, loader)).isNotNull());
    int step = 1 + module.classes().size() / CHECKED_CLASSES;
    int number = 0;
    for (Map.Entry<String, byte[]> entry : module.classes().entrySet()) {
      if (number++ % step == 0) {
        StringWriter problems = new StringWriter();
        CheckClassAdapter.verify(
            new ClassReader(entry.getValue()), loader, false, new PrintWriter(problems));
        assertThat(problems.toString()).as(entry.getKey()).isEmpty();
      }
    }
  }

  private static Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Visits the instructions of each method, by its name; frames are skipped. */
  static void visitMethods(byte[] classFile, Function<String, MethodVisitor> visitor) {
    visitMethods(classFile, (name, descriptor) -> visitor.apply(name));
  }

  /** Visits the instructions of each method, by its name and descriptor; frames are skipped. */
  static void visitMethods(byte[] classFile, BiFunction<String, String, MethodVisitor> visitor) {
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return visitor.apply(name, descriptor);
              }
            },
            ClassReader.SKIP_FRAMES);
  }

  /** Checks that HotSpot compiles all methods. */
  static void assertMethodsAreSmall(CompiledModule module) {
    Map<String, Integer> large = new TreeMap<>();
    module
        .classes()
        .forEach(
            (name, file) ->
                methodSizes(file)
                    .forEach(
                        (method, size) -> {
                          if (size > LARGEST_COMPILED_METHOD) {
                            large.put(name + "." + method, size);
                          }
                        }));
    assertThat(large).isEmpty();
  }

  /** The size of the code of each method of a module. */
  static Stream<Map.Entry<String, Integer>> methodSizes(CompiledModule module) {
    return module.classes().values().stream()
        .flatMap(file -> methodSizes(file).entrySet().stream());
  }

  /** The size of each method's code in bytes: what the class file says. */
  static Map<String, Integer> methodSizes(byte[] classFile) {
    Map<String, Integer> sizes = new TreeMap<>();
    ClassReader reader = new ClassReader(classFile);
    char[] buffer = new char[reader.getMaxStringLength()];
    // Behind the header: access, this, super, then interfaces, fields and methods.
    int at = reader.header + 6;
    at += 2 + 2 * reader.readUnsignedShort(at);
    int fields = reader.readUnsignedShort(at);
    at += 2;
    for (int i = 0; i < fields; i++) {
      at = skipAttributes(reader, at + 6);
    }
    int methods = reader.readUnsignedShort(at);
    at += 2;
    for (int i = 0; i < methods; i++) {
      String method = reader.readUTF8(at + 2, buffer) + reader.readUTF8(at + 4, buffer);
      int attributes = reader.readUnsignedShort(at + 6);
      at += 8;
      for (int j = 0; j < attributes; j++) {
        if ("Code".equals(reader.readUTF8(at, buffer))) {
          sizes.put(method, reader.readInt(at + 10));
        }
        at += 6 + reader.readInt(at + 2);
      }
    }
    return sizes;
  }

  private static int skipAttributes(ClassReader reader, int start) {
    int attributes = reader.readUnsignedShort(start);
    int at = start + 2;
    for (int i = 0; i < attributes; i++) {
      at += 6 + reader.readInt(at + 2);
    }
    return at;
  }
}
