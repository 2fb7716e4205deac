package dev.cascara.compiler.component;

import dev.cascara.compiler.WasmValidationException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that one thing can be used where another is expected, and finds out meanwhile which
 * resource types the abstract ones of what is expected stand for.
 */
final class Subtyping {
  private final Types types;
  private final Map<ResourceType, ResourceType> bindings = new HashMap<>();
  private final IdentityHashMap<AnyType, AnyType> names = new IdentityHashMap<>();
  private final Set<ResourceType> open;
  private final Substitution substitution;
  private final long offset;

  /**
   * Creates a check.
   *
   * @param open the abstract resource types that are to be found out
   */
  Subtyping(Types types, Set<ResourceType> open, long offset) {
    this.types = types;
    this.open = open;
    this.substitution = new Substitution(types, bindings);
    this.offset = offset;
  }

  Map<ResourceType, ResourceType> bindings() {
    return bindings;
  }

  /** What the names of what is expected have become. */
  IdentityHashMap<AnyType, AnyType> names() {
    return names;
  }

  void check(ComponentExternType actual, ComponentExternType expected, String name) {
    if (actual.getClass() != expected.getClass()) {
      throw fail(
          "expected " + describe(expected) + ", found " + describe(actual) + " for `" + name + "`");
    }
    if (actual instanceof ComponentExternType.CoreModule module) {
      CoreTypes.checkSubtype(
          module.type(), ((ComponentExternType.CoreModule) expected).type(), offset);
    } else if (actual instanceof ComponentExternType.Function function) {
      checkSame(function.type(), ((ComponentExternType.Function) expected).type(), name);
    } else if (actual instanceof ComponentExternType.Type type) {
      checkType(type.type(), ((ComponentExternType.Type) expected).type(), name);
    } else if (actual instanceof ComponentExternType.Instance instance) {
      checkExports(
          instance.type().exports(),
          ((ComponentExternType.Instance) expected).type().exports(),
          name);
    } else if (actual instanceof ComponentExternType.Component component) {
      checkComponent(component.type(), ((ComponentExternType.Component) expected).type());
    }
  }

  private void checkExports(
      Map<String, ComponentExternType> actual,
      Map<String, ComponentExternType> expected,
      String name) {
    expected.forEach(
        (each, type) -> {
          @Nullable ComponentExternType found = actual.get(each);
          if (found == null) {
            throw fail(
                "missing expected export `"
                    + each
                    + "`"
                    + (name.isEmpty() ? "" : " in `" + name + "`"));
          }
          check(found, type, each);
        });
  }

  private void checkType(AnyType actual, AnyType expected, String name) {
    if (expected instanceof ResourceType resource) {
      if (!(actual instanceof ResourceType found)) {
        throw fail("expected resource, found " + describe(actual) + " for `" + name + "`");
      }
      names.put(resource, found);
      if (open.contains(resource.root()) && !bindings.containsKey(resource.root())) {
        bindings.put(resource.root(), found.root());
      } else if (substitution.apply(resource).root() != found.root()) {
        throw fail("resource types are not the same for `" + name + "`");
      }
      return;
    }
    if (expected instanceof ComponentValueType value) {
      if (!(actual instanceof ComponentValueType found)) {
        throw fail("expected defined type, found " + describe(actual) + " for `" + name + "`");
      }
      if (!found.isSameAs(substitution.apply(value))) {
        throw fail("type mismatch for export `" + name + "` of instance: types differ");
      }
      names.put(value, found);
    } else if (expected instanceof ComponentFunctionType function) {
      if (!(actual instanceof ComponentFunctionType found)) {
        throw fail("expected func, found " + describe(actual) + " for `" + name + "`");
      }
      checkSame(found, function, name);
    } else if (expected instanceof ComponentInstanceType instance) {
      if (!(actual instanceof ComponentInstanceType found)) {
        throw fail("expected instance, found " + describe(actual) + " for `" + name + "`");
      }
      new Subtyping(types, Set.copyOf(instance.abstractResources()), offset)
          .checkExports(found.exports(), substitution.apply(instance).exports(), name);
      new Subtyping(types, Set.copyOf(found.abstractResources()), offset)
          .checkExports(substitution.apply(instance).exports(), found.exports(), name);
    } else if (expected instanceof ComponentType component) {
      if (!(actual instanceof ComponentType found)) {
        throw fail("expected component, found " + describe(actual) + " for `" + name + "`");
      }
      checkComponent(found, component);
      new Subtyping(types, open, offset).checkComponent(component, found);
    }
  }

  private void checkComponent(ComponentType actual, ComponentType expected) {
    // What the expected component would be given must do for the actual one, and what it would be
    // asked for must come of it.
    Subtyping imports = new Subtyping(types, Set.copyOf(actual.importedResources()), offset);
    Map<String, ComponentExternType> given = substitution.apply(expected.imports());
    actual
        .imports()
        .forEach(
            (name, type) -> {
              @Nullable ComponentExternType found = given.get(name);
              if (found == null) {
                throw fail("missing expected import `" + name + "`");
              }
              imports.check(found, type, name);
            });
    Map<String, ComponentExternType> exports =
        new Substitution(types, imports.bindings()).apply(actual.exports());
    new Subtyping(types, Set.copyOf(expected.exportedResources()), offset)
        .checkExports(exports, substitution.apply(expected.exports()), "");
  }

  private void checkSame(ComponentFunctionType actual, ComponentFunctionType type, String name) {
    ComponentFunctionType expected = substitution.apply(type);
    if (actual.synchrony() != expected.synchrony()) {
      throw fail("type mismatch for func `" + name + "`: one is async, the other is not");
    }
    if (actual.parameters().size() != expected.parameters().size()) {
      throw fail(
          "expected "
              + expected.parameters().size()
              + " parameters, found "
              + actual.parameters().size()
              + " in func `"
              + name
              + "`");
    }
    for (int i = 0; i < actual.parameters().size(); i++) {
      TypeStructure.Field found = actual.parameters().get(i);
      TypeStructure.Field wanted = expected.parameters().get(i);
      if (!found.label().equals(wanted.label())) {
        throw fail(
            "expected parameter named `" + wanted.label() + "`, found `" + found.label() + "`");
      }
      if (!found.type().isSameAs(wanted.type())) {
        throw fail(
            "type mismatch in function parameter `" + wanted.label() + "` of `" + name + "`");
      }
    }
    if (actual.result().isPresent() != expected.result().isPresent()) {
      throw fail(
          (expected.result().isPresent() ? "expected a result" : "expected 0 results")
              + " in func `"
              + name
              + "`");
    }
    if (actual.result().isPresent()
        && !actual.result().get().isSameAs(expected.result().orElseThrow())) {
      throw fail("type mismatch with result type of func `" + name + "`");
    }
  }

  static String describe(ComponentExternType type) {
    if (type instanceof ComponentExternType.CoreModule) {
      return "module";
    }
    if (type instanceof ComponentExternType.Function) {
      return "func";
    }
    if (type instanceof ComponentExternType.Instance) {
      return "instance";
    }
    return type instanceof ComponentExternType.Component ? "component" : "type";
  }

  private static String describe(AnyType type) {
    if (type instanceof ComponentValueType) {
      return "defined type";
    }
    if (type instanceof ComponentFunctionType) {
      return "func";
    }
    if (type instanceof ComponentInstanceType) {
      return "instance";
    }
    return type instanceof ComponentType ? "component" : "resource";
  }

  private WasmValidationException fail(String message) {
    return new WasmValidationException(offset, message);
  }
}
