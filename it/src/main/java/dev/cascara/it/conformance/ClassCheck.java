package dev.cascara.it.conformance;

import dev.cascara.compiler.CodeLoader;
import dev.cascara.compiler.CompiledModule;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.util.CheckClassAdapter;

/** Which of the generated classes are checked, besides those that run. */
public enum ClassCheck {
  /** The JVM verifies what it runs; that is enough. */
  NONE {
    @Override
    void accept(CompiledModule module) {}

    @Override
    void link(CompiledModule module, CodeLoader loader) {}
  },

  /** ASM checks every class and the JVM verifies it, whether it is used or not. */
  ALL {
    @Override
    void accept(CompiledModule module) {
      module.classes().forEach(ClassCheck::check);
    }

    @Override
    void link(CompiledModule module, CodeLoader loader) {
      for (String name : module.classes().keySet()) {
        try {
          Class.forName(name, true, loader);
        } catch (ClassNotFoundException e) {
          throw new IllegalStateException("the class " + name + " is not found", e);
        }
      }
    }
  };

  /** Throws an exception that says what is wrong with a class of a module. */
  abstract void accept(CompiledModule module);

  /** Has the JVM verify the classes of a module that was given to a loader. */
  abstract void link(CompiledModule module, CodeLoader loader);

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
