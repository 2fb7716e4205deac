package dev.cascara.it.conformance;

import dev.cascara.compiler.CompiledModule;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.util.CheckClassAdapter;

/** Whether generated classes are checked, besides what the JVM checks in those that it loads. */
public enum ClassCheck {
  /** The JVM's checks are enough. */
  NONE {
    @Override
    void accept(CompiledModule module) {}
  },

  /** ASM checks every class, the ones that are never loaded as well. */
  ASM {
    @Override
    void accept(CompiledModule module) {
      module.classes().forEach(ClassCheck::check);
    }
  };

  /** Throws an exception that says what is wrong with a class of a module. */
  abstract void accept(CompiledModule module);

  private static void check(String name, byte[] file) {
    // The writer makes the adapter check the sizes of the stack and of the variables, too.
    ClassVisitor checker = new CheckClassAdapter(new ClassWriter(0), true);
    try {
      new ClassReader(file).accept(checker, 0);
    } catch (RuntimeException e) {
      throw new IllegalStateException("the class " + name + " is not valid", e);
    }
  }
}
