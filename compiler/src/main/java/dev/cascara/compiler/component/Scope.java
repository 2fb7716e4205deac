package dev.cascara.compiler.component;

import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.wasm.FunctionType;
import dev.cascara.compiler.wasm.GlobalType;
import dev.cascara.compiler.wasm.MemoryType;
import dev.cascara.compiler.wasm.TableType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The index spaces, imports and exports of a component, a component type or an instance type, as
 * they grow.
 */
final class Scope {
  /** What a scope is of. */
  enum Kind {
    COMPONENT,
    COMPONENT_TYPE,
    INSTANCE_TYPE,
    /** An instance made of definitions; its functions cannot be those of a resource. */
    INLINE_INSTANCE
  }

  final Kind kind;
  final @Nullable Scope parent;
  final List<CoreTypes.Entry> coreTypes = new ArrayList<>();
  final List<CoreModuleType> coreModules = new ArrayList<>();
  final List<Map<String, CoreExternType>> coreInstances = new ArrayList<>();
  final List<FunctionType> coreFunctions = new ArrayList<>();
  final List<TableType> coreTables = new ArrayList<>();
  final List<MemoryType> coreMemories = new ArrayList<>();
  final List<GlobalType> coreGlobals = new ArrayList<>();
  final List<FunctionType> coreTags = new ArrayList<>();
  final List<ComponentFunctionType> functions = new ArrayList<>();
  final List<AnyType> types = new ArrayList<>();
  final List<ComponentType> components = new ArrayList<>();
  final List<ComponentInstanceType> instances = new ArrayList<>();
  final List<ValidComponent> nested = new ArrayList<>();

  final Map<String, ComponentExternType> imports = new LinkedHashMap<>();
  final Map<String, ComponentExternType> exports = new LinkedHashMap<>();

  /** The abstract resource types that imports and, in types, exports have brought. */
  final List<ResourceType> importedResources = new ArrayList<>();

  final List<ResourceType> exportedResources = new ArrayList<>();

  private final Set<String> importNames = new HashSet<>();
  private final Set<String> exportNames = new HashSet<>();
  private final Map<String, ResourceType> importLabels = new HashMap<>();
  private final Map<String, ResourceType> exportLabels = new HashMap<>();
  private final Set<AnyType> importedTypes = identitySet();
  private final Set<AnyType> exportedTypes = identitySet();

  /**
   * The types that were found to be made of named ones; they stay so, since only more are named.
   */
  private final Set<AnyType> madeOfImported = identitySet();

  private final Set<AnyType> madeOfExported = identitySet();

  Scope(Kind kind, @Nullable Scope parent) {
    this.kind = kind;
    this.parent = parent;
  }

  private static Set<AnyType> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  static <T> T get(List<T> space, int index, String what, long offset) {
    if (index < 0 || index >= space.size()) {
      throw new WasmValidationException(
          offset,
          "unknown "
              + what
              + " "
              + Integer.toUnsignedString(index)
              + ": "
              + what
              + " index out of bounds");
    }
    return space.get(index);
  }

  AnyType type(int index, long offset) {
    return get(types, index, "type", offset);
  }

  private <T extends AnyType> T type(Class<T> kind, String what, int index, long offset) {
    AnyType type = type(index, offset);
    if (kind.isInstance(type)) {
      return kind.cast(type);
    }
    throw new WasmValidationException(offset, "type index " + index + " is not " + what + " type");
  }

  ResourceType resource(int index, long offset) {
    return type(ResourceType.class, "a resource", index, offset);
  }

  ComponentFunctionType functionType(int index, long offset) {
    return type(ComponentFunctionType.class, "a function", index, offset);
  }

  ComponentInstanceType instanceType(int index, long offset) {
    return type(ComponentInstanceType.class, "an instance", index, offset);
  }

  ComponentType componentType(int index, long offset) {
    return type(ComponentType.class, "a component", index, offset);
  }

  /** Adds to the index space that the type says. */
  void add(ComponentExternType type) {
    if (type instanceof ComponentExternType.CoreModule module) {
      coreModules.add(module.type());
    } else if (type instanceof ComponentExternType.Function function) {
      functions.add(function.type());
    } else if (type instanceof ComponentExternType.Type other) {
      types.add(other.type());
    } else if (type instanceof ComponentExternType.Instance instance) {
      instances.add(instance.type());
    } else if (type instanceof ComponentExternType.Component component) {
      components.add(component.type());
    }
  }

