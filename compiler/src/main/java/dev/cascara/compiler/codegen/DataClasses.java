package dev.cascara.compiler.codegen;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.V17;

import dev.cascara.compiler.wasm.DataSegment;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits the classes that hold the bytes of data segments, as strings with a character for each
 * byte.
 */
final class DataClasses {
  private static final int MAXIMUM_BYTES = 4 << 20;
  private static final int MAXIMUM_SEGMENTS = 1_000;

  private final ModuleLayout layout;
  private final int[] classes;

  DataClasses(ModuleLayout layout) {
    this.layout = layout;
    this.classes = new int[layout.module.data().size()];
  }

  void emit(Map<String, byte[]> files) {
    StringArrays strings = new StringArrays(layout.instanceClass + "$DataStrings", files);
    int segment = 0;
    for (int number = 0; segment < classes.length; number++) {
      String name = className(number);
      ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
      out.visit(V17, ACC_FINAL | ACC_SUPER, name, null, "java/lang/Object", null);
      int first = segment;
      for (long bytes = 0; segment < classes.length; segment++) {
        bytes += layout.module.data().get(segment).length();
        if (segment > first && (bytes > MAXIMUM_BYTES || segment - first >= MAXIMUM_SEGMENTS)) {
          break;
        }
        classes[segment] = number;
        emitSegment(out, segment, strings);
      }
      out.visitEnd();
      files.put(name, out.toByteArray());
    }
  }

  private String className(int number) {
    return layout.instanceClass + "$Data" + number;
  }

  private void emitSegment(ClassWriter out, int segment, StringArrays strings) {
    DataSegment data = layout.module.data().get(segment);
    String text =
        new String(layout.module.bytes(), data.start(), data.length(), StandardCharsets.ISO_8859_1);
    MethodVisitor method = SignatureClass.begin(out, ACC_STATIC, "segment" + segment, "()[B");
    Instructions.pushInt(method, data.length());
    strings.push(method, Constants.parts(text));
    method.visitMethodInsn(
        INVOKESTATIC, SignatureClass.LINKING, "bytes", "(I[Ljava/lang/String;)[B", false);
    SignatureClass.end(method, ARETURN);
  }

  void pushSegment(MethodVisitor method, int segment) {
    method.visitMethodInsn(
        INVOKESTATIC, className(classes[segment]), "segment" + segment, "()[B", false);
  }
}
