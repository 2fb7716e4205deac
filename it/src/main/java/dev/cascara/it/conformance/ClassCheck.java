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
    public void accept(CompiledModule module) {}

    @Override
    void link(CompiledModule module, CodeLoader loader) {}
  },

  /**
   * ASM checks every class and the JVM verifies it, whether it is used or not, and HotSpot would
   * compile each method.
   */
  ALL {
    @Override
    public void accept(CompiledModule module) {
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

  /**
   * Checks the classes of a module without loading them.
   *
   * @param module a compiled module
   * @throws IllegalStateException if something is wrong with a class
   */
  public abstract void accept(CompiledModule module);

  /** Has the JVM verify the classes of a module that was given to a loader. */
  abstract void link(CompiledModule module, CodeLoader loader);

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static void check(String name, byte[] file) {
    // The writer makes the adapter check the sizes of the stack and of the variables, too.
    ClassVisitor checker = new CheckClassAdapter(new ClassWriter(0), true);
    try {
      new ClassReader(file).accept(checker, 0);
    } catch (RuntimeException e) {
      throw new IllegalStateException("the class " + name + " is not valid: " + firstLine(e), e);
    }
    MethodSizes.of(file)
        .forEach(
            (method, size) -> {
              if (size > MethodSizes.LARGEST_COMPILED) {
                throw new IllegalStateException(
                    "HotSpot does not compile " + name + "." + method + ": " + size + " bytes");
              }
            });
  }
}