  void addImport(ExternName name, ComponentExternType type, long offset) {
    ExternNames.Name parsed = ExternNames.parse(name, offset);
    checkImplements(name, type, offset);
    ExternNames.addUnique(importNames, name.text(), "import", offset);
    register(parsed, type, importLabels, importedTypes, "import", offset);
    imports.put(name.text(), type);
    add(type);
  }

  void addExport(ExternName name, ComponentExternType type, long offset) {
    ExternNames.Name parsed = ExternNames.parse(name, offset);
    checkImplements(name, type, offset);
    ExternNames.addUnique(exportNames, name.text(), "export", offset);
    register(parsed, type, exportLabels, exportedTypes, "export", offset);
    exports.put(name.text(), type);
    add(type);
  }

  private static void checkImplements(ExternName name, ComponentExternType type, long offset) {
    if (name.implementsInterface().isPresent() && !(type instanceof ComponentExternType.Instance)) {
      throw new WasmValidationException(
          offset, "only instances can have `implements`, `" + name.text() + "` is none");
    }
  }

  private void register(
      ExternNames.Name name,
      ComponentExternType type,
      Map<String, ResourceType> labels,
      Set<AnyType> named,
      String what,
      long offset) {
    if (type instanceof ComponentExternType.Type other
        && other.type() instanceof ResourceType resource
        && kind != Kind.INLINE_INSTANCE
        && name.annotation() == ExternNames.Annotation.NONE) {
      labels.put(name.label(), resource);
    }
    checkAnnotation(name, type, labels, offset);
    if (kind != Kind.INSTANCE_TYPE && kind != Kind.INLINE_INSTANCE && !registerNamed(type, named)) {
      throw new WasmValidationException(
          offset,
          what
              + " `"
              + ExternNames.shorten(name.label())
              + "`: "
              + Subtyping.describe(type)
              + " not valid to be used as "
              + what
              + ": it refers to a type that is not "
              + what
              + "ed before");
    }
  }

  /** The rule that exports are in terms of what is imported or exported ("External visibility"). */
  private boolean registerNamed(ComponentExternType type, Set<AnyType> named) {
    Set<AnyType> visited = named == importedTypes ? madeOfImported : madeOfExported;
    if (type instanceof ComponentExternType.Function function) {
      return isNamed(function.type(), named, visited);
    }
    if (type instanceof ComponentExternType.Type other) {
      if (!isMadeOfNamed(original(other.type()), named, visited)) {
        return false;
      }
      exportedTypes.add(other.type());
      if (named == importedTypes) {
        importedTypes.add(other.type());
      }
      return true;
    }
    if (type instanceof ComponentExternType.Instance instance) {
      for (ComponentExternType each : instance.type().exports().values()) {
        if (!registerNamed(each, named)) {
          return false;
        }
      }
    }
    return true;
  }

  private static AnyType original(AnyType type) {
    return type instanceof DefinedType defined && defined.original().isPresent()
        ? defined.original().get()
        : type;
  }

  private static boolean isNamed(
      ComponentFunctionType type, Set<AnyType> named, Set<AnyType> visited) {
    for (TypeStructure.Field parameter : type.parameters()) {
      if (!isNamed(parameter.type(), named, visited)) {
        return false;
      }
    }
    return type.result().isEmpty() || isNamed(type.result().get(), named, visited);
  }

  /**
   * Whether a type may be referred to: records, variants, enums, flags and resources must be named
   * themselves.
   */
  private static boolean isNamed(
      ComponentValueType type, Set<AnyType> named, Set<AnyType> visited) {
    TypeStructure structure = type.structure();
    if (structure instanceof TypeStructure.Record
        || structure instanceof TypeStructure.Variant
        || structure instanceof TypeStructure.Enum
        || structure instanceof TypeStructure.Flags) {
      return named.contains(type);
    }
    return isMadeOfNamed(type, named, visited);
  }

