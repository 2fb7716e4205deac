package dev.cascara.compiler.component;

import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.wasm.NumberType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves types as written, declarations of component and instance types among them, and aliases.
 */
final class TypeResolver {
  private static final int MAXIMUM_FLAGS = 32;
  private static final Set<PrimitiveType> KEY_TYPES =
      EnumSet.complementOf(
          EnumSet.of(PrimitiveType.F32, PrimitiveType.F64, PrimitiveType.ERROR_CONTEXT));

  private final Types types;

  TypeResolver(Types types) {
    this.types = types;
  }

  // ---------------------------------------------------------------- value types

  ComponentValueType resolve(ValueTypeSyntax syntax, Scope scope, long offset) {
    if (syntax instanceof ValueTypeSyntax.Primitive primitive) {
      return primitive.type();
    }
    int index = ((ValueTypeSyntax.Indexed) syntax).index();
    if (scope.type(index, offset) instanceof ComponentValueType type) {
      return type;
    }
    throw new WasmValidationException(offset, "type index " + index + " is not a defined type");
  }

  private Optional<ComponentValueType> resolve(
      Optional<ValueTypeSyntax> syntax, Scope scope, long offset) {
    return syntax.map(type -> resolve(type, scope, offset));
  }

  AnyType resolve(TypeSyntax syntax, Scope scope, long offset) {
    if (syntax instanceof TypeSyntax.Value value) {
      return types.define(structure(value, scope, offset), null, offset);
    }
    if (syntax instanceof TypeSyntax.Function function) {
      return function(function, scope, offset);
    }
    if (syntax instanceof TypeSyntax.ComponentOf component) {
      return componentType(component.declarations(), scope, offset);
    }
    if (syntax instanceof TypeSyntax.InstanceOf instance) {
      return instanceType(instance.declarations(), scope, offset);
    }
    return resource((TypeSyntax.Resource) syntax, scope, offset);
  }

  private static ResourceType resource(TypeSyntax.Resource syntax, Scope scope, long offset) {
    if (scope.kind != Scope.Kind.COMPONENT) {
      throw new WasmValidationException(
          offset, "resources can only be defined within a concrete component");
    }
    if (syntax.representation() != NumberType.I32 && syntax.representation() != NumberType.I64) {
      throw new WasmValidationException(
          offset, "resources can only be represented by `i32` or `i64`");
    }
    if (syntax.destructor().isPresent()) {
      var type =
          Scope.get(scope.coreFunctions, syntax.destructor().getAsInt(), "core function", offset);
      if (!type.parameters().equals(List.of(syntax.representation()))
          || !type.results().isEmpty()) {
        throw new WasmValidationException(
            offset, "core function has wrong signature for a destructor");
      }
    }
    return ResourceType.defined((NumberType) syntax.representation());
  }

  private ComponentFunctionType function(TypeSyntax.Function syntax, Scope scope, long offset) {
    Set<String> names = new HashSet<>();
    List<TypeStructure.Field> parameters = new ArrayList<>();
    for (TypeSyntax.Labelled parameter : syntax.parameters()) {
      ExternNames.checkLabel(parameter.label(), "function parameter", offset);
      ExternNames.addUnique(names, parameter.label(), "function parameter", offset);
      parameters.add(
          new TypeStructure.Field(parameter.label(), resolve(parameter.type(), scope, offset)));
    }
    Optional<ComponentValueType> result = resolve(syntax.result(), scope, offset);
    if (result.isPresent() && result.get().layout().hasBorrows()) {
      throw new WasmValidationException(offset, "function result cannot contain a `borrow` type");
    }
    return new ComponentFunctionType(
        syntax.async()
            ? ComponentFunctionType.Synchrony.ASYNC
            : ComponentFunctionType.Synchrony.SYNC,
        parameters,
        result);
  }

