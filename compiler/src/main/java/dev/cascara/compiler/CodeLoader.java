package dev.cascara.compiler;

import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.WasmTrap;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Defines compiled modules in this JVM, without files. Modules that are loaded by one loader and
 * were compiled into one package share the classes of their function types.
 *
 * <pre>{@code
 * CodeLoader loader = new CodeLoader();
 * LoadedModule module = loader.load(ModuleCompiler.compile(wasm, new CompilerOptions("demo", "Codec")));
 * Instance instance = module.instantiate(Imports.NONE);
 * }</pre>
 */
public final class CodeLoader extends ClassLoader {
  private final Map<String, byte[]> pending = new ConcurrentHashMap<>();

  /** Creates a loader that sees the runtime that this class uses. */
  public CodeLoader() {
    super("cascara", Instance.class.getClassLoader());
  }

  /**
   * Defines a module's classes.
   *
   * @param module a compiled module
   * @return the module, to be instantiated
   * @throws IllegalArgumentException if this loader has a module of that class name already
   */
  public LoadedModule load(CompiledModule module) {
    if (pending.containsKey(module.className()) || findLoadedClass(module.className()) != null) {
      throw new IllegalArgumentException("there is a class " + module.className() + " already");
    }
    pending.putAll(module.classes());
    try {
      Class<? extends Instance> instanceClass =
          Class.forName(module.className(), false, this).asSubclass(Instance.class);
      return new LoadedModule(instanceClass.getConstructor(Imports.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no compiled module: " + module.className(), e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte @Nullable [] file = pending.get(name);
    if (file == null) {
      throw new ClassNotFoundException(name);
    }
    Class<?> defined = defineClass(name, file, 0, file.length);
    // Not before: if the guest has exhausted the stack, the class is defined at the next attempt.
    pending.remove(name);
    return defined;
  }

  /** A module whose classes are defined. */
  public static final class LoadedModule {
    private final Constructor<? extends Instance> constructor;

    private LoadedModule(Constructor<? extends Instance> constructor) {
      this.constructor = constructor;
    }

    /**
     * Instantiates the module.
     *
     * @param imports what it imports
     * @return a new instance
     * @throws LinkException if an import is missing or of another type
     * @throws WasmTrap if a segment does not fit or the start function traps
     */
    public Instance instantiate(Imports imports) {
      try {
        return constructor.newInstance(imports);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        if (e.getCause() instanceof Error failure) {
          throw failure;
        }
        throw new IllegalStateException(e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
