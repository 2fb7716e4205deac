package dev.cascara.compiler.dynamic;

import dev.cascara.runtime.component.HostInterface;
import dev.cascara.runtime.component.ResourceType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a host gives a component for its imports: functions and resource types by path, and whole
 * interfaces whose lowering was generated, such as those of WASI.
 *
 * <p>A path has the names of the import and of what it exports, outermost first: {@code
 * ["demo:c/log@1.0.0", "write"]}, or only {@code ["write"]} for a function that the world itself
 * imports. An interface whose version differs only in what semantic versioning calls compatible is
 * the same interface.
 */
public final class DynamicImports {
  /** A function of the host. */
  @FunctionalInterface
  public interface HostFunction {
    /**
     * Executes the function.
     *
     * @param arguments the arguments; borrowed handles among them are good until it returns
     * @return the result, if the function's type has one
     */
    Optional<Value> call(List<Value> arguments);
  }

  private final Map<List<String>, HostFunction> functions;
  private final Map<List<String>, ResourceType> resources;
  private final Map<String, HostInterface> interfaces;

  private DynamicImports(Builder builder) {
    this.functions = Map.copyOf(builder.functions);
    this.resources = Map.copyOf(builder.resources);
    this.interfaces = Map.copyOf(builder.interfaces);
  }

  /**
   * Returns no imports at all.
   *
   * @return imports for components that have none
   */
  public static DynamicImports none() {
    return builder().build();
  }

  /**
   * Returns a builder.
   *
   * @return a builder without imports
   */
  public static Builder builder() {
    return new Builder();
  }

  @Nullable HostFunction function(List<String> path) {
    return functions.get(track(path));
  }

  @Nullable ResourceType resource(List<String> path) {
    ResourceType resource = resources.get(track(path));
    @Nullable HostInterface owner = path.size() == 2 ? interfaceOf(path) : null;
    return resource == null && owner != null ? owner.resources().get(path.get(1)) : resource;
  }

  /** The generated interface that a path leads into. */
  @Nullable HostInterface interfaceOf(List<String> path) {
    return interfaces.get(track(path.get(0)));
  }

  private static List<String> track(List<String> path) {
    return path.stream().map(DynamicImports::track).toList();
  }

  /** A name without what may differ between compatible versions. */
  static String track(String name) {
    int at = name.lastIndexOf('@');
    if (at < 0) {
      return name;
    }
    String version = name.substring(at + 1);
    int build = version.indexOf('+');
    if (build >= 0) {
      version = version.substring(0, build);
    }
    if (version.indexOf('-') >= 0) {
      return name.substring(0, at + 1) + version;
    }
    String[] numbers = version.split("\\.", -1);
    int significant = 0;
    while (significant < numbers.length - 1 && numbers[significant].equals("0")) {
      significant++;
    }
    return name.substring(0, at + 1)
        + String.join(".", List.of(numbers).subList(0, significant + 1));
  }

  /** Collects imports. */
  public static final class Builder {
    private final Map<List<String>, HostFunction> functions = new HashMap<>();
    private final Map<List<String>, ResourceType> resources = new HashMap<>();
    private final Map<String, HostInterface> interfaces = new HashMap<>();

    private Builder() {}

    /**
     * Gives a function.
     *
     * @param path its path; a method of a resource is named as in {@code "[method]counter.add"}
     * @param function the function
     * @return this builder
     */
    public Builder function(List<String> path, HostFunction function) {
      functions.put(track(path), function);
      return this;
    }

    /**
     * Gives a resource type.
     *
     * @param path its path
     * @param type the type
     * @return this builder
     */
    public Builder resource(List<String> path, ResourceType type) {
      resources.put(track(path), type);
      return this;
    }

    /**
     * Gives an interface.
     *
     * @param host the interface, bound to its implementation
     * @return this builder
     */
    public Builder bind(HostInterface host) {
      interfaces.put(track(host.name()), host);
      return this;
    }

    /**
     * Builds the imports.
     *
     * @return the imports
     */
    public DynamicImports build() {
      return new DynamicImports(this);
    }
  }
}