  private TypeStructure structure(TypeSyntax.Value syntax, Scope scope, long offset) {
    if (syntax instanceof TypeSyntax.Primitive type) {
      return new TypeStructure.Primitive(type.type());
    }
    if (syntax instanceof TypeSyntax.Record type) {
      return new TypeStructure.Record(fields(type, scope, offset));
    }
    if (syntax instanceof TypeSyntax.Variant type) {
      return new TypeStructure.Variant(cases(type, scope, offset));
    }
    if (syntax instanceof TypeSyntax.ListOf type) {
      ComponentValueType element = resolve(type.element(), scope, offset);
      if (type.length().isEmpty()) {
        return new TypeStructure.ListOf(element);
      }
      if (type.length().getAsInt() == 0) {
        throw new WasmValidationException(
            offset, "fixed-length list length must be greater than zero");
      }
      return new TypeStructure.FixedLengthList(element, type.length().getAsInt());
    }
    if (syntax instanceof TypeSyntax.Tuple type) {
      if (type.types().isEmpty()) {
        throw new WasmValidationException(offset, "tuple type must have at least one type");
      }
      return new TypeStructure.Tuple(
          type.types().stream().map(part -> resolve(part, scope, offset)).toList());
    }
    if (syntax instanceof TypeSyntax.Flags type) {
      checkLabels(type.labels(), "flag", "flags must have at least one entry", offset);
      if (type.labels().size() > MAXIMUM_FLAGS) {
        throw new WasmValidationException(offset, "cannot have more than 32 flags");
      }
      return new TypeStructure.Flags(type.labels());
    }
    if (syntax instanceof TypeSyntax.Enum type) {
      checkLabels(type.labels(), "enum tag", "enum type must have at least one variant", offset);
      return new TypeStructure.Enum(type.labels());
    }
    if (syntax instanceof TypeSyntax.Option type) {
      return new TypeStructure.Option(resolve(type.type(), scope, offset));
    }
    if (syntax instanceof TypeSyntax.Result type) {
      return new TypeStructure.Result(
          resolve(type.ok(), scope, offset), resolve(type.error(), scope, offset));
    }
    if (syntax instanceof TypeSyntax.Own type) {
      return new TypeStructure.Own(scope.resource(type.type(), offset));
    }
    if (syntax instanceof TypeSyntax.Borrow type) {
      return new TypeStructure.Borrow(scope.resource(type.type(), offset));
    }
    if (syntax instanceof TypeSyntax.MapOf type) {
      ComponentValueType key = resolve(type.key(), scope, offset);
      if (!(key.structure() instanceof TypeStructure.Primitive primitive)
          || !KEY_TYPES.contains(primitive.type())) {
        throw new WasmValidationException(offset, "invalid map key type");
      }
      return new TypeStructure.MapOf(key, resolve(type.value(), scope, offset));
    }
    if (syntax instanceof TypeSyntax.Stream type) {
      Optional<ComponentValueType> element = resolve(type.element(), scope, offset);
      checkElement(element, "stream", offset);
      if (element.isPresent() && PrimitiveType.CHAR.isSameAs(element.get())) {
        throw new WasmValidationException(
            offset, "`stream<char>` is not valid at this time: use `stream<u8>`");
      }
      return new TypeStructure.Stream(element);
    }
    Optional<ComponentValueType> element =
        resolve(((TypeSyntax.Future) syntax).element(), scope, offset);
    checkElement(element, "future", offset);
    return new TypeStructure.Future(element);
  }

  private static void checkElement(Optional<ComponentValueType> element, String what, long offset) {
    if (element.isPresent() && element.get().layout().hasBorrows()) {
      throw new WasmValidationException(offset, "a " + what + " cannot carry `borrow` handles");
    }
  }

  private List<TypeStructure.Field> fields(TypeSyntax.Record type, Scope scope, long offset) {
    if (type.fields().isEmpty()) {
      throw new WasmValidationException(offset, "record type must have at least one field");
    }
    Set<String> names = new HashSet<>();
    List<TypeStructure.Field> fields = new ArrayList<>();
    for (TypeSyntax.Labelled field : type.fields()) {
      ExternNames.checkLabel(field.label(), "record field", offset);
      ExternNames.addUnique(names, field.label(), "record field", offset);
      fields.add(new TypeStructure.Field(field.label(), resolve(field.type(), scope, offset)));
    }
    return fields;
  }