  private static boolean isMadeOfNamed(AnyType type, Set<AnyType> named, Set<AnyType> visited) {
    if (type instanceof ComponentFunctionType function) {
      return isNamed(function, named, visited);
    }
    if (type instanceof ComponentInstanceType instance) {
      return isMadeOfNamed(instance, named, visited);
    }
    if (!(type instanceof ComponentValueType value) || !visited.add(type)) {
      return true;
    }
    TypeStructure structure = value.structure();
    if (structure instanceof TypeStructure.Own own) {
      return named.contains(own.resource());
    }
    if (structure instanceof TypeStructure.Borrow borrow) {
      return named.contains(borrow.resource());
    }
    for (ComponentValueType part : parts(structure)) {
      if (!isNamed(part, named, visited)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMadeOfNamed(
      ComponentInstanceType type, Set<AnyType> named, Set<AnyType> visited) {
    if (!visited.add(type)) {
      return true;
    }
    for (ComponentExternType each : type.exports().values()) {
      boolean ok = true;
      if (each instanceof ComponentExternType.Function function) {
        ok = isNamed(function.type(), named, visited);
      } else if (each instanceof ComponentExternType.Type other) {
        ok = isMadeOfNamed(other.type(), named, visited);
      } else if (each instanceof ComponentExternType.Instance instance) {
        ok = isMadeOfNamed(instance.type(), named, visited);
      }
      if (!ok) {
        return false;
      }
    }
    return true;
  }

  /** The value types that a structure consists of. */
  static List<ComponentValueType> parts(TypeStructure structure) {
    List<ComponentValueType> parts = new ArrayList<>();
    if (structure instanceof TypeStructure.Record type) {
      type.fields().forEach(field -> parts.add(field.type()));
    } else if (structure instanceof TypeStructure.Variant type) {
      type.cases().forEach(each -> each.type().ifPresent(parts::add));
    } else if (structure instanceof TypeStructure.ListOf type) {
      parts.add(type.element());
    } else if (structure instanceof TypeStructure.FixedLengthList type) {
      parts.add(type.element());
    } else if (structure instanceof TypeStructure.Tuple type) {
      parts.addAll(type.types());
    } else if (structure instanceof TypeStructure.Option type) {
      parts.add(type.type());
    } else if (structure instanceof TypeStructure.Result type) {
      type.ok().ifPresent(parts::add);
      type.error().ifPresent(parts::add);
    } else if (structure instanceof TypeStructure.Stream type) {
      type.element().ifPresent(parts::add);
    } else if (structure instanceof TypeStructure.Future type) {
      type.element().ifPresent(parts::add);
    } else if (structure instanceof TypeStructure.MapOf type) {
      parts.add(type.key());
      parts.add(type.value());
    }
    return parts;
  }

  private static void checkAnnotation(
      ExternNames.Name name,
      ComponentExternType type,
      Map<String, ResourceType> labels,
      long offset) {
    if (name.annotation() == ExternNames.Annotation.NONE
        || name.annotation() == ExternNames.Annotation.INTERFACE) {
      return;
    }
    String label = ExternNames.shorten(name.label());
    if (!(type instanceof ComponentExternType.Function function)) {
      throw new WasmValidationException(
          offset, "item with a function's name is not a func: `" + label + "`");
    }
    @Nullable ResourceType resource = labels.get(name.label());
    if (resource == null) {
      throw new WasmValidationException(
          offset,
          "function's name does not match a resource: resource `"
              + label
              + "` does not have a name in this context");
    }
    switch (name.annotation()) {
      case CONSTRUCTOR -> checkConstructor(function.type(), resource, offset);
      case METHOD -> checkMethod(function.type(), resource, offset);
      default -> {}
    }
  }

  private static void checkConstructor(
      ComponentFunctionType type, ResourceType resource, long offset) {
    if (type.result().isEmpty()) {
      throw new WasmValidationException(offset, "function should return one value: it constructs");
    }
    TypeStructure result = type.result().get().structure();
    if (result instanceof TypeStructure.Result fallible && fallible.ok().isPresent()) {
      result = fallible.ok().get().structure();
    }
    if (!(result instanceof TypeStructure.Own own)) {
      throw new WasmValidationException(
          offset, "function should return `(own $T)` or `(result (own $T))`");
    }
    if (own.resource().root() != resource.root()) {
      throw new WasmValidationException(
          offset, "function does not match expected resource name: it returns another resource");
    }
  }

  private static void checkMethod(ComponentFunctionType type, ResourceType resource, long offset) {
    if (type.parameters().isEmpty()) {
      throw new WasmValidationException(
          offset, "function should have at least one argument: `self`");
    }
    TypeStructure.Field self = type.parameters().get(0);
    if (!self.label().equals("self")) {
      throw new WasmValidationException(
          offset, "function should have a first argument called `self`");
    }
    if (!(self.type().structure() instanceof TypeStructure.Borrow borrow)) {
      throw new WasmValidationException(
          offset, "function should take a first argument of `(borrow $T)`");
    }
    if (borrow.resource().root() != resource.root()) {
      throw new WasmValidationException(
          offset, "function does not match expected resource name: it takes another resource");
    }
  }
}
