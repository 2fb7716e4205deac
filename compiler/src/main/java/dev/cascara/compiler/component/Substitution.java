package dev.cascara.compiler.component;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replaces resource types within types. Each type is visited once, however often it occurs. */
public final class Substitution {
  private final Types types;
  private final Map<ResourceType, ResourceType> resources;
  private final IdentityHashMap<AnyType, AnyType> done = new IdentityHashMap<>();
  private final boolean onlyResources;

  Substitution(Types types, Map<ResourceType, ResourceType> resources) {
    this(types, resources, new IdentityHashMap<>());
  }

  /**
   * Creates a replacement.
   *
   * @param resources what resource types become; the map may grow before it is used
   * @param replacements what names of other types become
   */
  Substitution(
      Types types,
      Map<ResourceType, ResourceType> resources,
      IdentityHashMap<AnyType, AnyType> replacements) {
    this.types = types;
    this.resources = resources;
    replacements.forEach(this.done::put);
    this.onlyResources = replacements.isEmpty();
  }

  /**
   * Replaces a resource type.
   *
   * @param resource a type
   * @return what it stands for, or itself
   */
  public ResourceType apply(ResourceType resource) {
    @Nullable AnyType known = done.get(resource);
    if (known == null) {
      @Nullable ResourceType replaced = resources.get(resource.root());
      if (replaced == null) {
        return resource;
      }
      if (resource == resource.root()) {
        return replaced;
      }
      known = ResourceType.named(replaced);
      done.put(resource, known);
    }
    return (ResourceType) known;
  }

  /**
   * Replaces the resource types within a value type.
   *
   * @param type a type
   * @return the type that it becomes, itself if nothing in it changes
   */
  public ComponentValueType apply(ComponentValueType type) {
    if (!(type instanceof DefinedType defined)
        || (onlyResources && !type.layout().hasResources())) {
      return type;
    }
    @Nullable AnyType known = done.get(type);
    if (known == null) {
      known = replaced(defined);
      done.put(type, known);
    }
    return (ComponentValueType) known;
  }

  private ComponentValueType replaced(DefinedType type) {
    if (type.original().isPresent()) {
      ComponentValueType before = type.original().get();
      ComponentValueType original = apply(before);
      return original == before ? type : types.define(original.structure(), original, 0);
    }
    TypeStructure structure = apply(type.structure());
    return isSame(structure, type.structure()) ? type : types.define(structure, null, 0);
  }

  private static boolean isSame(TypeStructure after, TypeStructure before) {
    if (after instanceof TypeStructure.Own own) {
      return own.resource() == ((TypeStructure.Own) before).resource();
    }
    if (after instanceof TypeStructure.Borrow borrow) {
      return borrow.resource() == ((TypeStructure.Borrow) before).resource();
    }
    List<ComponentValueType> parts = Scope.parts(after);
    List<ComponentValueType> partsBefore = Scope.parts(before);
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) != partsBefore.get(i)) {
        return false;
      }
    }
    return true;
  }

  private Optional<ComponentValueType> apply(Optional<ComponentValueType> type) {
    return type.map(this::apply);
  }

  private List<TypeStructure.Field> apply(List<TypeStructure.Field> fields) {
    List<TypeStructure.Field> result = new ArrayList<>(fields.size());
    for (TypeStructure.Field field : fields) {
      result.add(new TypeStructure.Field(field.label(), apply(field.type())));
    }
    return result;
  }

  private TypeStructure apply(TypeStructure structure) {
    if (structure instanceof TypeStructure.Record type) {
      return new TypeStructure.Record(apply(type.fields()));
    }
    if (structure instanceof TypeStructure.Variant type) {
      return new TypeStructure.Variant(
          type.cases().stream()
              .map(each -> new TypeStructure.Case(each.label(), apply(each.type())))
              .toList());
    }
    if (structure instanceof TypeStructure.ListOf type) {
      return new TypeStructure.ListOf(apply(type.element()));
    }
    if (structure instanceof TypeStructure.FixedLengthList type) {
      return new TypeStructure.FixedLengthList(apply(type.element()), type.length());
    }
    if (structure instanceof TypeStructure.Tuple type) {
      return new TypeStructure.Tuple(type.types().stream().map(this::apply).toList());
    }
    if (structure instanceof TypeStructure.Option type) {
      return new TypeStructure.Option(apply(type.type()));
    }
    if (structure instanceof TypeStructure.Result type) {
      return new TypeStructure.Result(apply(type.ok()), apply(type.error()));
    }
    if (structure instanceof TypeStructure.Own type) {
      return new TypeStructure.Own(apply(type.resource()));
    }
    if (structure instanceof TypeStructure.Borrow type) {
      return new TypeStructure.Borrow(apply(type.resource()));
    }
    if (structure instanceof TypeStructure.Stream type) {
      return new TypeStructure.Stream(apply(type.element()));
    }
    if (structure instanceof TypeStructure.Future type) {
      return new TypeStructure.Future(apply(type.element()));
    }
    if (structure instanceof TypeStructure.MapOf type) {
      return new TypeStructure.MapOf(apply(type.key()), apply(type.value()));
    }
    return structure;
  }

  /**
   * Replaces the resource types within a function type.
   *
   * @param type a type
   * @return the type that it becomes
   */
  public ComponentFunctionType apply(ComponentFunctionType type) {
    return new ComponentFunctionType(
        type.synchrony(), apply(type.parameters()), apply(type.result()));
  }

  /**
   * Replaces the resource types within an instance type.
   *
   * @param type a type
   * @return the type that it becomes
   */
  public ComponentInstanceType apply(ComponentInstanceType type) {
    @Nullable AnyType known = done.get(type);
    if (known == null) {
      known = new ComponentInstanceType(apply(type.exports()), type.abstractResources());
      done.put(type, known);
    }
    return (ComponentInstanceType) known;
  }

  private ComponentType apply(ComponentType type) {
    @Nullable AnyType known = done.get(type);
    if (known == null) {
      known =
          new ComponentType(
              apply(type.imports()),
              apply(type.exports()),
              type.importedResources(),
              type.exportedResources());
      done.put(type, known);
    }
    return (ComponentType) known;
  }

  Map<String, ComponentExternType> apply(Map<String, ComponentExternType> map) {
    Map<String, ComponentExternType> result = new LinkedHashMap<>();
    map.forEach((name, type) -> result.put(name, apply(type)));
    return result;
  }

  AnyType apply(AnyType type) {
    if (type instanceof ComponentValueType value) {
      return apply(value);
    }
    if (type instanceof ComponentFunctionType function) {
      return apply(function);
    }
    if (type instanceof ComponentInstanceType instance) {
      return apply(instance);
    }
    if (type instanceof ComponentType component) {
      return apply(component);
    }
    return apply((ResourceType) type);
  }

  ComponentExternType apply(ComponentExternType type) {
    if (type instanceof ComponentExternType.Function function) {
      return new ComponentExternType.Function(apply(function.type()));
    }
    if (type instanceof ComponentExternType.Type other) {
      return new ComponentExternType.Type(apply(other.type()));
    }
    if (type instanceof ComponentExternType.Instance instance) {
      return new ComponentExternType.Instance(apply(instance.type()));
    }
    if (type instanceof ComponentExternType.Component component) {
      return new ComponentExternType.Component(apply(component.type()));
    }
    return type;
  }
}