  private List<TypeStructure.Case> cases(TypeSyntax.Variant type, Scope scope, long offset) {
    if (type.cases().isEmpty()) {
      throw new WasmValidationException(offset, "variant type must have at least one case");
    }
    Set<String> names = new HashSet<>();
    List<TypeStructure.Case> cases = new ArrayList<>();
    for (TypeSyntax.Case each : type.cases()) {
      ExternNames.checkLabel(each.label(), "variant case", offset);
      ExternNames.addUnique(names, each.label(), "variant case", offset);
      cases.add(new TypeStructure.Case(each.label(), resolve(each.type(), scope, offset)));
    }
    return cases;
  }

  private static void checkLabels(
      List<String> labels, String what, String messageIfEmpty, long offset) {
    if (labels.isEmpty()) {
      throw new WasmValidationException(offset, messageIfEmpty);
    }
    Set<String> names = new HashSet<>();
    for (String label : labels) {
      ExternNames.checkLabel(label, what, offset);
      ExternNames.addUnique(names, label, what, offset);
    }
  }

  // ---------------------------------------------------------------- external types

  /**
   * Resolves what an import or export is. The abstract resource types that it brings become new
   * ones of the scope.
   *
   * @param fresh receives the new resource types
   */
  ComponentExternType resolve(
      ExternTypeSyntax syntax, Scope scope, List<ResourceType> fresh, long offset) {
    if (syntax instanceof ExternTypeSyntax.CoreModule module) {
      if (Scope.get(scope.coreTypes, module.type(), "type", offset)
          instanceof CoreTypes.Entry.ModuleOf type) {
        return new ComponentExternType.CoreModule(type.type());
      }
      throw new WasmValidationException(
          offset, "core type index " + module.type() + " is not a module type");
    }
    if (syntax instanceof ExternTypeSyntax.Function function) {
      return new ComponentExternType.Function(scope.functionType(function.type(), offset));
    }
    if (syntax instanceof ExternTypeSyntax.TypeEqual bound) {
      AnyType type = scope.type(bound.index(), offset);
      types.count(type, offset);
      return new ComponentExternType.Type(types.named(type, offset));
    }
    if (syntax instanceof ExternTypeSyntax.SubResource) {
      ResourceType resource = ResourceType.fresh();
      fresh.add(resource);
      return new ComponentExternType.Type(resource);
    }
    if (syntax instanceof ExternTypeSyntax.InstanceOf instance) {
      return new ComponentExternType.Instance(
          open(scope.instanceType(instance.type(), offset), fresh, offset));
    }
    if (syntax instanceof ExternTypeSyntax.ComponentOf component) {
      ComponentType type = scope.componentType(component.type(), offset);
      types.count(type, offset);
      return new ComponentExternType.Component(type);
    }
    throw new UnsupportedFeatureException("component values", offset);
  }

  /** The type of a new instance: with resource types of its own. */
  ComponentInstanceType open(ComponentInstanceType type, List<ResourceType> fresh, long offset) {
    types.count(type, offset);
    return new ComponentInstanceType(
        new Substitution(types, renew(type.abstractResources(), fresh)).apply(type.exports()),
        List.of());
  }

  static Map<ResourceType, ResourceType> renew(
      List<ResourceType> resources, List<ResourceType> fresh) {
    Map<ResourceType, ResourceType> renewed = new HashMap<>();
    for (ResourceType resource : resources) {
      ResourceType another = ResourceType.fresh();
      renewed.put(resource, another);
      fresh.add(another);
    }
    return renewed;
  }

  // ---------------------------------------------------------------- declared types

  private ComponentType componentType(
      List<TypeSyntax.Declaration> declarations, Scope parent, long offset) {
    Scope scope = new Scope(Scope.Kind.COMPONENT_TYPE, parent);
    declare(declarations, scope);
    ComponentType type =
        new ComponentType(
            scope.imports, scope.exports, scope.importedResources, scope.exportedResources);
    types.count(type, offset);
    return type;
  }

  private ComponentInstanceType instanceType(
      List<TypeSyntax.Declaration> declarations, Scope parent, long offset) {
    Scope scope = new Scope(Scope.Kind.INSTANCE_TYPE, parent);
    declare(declarations, scope);
    ComponentInstanceType type = new ComponentInstanceType(scope.exports, scope.exportedResources);
    types.count(type, offset);
    return type;
  }

