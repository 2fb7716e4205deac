package dev.cascara.compiler.dynamic;

import dev.cascara.runtime.component.ResourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An instance of a component. It belongs to one thread at a time. After a trap it cannot be called
 * any more.
 */
public final class DynamicInstance {
  private final Map<List<String>, DynamicFunction> functions;
  private final Map<List<String>, ResourceType> resources;

  DynamicInstance(
      Map<List<String>, DynamicFunction> functions, Map<List<String>, ResourceType> resources) {
    this.functions = new LinkedHashMap<>(functions);
    this.resources = new LinkedHashMap<>(resources);
  }

  /**
   * Returns the functions that the component exports.
   *
   * @return all functions, those of interfaces too, in the component's order
   */
  public List<DynamicFunction> functions() {
    return List.copyOf(functions.values());
  }

  /**
   * Returns an exported resource type.
   *
   * @param path its path
   * @return the type
   * @throws NoSuchElementException if there is none
   */
  public ResourceType resource(List<String> path) {
    @Nullable ResourceType type = resources.get(path);
    if (type == null) {
      throw new NoSuchElementException(
          "the component exports no resource " + String.join("#", path));
    }
    return type;
  }

  /**
   * Returns an exported function.
   *
   * @param path its path, such as {@code ["demo:c/calc", "add"]}
   * @return the function
   * @throws NoSuchElementException if there is none
   */
  public DynamicFunction function(List<String> path) {
    @Nullable DynamicFunction function = functions.get(path);
    if (function == null) {
      throw unknown(String.join("#", path));
    }
    return function;
  }

  /**
   * Finds an exported function by a name as people write it: the whole path ({@code
   * demo:c/calc@1.0.0#add}), the interface with or without its package and version ({@code
   * calc#add}, {@code calc.add}), the version at the end ({@code demo:c/calc.add@1.0.0}), or only
   * the function's name where no other function is named so.
   *
   * @param name the name
   * @return the function
   * @throws NoSuchElementException if there is none, or there are several; the message names those
   */
  public DynamicFunction find(String name) {
    @Nullable DynamicFunction exact = functions.get(List.of(name));
    if (exact != null) {
      return exact;
    }
    List<DynamicFunction> found =
        functions.values().stream().filter(each -> isNamed(each.path(), name)).toList();
    if (found.isEmpty()) {
      throw unknown(name);
    }
    if (found.size() > 1) {
      throw new NoSuchElementException(
          "the component exports several functions " + name + ": " + names(found));
    }
    return found.get(0);
  }

  private static boolean isNamed(List<String> path, String name) {
    String last = path.get(path.size() - 1);
    if (name.equals(last)) {
      return true;
    }
    if (path.size() < 2) {
      return false;
    }
    String owner = path.get(path.size() - 2);
    int at = owner.indexOf('@');
    String unversioned = at < 0 ? owner : owner.substring(0, at);
    String version = at < 0 ? "" : owner.substring(at);
    String simple = unversioned.substring(unversioned.lastIndexOf('/') + 1);
    return Stream.of(owner, unversioned, simple)
            .anyMatch(each -> name.equals(each + '#' + last) || name.equals(each + '.' + last))
        || name.equals(unversioned + '.' + last + version)
        || name.equals(simple + '.' + last + version);
  }

  private NoSuchElementException unknown(String name) {
    return new NoSuchElementException(
        "the component exports no function "
            + name
            + (functions.isEmpty() ? "" : "; it exports " + names(functions())));
  }

  private static String names(List<DynamicFunction> functions) {
    return String.join(", ", functions.stream().map(DynamicFunction::toString).toList());
  }

  /**
   * Calls a function as written in {@linkplain Wave WAVE}.
   *
   * @param call such as {@code greet("ann")}
   * @return the result, if the function has one
   * @throws WaveException if the text is not WAVE, or the arguments do not fit
   * @throws NoSuchElementException as {@link #find}
   * @throws dev.cascara.runtime.WasmTrap if the guest traps, or did so earlier
   */
  public Optional<Value> invoke(String call) {
    WaveCall parsed = WaveCall.parse(call);
    DynamicFunction function = find(parsed.name());
    return function.call(parsed.arguments(function.type()));
  }
}
