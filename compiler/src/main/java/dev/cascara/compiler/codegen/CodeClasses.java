package dev.cascara.compiler.codegen;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import dev.cascara.compiler.ir.IrFunction;
import dev.cascara.compiler.ir.IrMethod;
import dev.cascara.compiler.ir.Lowering;
import dev.cascara.compiler.ir.Passes;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** Emits the classes that hold the bodies of functions, each independently of the others. */
final class CodeClasses {
  /** Methods of this much code together cannot overflow a constant pool. */
  private static final int BYTES_IN_A_CLASS = 48 * 1024;

  private final ModuleLayout layout;

  CodeClasses(ModuleLayout layout) {
    this.layout = layout;
  }

  /**
   * Emits the functions of a chunk: one class, and further ones for the parts of divided functions
   * if they are not to be in the same.
   */
  Map<String, byte[]> emit(int chunk, int firstFunction, int endFunction) {
    Map<String, byte[]> files = new TreeMap<>();
    String name = layout.codeClass(chunk);
    ClassWriter out = begin(name);
    PartClasses partClasses = new PartClasses(name, files);
    partClasses.useFor(layout.classSize == ClassSize.LARGE ? Integer.MAX_VALUE : 0, name, out);
    for (int defined = firstFunction; defined < endFunction; defined++) {
      int function = layout.spaces.importedFunctions() + defined;
      IrFunction body =
          Passes.run(
              Lowering.lower(
                  layout.module,
                  layout.spaces,
                  layout.types,
                  layout.memories,
                  layout.tailCalls,
                  layout.calleeWeights,
                  function),
              layout.spaces.memories(),
              layout.simdTarget,
              layout.methodSize);
      Parts parts = new Parts(function, body.methods(), partClasses);
      boolean defers = layout.tailCalls.deferring().get(function);
      emit(
          out,
          defers ? layout.bodyName(function) : layout.functionName(function),
          defers ? layout.bodyDescriptor(function) : layout.functionDescriptor(function),
          body.methods().get(0),
          parts);
      if (defers) {
        new TailCallEmitter(layout, function).emitEntry(out);
      }
      for (int part = 1; part < body.methods().size(); part++) {
        emit(
            partClasses.writer(parts.owner(part)),
            parts.name(part),
            parts.descriptor(part),
            body.methods().get(part),
            parts);
      }
    }
    partClasses.finish();
    return files;
  }

  private static ClassWriter begin(String name) {
    ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    out.visit(V17, ACC_FINAL | ACC_SUPER, name, null, "java/lang/Object", null);
    return out;
  }

  private static byte[] finish(ClassWriter out) {
    out.visitEnd();
    return out.toByteArray();
  }

  private void emit(ClassWriter out, String name, String descriptor, IrMethod method, Parts parts) {
    var visitor = out.visitMethod(ACC_STATIC, name, descriptor, null, null);
    new MethodEmitter(layout, visitor, method, parts).emit();
  }

  /** The classes for the parts of divided functions. */
  static final class PartClasses {
    private final String prefix;
    private final Map<String, byte[]> files;
    private final Map<String, ClassWriter> writers = new TreeMap<>();
    private final Map<IntBuffer, String> tables = new HashMap<>();
    private int classes;
    private String current;

    /** How many bytes of further methods the current class has room for. */
    private int room;

    PartClasses(String prefix, Map<String, byte[]> files) {
      this.prefix = prefix;
      this.current = prefix;
      this.files = files;
    }

    /** Has the next methods in a class, up to so many bytes. */
    private void useFor(int bytes, String name, ClassWriter writer) {
      room = bytes;
      current = name;
      writers.put(name, writer);
    }

    /** Chooses the class for another method. */
    String place(int estimatedSize) {
      if (estimatedSize > room) {
        String name = prefix + "$Parts" + classes++;
        useFor(BYTES_IN_A_CLASS, name, begin(name));
      }
      room -= estimatedSize;
      return current;
    }

    ClassWriter writer(String name) {
      return java.util.Objects.requireNonNull(writers.get(name));
    }

    /** Emits a class for a table, unless there is one with the same numbers. */
    String table(int[] numbers) {
      return tables.computeIfAbsent(IntBuffer.wrap(numbers), t -> emitTable(numbers));
    }

    private String emitTable(int[] numbers) {
      String name = prefix + "$Table" + tables.size();
      ClassWriter out = begin(name);
      out.visitField(ACC_STATIC | ACC_FINAL, "VALUES", "[I", null, null).visitEnd();
      MethodVisitor initializer = SignatureClass.begin(out, ACC_STATIC, "<clinit>", "()V");
      Instructions.pushInt(initializer, numbers.length);
      Constants.pushStrings(initializer, Constants.encode(numbers));
      initializer.visitMethodInsn(
          INVOKESTATIC, SignatureClass.LINKING, "indices", "(I[Ljava/lang/String;)[I", false);
      initializer.visitFieldInsn(PUTSTATIC, name, "VALUES", "[I");
      SignatureClass.end(initializer, RETURN);
      files.put(name, CodeClasses.finish(out));
      return name;
    }

    void finish() {
      writers.forEach((name, writer) -> files.put(name, CodeClasses.finish(writer)));
    }
  }

  /** Where the parts of one function are. */
  private final class Parts implements MethodEmitter.PartNames {
    private final int function;
    private final List<IrMethod> methods;
    private final String[] owners;
    private final PartClasses classes;

    Parts(int function, List<IrMethod> methods, PartClasses classes) {
      this.function = function;
      this.methods = methods;
      this.classes = classes;
      this.owners = new String[methods.size()];
      owners[0] = layout.owner(function);
      for (int i = 1; i < owners.length; i++) {
        owners[i] = classes.place(methods.get(i).codeSize());
      }
    }

    @Override
    public String owner(int part) {
      return owners[part];
    }

    @Override
    public String table(int[] numbers) {
      return classes.table(numbers);
    }

    /** No other function can have the name: the index is the function's own. */
    @Override
    public String name(int part) {
      return layout.functionName(function) + "$" + part + "of" + function;
    }

    @Override
    public String descriptor(int part) {
      return Signature.descriptorWithInstance(methods.get(part), layout.instanceClass);
    }
  }
}