  private void declare(List<TypeSyntax.Declaration> declarations, Scope scope) {
    for (TypeSyntax.Declaration declaration : declarations) {
      if (declaration instanceof TypeSyntax.Declaration.DeclareCoreType core) {
        CoreTypes.declare(core.type(), scope, core.offset());
      } else if (declaration instanceof TypeSyntax.Declaration.DeclareType type) {
        scope.types.add(resolve(type.type(), scope, type.offset()));
      } else if (declaration instanceof TypeSyntax.Declaration.DeclareAlias alias) {
        checkDeclaredAlias(alias.alias());
        alias(alias.alias(), scope);
      } else if (declaration instanceof TypeSyntax.Declaration.DeclareImport entry) {
        scope.addImport(
            entry.name(),
            resolve(entry.type(), scope, scope.importedResources, entry.offset()),
            entry.offset());
      } else if (declaration instanceof TypeSyntax.Declaration.DeclareExport export) {
        scope.addExport(
            export.name(),
            resolve(export.type(), scope, scope.exportedResources, export.offset()),
            export.offset());
      }
    }
  }

  private static void checkDeclaredAlias(Definition alias) {
    if (alias instanceof Definition.AliasExport export
        && export.sort() != Sort.INSTANCE
        && export.sort() != Sort.TYPE) {
      throw new WasmValidationException(
          export.offset(), "only instances and types can be aliased in a type");
    }
    if (alias instanceof Definition.AliasCoreExport export) {
      throw new WasmValidationException(
          export.offset(), "core exports cannot be aliased in a type");
    }
    if (alias instanceof Definition.AliasOuter outer
        && outer.sort() != Sort.CORE_TYPE
        && outer.sort() != Sort.TYPE) {
      throw new WasmValidationException(
          outer.offset(), "only types can be aliased from outside in a type");
    }
  }

  // ---------------------------------------------------------------- aliases

  void alias(Definition alias, Scope scope) {
    if (alias instanceof Definition.AliasExport export) {
      aliasExport(export, scope);
    } else if (alias instanceof Definition.AliasCoreExport export) {
      aliasCoreExport(export, scope);
    } else {
      aliasOuter((Definition.AliasOuter) alias, scope);
    }
  }

  private static void aliasExport(Definition.AliasExport alias, Scope scope) {
    ComponentInstanceType instance =
        Scope.get(scope.instances, alias.instance(), "instance", alias.offset());
    ComponentExternType export = instance.exports().get(alias.name());
    String name = ExternNames.shorten(alias.name());
    if (export == null) {
      throw new WasmValidationException(
          alias.offset(), "instance " + alias.instance() + " has no export named `" + name + "`");
    }
    if (sort(export) != alias.sort()) {
      throw new WasmValidationException(
          alias.offset(),
          "export `" + name + "` for instance " + alias.instance() + " is not a " + alias.sort());
    }
    scope.add(export);
  }

  static Sort sort(ComponentExternType type) {
    if (type instanceof ComponentExternType.CoreModule) {
      return Sort.CORE_MODULE;
    }
    if (type instanceof ComponentExternType.Function) {
      return Sort.FUNCTION;
    }
    if (type instanceof ComponentExternType.Instance) {
      return Sort.INSTANCE;
    }
    return type instanceof ComponentExternType.Component ? Sort.COMPONENT : Sort.TYPE;
  }

  private static void aliasCoreExport(Definition.AliasCoreExport alias, Scope scope) {
    Map<String, CoreExternType> exports =
        Scope.get(scope.coreInstances, alias.instance(), "core instance", alias.offset());
    CoreExternType export = exports.get(alias.name());
    String name = ExternNames.shorten(alias.name());
    if (export == null) {
      throw new WasmValidationException(
          alias.offset(),
          "core instance " + alias.instance() + " has no export named `" + name + "`");
    }
    boolean matches =
        switch (alias.sort()) {
          case CORE_FUNCTION ->
              export instanceof CoreExternType.Function type
                  && scope.coreFunctions.add(type.type());
          case CORE_TABLE ->
              export instanceof CoreExternType.Table type && scope.coreTables.add(type.type());
          case CORE_MEMORY ->
              export instanceof CoreExternType.Memory type && scope.coreMemories.add(type.type());
          case CORE_GLOBAL ->
              export instanceof CoreExternType.Global type && scope.coreGlobals.add(type.type());
          case CORE_TAG ->
              export instanceof CoreExternType.Tag type && scope.coreTags.add(type.type());
          default -> false;
        };
    if (!matches) {
      throw new WasmValidationException(
          alias.offset(),
          "export `"
              + name
              + "` for core instance "
              + alias.instance()
              + " is not a "
              + alias.sort());
    }
  }

