package dev.cascara.compiler.codegen;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.V17;

import dev.cascara.compiler.codegen.DataRuns.Run;
import dev.cascara.compiler.wasm.DataSegment;
import dev.cascara.compiler.wasm.SegmentMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits the classes that hold the bytes of data segments, as strings with a character for each
 * byte.
 */
final class DataClasses {
  private static final int MAXIMUM_BYTES = 4 << 20;
  private static final int MAXIMUM_METHODS = 1_000;

  private final ModuleLayout layout;

  /** The active segments. */
  private final List<Run> runs;

  /** For the first segment of each run and each passive one: the class with its bytes. */
  private final Map<Integer, String> classes = new HashMap<>();

  DataClasses(ModuleLayout layout) {
    this.layout = layout;
    this.runs = DataRuns.of(layout.module, layout.spaces, layout.types);
  }

  /** The active segments, in the order in which they are copied. */
  List<Run> runs() {
    return runs;
  }

  /**
   * Emits the classes; those of the functions must have been, for they ask for passive segments.
   */
  void emit(Map<String, byte[]> files) {
    StringArrays strings = new StringArrays(layout.instanceClass + "$DataStrings", files);
    List<Run> all = new ArrayList<>(runs);
    for (int i : layout.usedData) {
      DataSegment segment = layout.module.data().get(i);
      if (segment.mode() instanceof SegmentMode.Passive) {
        all.add(new Run(i, List.of(segment), List.of(0)));
      }
    }
    int next = 0;
    for (int number = 0; next < all.size(); number++) {
      String name = layout.instanceClass + "$Data" + number;
      ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
      out.visit(V17, ACC_FINAL | ACC_SUPER, name, null, "java/lang/Object", null);
      int first = next;
      for (long bytes = 0; next < all.size(); next++) {
        Run run = all.get(next);
        bytes += run.length();
        if (next > first && (bytes > MAXIMUM_BYTES || next - first >= MAXIMUM_METHODS)) {
          break;
        }
        classes.put(run.first(), name);
        emit(out, run, strings);
      }
      out.visitEnd();
      files.put(name, out.toByteArray());
    }
  }

  private void emit(ClassWriter out, Run run, StringArrays strings) {
    MethodVisitor method = SignatureClass.begin(out, ACC_STATIC, "segment" + run.first(), "()[B");
    Instructions.pushInt(method, run.length());
    strings.push(method, Constants.parts(run.text(layout.module.bytes())));
    method.visitMethodInsn(
        INVOKESTATIC, SignatureClass.LINKING, "bytes", "(I[Ljava/lang/String;)[B", false);
    SignatureClass.end(method, ARETURN);
  }

  /** Pushes the bytes of a passive segment, or of the run that begins with an active one. */
  void pushBytes(MethodVisitor method, int segment) {
    method.visitMethodInsn(
        INVOKESTATIC,
        Objects.requireNonNull(classes.get(segment)),
        "segment" + segment,
        "()[B",
        false);
  }
}
