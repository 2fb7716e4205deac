package dev.cascara.runtime;

import dev.cascara.runtime.internal.TailCaller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An instance of a core module. Compiled modules extend it: their constructor takes {@link
 * Imports}, checks and links them, initialises tables and memories and runs the start function, as
 * in section 4.5.4, "Instantiation".
 *
 * <p>An instance belongs to one thread at a time.
 */
public abstract class Instance extends TailCaller {
  private final Map<String, Extern> exports = new HashMap<>();

  private final @Nullable WasmFunction[] functions;

  /**
   * For compiled modules.
   *
   * @param functions how many functions the module has
   */
  protected Instance(int functions) {
    this.functions = new @Nullable WasmFunction[functions];
  }

  /**
   * Makes a reference to a function.
   *
   * @param index the function's index in the module
   * @return the reference
   */
  protected abstract WasmFunction newFunction(int index);

  /**
   * Returns a reference to a function.
   *
   * @param index the function's index in the module
   * @return the same object at each call
   */
  protected final WasmFunction functionAt(int index) {
    WasmFunction function = functions[index];
    if (function == null) {
      function = newFunction(index);
      functions[index] = function;
    }
    return function;
  }

  /**
   * Returns references to functions.
   *
   * @param indices the functions' indices in the module
   * @return the references
   */
  protected final @Nullable Object[] functionsAt(int[] indices) {
    @Nullable Object[] elements = new @Nullable Object[indices.length];
    for (int i = 0; i < indices.length; i++) {
      elements[i] = functionAt(indices[i]);
    }
    return elements;
  }

  /**
   * Returns the names of all exports.
   *
   * @return the names in the module's order
   */
  public abstract List<String> exportNames();

  /**
   * Makes an export.
   *
   * @param index its index among the module's exports
   * @return the value
   */
  protected abstract Extern exportAt(int index);

  /**
   * Returns an export.
   *
   * @param name its name
   * @return the same object at each call
   * @throws NoSuchElementException if nothing is exported under that name
   */
  public final Extern export(String name) {
    if (exports.isEmpty()) {
      List<String> names = exportNames();
      for (int i = 0; i < names.size(); i++) {
        exports.put(names.get(i), exportAt(i));
      }
    }
    Extern export = exports.get(name);
    if (export == null) {
      throw new NoSuchElementException("no export is named \"" + name + '"');
    }
    return export;
  }
}