  private static void aliasOuter(Definition.AliasOuter alias, Scope scope) {
    long offset = alias.offset();
    Scope from = scope;
    boolean leavesComponent = false;
    for (int i = 0; i != alias.count(); i++) {
      leavesComponent |= from.kind == Scope.Kind.COMPONENT;
      if (from.parent == null) {
        throw new WasmValidationException(
            offset, "invalid outer alias count of " + Integer.toUnsignedString(alias.count()));
      }
      from = from.parent;
    }
    switch (alias.sort()) {
      case CORE_MODULE ->
          scope.coreModules.add(Scope.get(from.coreModules, alias.index(), "module", offset));
      case CORE_TYPE ->
          scope.coreTypes.add(Scope.get(from.coreTypes, alias.index(), "type", offset));
      case COMPONENT ->
          scope.components.add(Scope.get(from.components, alias.index(), "component", offset));
      case TYPE -> {
        AnyType type = from.type(alias.index(), offset);
        if (leavesComponent && !freeResources(type).isEmpty()) {
          throw new WasmValidationException(
              offset,
              "cannot alias outer type which transitively refers to resources not defined in the"
                  + " current component");
        }
        scope.types.add(type);
      }
      default ->
          throw new WasmValidationException(
              offset, "outer aliases can only be of modules, types and components");
    }
  }

  // ---------------------------------------------------------------- free resource types

  /** The resource types that a type refers to and does not bring itself. */
  static Set<ResourceType> freeResources(AnyType type) {
    Set<ResourceType> free = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(type, free, Collections.newSetFromMap(new IdentityHashMap<>()));
    return free;
  }

  static Set<ResourceType> freeResources(Map<String, ComponentExternType> map) {
    Set<ResourceType> free = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(map, free, Collections.newSetFromMap(new IdentityHashMap<>()));
    return free;
  }

  private static void collect(AnyType type, Set<ResourceType> free, Set<AnyType> visited) {
    if (type instanceof ResourceType resource) {
      free.add(resource.root());
    } else if (type instanceof ComponentValueType value) {
      if (!value.layout().hasResources() || !visited.add(type)) {
        return;
      }
      TypeStructure structure = value.structure();
      if (structure instanceof TypeStructure.Own own) {
        free.add(own.resource().root());
      } else if (structure instanceof TypeStructure.Borrow borrow) {
        free.add(borrow.resource().root());
      }
      Scope.parts(structure).forEach(part -> collect(part, free, visited));
    } else if (type instanceof ComponentFunctionType function) {
      function.parameters().forEach(parameter -> collect(parameter.type(), free, visited));
      function.result().ifPresent(result -> collect(result, free, visited));
    } else if (visited.add(type)) {
      // Every resource type is unique, so those that a type brings can be taken away afterwards.
      if (type instanceof ComponentInstanceType instance) {
        collect(instance.exports(), free, visited);
        instance.abstractResources().forEach(free::remove);
      } else if (type instanceof ComponentType component) {
        collect(component.imports(), free, visited);
        collect(component.exports(), free, visited);
        component.importedResources().forEach(free::remove);
        component.exportedResources().forEach(free::remove);
      }
    }
  }

  private static void collect(
      Map<String, ComponentExternType> map, Set<ResourceType> free, Set<AnyType> visited) {
    for (ComponentExternType type : map.values()) {
      if (type instanceof ComponentExternType.Function function) {
        collect(function.type(), free, visited);
      } else if (type instanceof ComponentExternType.Type other) {
        collect(other.type(), free, visited);
      } else if (type instanceof ComponentExternType.Instance instance) {
        collect(instance.type(), free, visited);
      } else if (type instanceof ComponentExternType.Component component) {
        collect(component.type(), free, visited);
      }
    }
  }
}
