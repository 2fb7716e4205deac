package dev.cascara.runtime.component;

import dev.cascara.runtime.LinkException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * A WIT interface that the host implements, by name: its functions lowered to core functions, and
 * the types of its resources. The generated class that lowers the interface makes one ({@code
 * StreamsLowering.bind}); it is for those who learn only at run time what a component imports.
 */
public final class HostInterface {
  private final String name;
  private final Object host;
  private final MethodHandles.Lookup lookup;
  private final Map<String, ResourceType> resources;
  private final Map<String, String> functions;

  private HostInterface(
      String name,
      Object host,
      MethodHandles.Lookup lookup,
      Map<String, ResourceType> resources,
      Map<String, String> functions) {
    this.name = name;
    this.host = host;
    this.lookup = lookup;
    this.resources = Map.copyOf(resources);
    this.functions = Map.copyOf(functions);
  }

  /**
   * Makes the interface of a host's implementation; generated code calls this.
   *
   * @param name the interface's WIT name with its version
   * @param host the implementation
   * @param lookup of the class with the lowered functions, static methods that take the flat core
   *     parameters, the implementation and {@link CanonicalOptions}
   * @param resources the types of the interface's resources, by WIT name
   * @param functions for each function's name among a component's imports, the method
   * @return the interface
   */
  public static HostInterface of(
      String name,
      Object host,
      MethodHandles.Lookup lookup,
      Map<String, ResourceType> resources,
      Map<String, String> functions) {
    return new HostInterface(name, host, lookup, resources, functions);
  }

  /**
   * Returns the name.
   *
   * @return the interface's WIT name with its version, such as {@code wasi:io/streams@0.2.0}
   */
  public String name() {
    return name;
  }

  /**
   * Returns the types of the interface's resources.
   *
   * @return the types by WIT name, such as {@code input-stream}
   */
  public Map<String, ResourceType> resources() {
    return resources;
  }

  /**
   * Returns the functions that there are.
   *
   * @return their names among a component's imports, such as {@code [method]input-stream.read}
   */
  public Set<String> functions() {
    return functions.keySet();
  }

  /**
   * Returns a lowered function.
   *
   * @param function its name among a component's imports
   * @return a handle of the core function: it takes the flat core parameters and then {@link
   *     CanonicalOptions}, and returns the core result
   * @throws LinkException if the interface has no such function
   */
  public MethodHandle lowered(String function) {
    String methodName = functions.get(function);
    if (methodName == null) {
      throw new LinkException("unknown import: " + name + " has no function " + function);
    }
    Method method =
        Arrays.stream(lookup.lookupClass().getDeclaredMethods())
            .filter(each -> each.getName().equals(methodName))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no method " + methodName));
    try {
      MethodHandle handle = lookup.unreflect(method);
      return MethodHandles.insertArguments(handle, handle.type().parameterCount() - 2, host);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("no access to " + method, e);
    }
  }
}
