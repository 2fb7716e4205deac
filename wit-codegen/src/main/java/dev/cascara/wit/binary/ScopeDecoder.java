package dev.cascara.wit.binary;

import dev.cascara.compiler.component.AnyType;
import dev.cascara.compiler.component.ComponentFunctionType;
import dev.cascara.compiler.component.ComponentValueType;
import dev.cascara.compiler.component.DefinedType;
import dev.cascara.compiler.component.PrimitiveType;
import dev.cascara.compiler.component.ResourceType;
import dev.cascara.compiler.component.TypeStructure;
import dev.cascara.wit.Function;
import dev.cascara.wit.FunctionKind;
import dev.cascara.wit.Metadata;
import dev.cascara.wit.Type;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.TypeKind;
import dev.cascara.wit.TypeOwner;
import dev.cascara.wit.WitException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decodes the types and functions of one interface or of a world. The same interface may be met
 * several times (imported, exported, under other names), each time in part only: what is new is
 * added, what is known must agree.
 */
final class ScopeDecoder {
  private final TypeOwner owner;
  private final KnownTypes known;
  private final PackageDocs.Scope docs;
  private final Map<String, TypeDefinition> types = new LinkedHashMap<>();
  private final Map<String, Function> functions = new LinkedHashMap<>();
  private final Map<TypeDefinition, TypeDefinition> locals = new HashMap<>();
  private final Map<DefinedType, TypeDefinition> named = new LinkedHashMap<>();
  private int depth;

  ScopeDecoder(TypeOwner owner, KnownTypes known, PackageDocs.Scope docs) {
    this.owner = owner;
    this.known = known;
    this.docs = docs;
  }

  // ---------------------------------------------------------------- results

  /** The types, used ones first. */
  List<TypeDefinition> types() {
    List<TypeDefinition> sorted = new ArrayList<>();
    types.values().stream().filter(ScopeDecoder::isUse).forEach(sorted::add);
    types.values().stream().filter(type -> !isUse(type)).forEach(sorted::add);
    return sorted;
  }

  private static boolean isUse(TypeDefinition type) {
    return type.kind() instanceof TypeKind.Use;
  }

  /** The functions: those of resources, resource by resource, then the others. */
  List<Function> functions() {
    Map<TypeDefinition, List<Function>> ofResources = new HashMap<>();
    List<Function> free = new ArrayList<>();
    for (Function function : functions.values()) {
      function
          .kind()
          .ofResource()
          .map(resource -> ofResources.computeIfAbsent(resource, key -> new ArrayList<>()))
          .orElse(free)
          .add(function);
    }
    List<Function> sorted = new ArrayList<>();
    types().forEach(type -> sorted.addAll(ofResources.getOrDefault(type, List.of())));
    sorted.addAll(free);
    return sorted;
  }

  // ---------------------------------------------------------------- types with names

  void addType(String name, AnyType type) {
    Optional<TypeDefinition> source = source(type);
    TypeDefinition present = types.get(name);
    if (present != null && source.isPresent() && source.get().equals(present)) {
      known.add(type, present);
      return;
    }
    TypeKind kind = kind(name, type, source);
    if (present != null) {
      if (!present.kind().equals(kind)) {
        throw new WitException(
            "the component has different definitions of " + present + ", which WIT cannot express");
      }
      register(type, present);
      return;
    }
    TypeDefinition definition = new TypeDefinition(name, owner, kind, docs.type(name));
    types.put(name, definition);
    locals.putIfAbsent(definition.original(), definition);
    register(type, definition);
  }

  private void register(AnyType type, TypeDefinition definition) {
    known.add(type, definition);
    if (type instanceof DefinedType defined) {
      named.putIfAbsent(defined, definition);
    }
  }

  /** Whether a resource type is another name for one that is defined already. */
  boolean isKnown(AnyType type) {
    return source(type).isPresent();
  }

  /** The definition that a type is another name for. */
  private Optional<TypeDefinition> source(AnyType type) {
    if (type instanceof ResourceType) {
      return known.find(type);
    }
    return type instanceof DefinedType defined
        ? defined.original().flatMap(known::find)
        : Optional.empty();
  }

  private TypeKind kind(String name, AnyType type, Optional<TypeDefinition> source) {
    if (source.isPresent()) {
      TypeDefinition definition = source.get();
      if (definition.owner().equals(owner)) {
        return new TypeKind.Alias(new Type.Named(definition.original()));
      }
      if (definition.owner() instanceof TypeOwner.InterfaceOwner) {
        return new TypeKind.Use(definition);
      }
      if (type instanceof ResourceType) {
        throw new WitException(
            "resource `"
                + name
                + "` of "
                + owner
                + " is the same as "
                + definition
                + ", which WIT cannot express");
      }
    }
    if (type instanceof ResourceType) {
      return new TypeKind.Resource();
    }
    if (!(type instanceof ComponentValueType value)) {
      throw new WitException(
          "`" + name + "` of " + owner + " is the type of an instance, component or function");
    }
    return kind(name, value.structure());
  }

  private TypeKind kind(String name, TypeStructure structure) {
    if (structure instanceof TypeStructure.Record type) {
      return new TypeKind.Record(
          type.fields().stream()
              .map(
                  field ->
                      new TypeKind.Field(
                          field.label(), type(field.type()), docs.part(name, field.label())))
              .toList());
    }
    if (structure instanceof TypeStructure.Variant type) {
      return new TypeKind.Variant(
          type.cases().stream()
              .map(
                  each ->
                      new TypeKind.Case(
                          each.label(), each.type().map(this::type), docs.part(name, each.label())))
              .toList());
    }
    if (structure instanceof TypeStructure.Enum type) {
      return new TypeKind.Enum(labels(name, type.labels()));
    }
    if (structure instanceof TypeStructure.Flags type) {
      return new TypeKind.Flags(labels(name, type.labels()));
    }
    return new TypeKind.Alias(type(structure));
  }

  private List<TypeKind.Label> labels(String name, List<String> labels) {
    return labels.stream().map(label -> new TypeKind.Label(label, docs.part(name, label))).toList();
  }

  // ---------------------------------------------------------------- types

  Type type(ComponentValueType type) {
    known.countPart();
    if (type instanceof PrimitiveType primitive) {
      return primitive(primitive);
    }
    DefinedType defined = (DefinedType) type;
    Optional<TypeDefinition> definition = known.find(defined);
    if (definition.isEmpty() && needsName(defined.structure())) {
      definition = findSame(defined);
      if (definition.isEmpty()) {
        throw new WitException(
            "a type in " + owner + " has no name there; record, variant, enum and flags need one");
      }
    }
    if (definition.isPresent()) {
      return new Type.Named(local(definition.get()).original());
    }
    depth++;
    if (depth > Type.MAX_DEPTH) {
      throw new WitException(
          "types in " + owner + " are nested more than " + Type.MAX_DEPTH + " deep");
    }
    Type result = type(defined.structure());
    depth--;
    return result;
  }

  private static boolean needsName(TypeStructure structure) {
    return structure instanceof TypeStructure.Record
        || structure instanceof TypeStructure.Variant
        || structure instanceof TypeStructure.Enum
        || structure instanceof TypeStructure.Flags;
  }

  /** An instance made of definitions may refer to a type by another object than it exports. */
  private Optional<TypeDefinition> findSame(DefinedType type) {
    Optional<TypeDefinition> original = type.original().flatMap(known::find);
    if (original.isPresent()) {
      return original;
    }
    for (Map.Entry<DefinedType, TypeDefinition> entry : named.entrySet()) {
      if (entry.getKey().isSameAs(type)) {
        return Optional.of(entry.getValue());
      }
    }
    return Optional.empty();
  }

  private static Type primitive(PrimitiveType type) {
    return switch (type) {
      case BOOL -> Type.Primitive.BOOL;
      case S8 -> Type.Primitive.S8;
      case U8 -> Type.Primitive.U8;
      case S16 -> Type.Primitive.S16;
      case U16 -> Type.Primitive.U16;
      case S32 -> Type.Primitive.S32;
      case U32 -> Type.Primitive.U32;
      case S64 -> Type.Primitive.S64;
      case U64 -> Type.Primitive.U64;
      case F32 -> Type.Primitive.F32;
      case F64 -> Type.Primitive.F64;
      case CHAR -> Type.Primitive.CHAR;
      case STRING -> Type.Primitive.STRING;
      case ERROR_CONTEXT -> Type.Primitive.ERROR_CONTEXT;
    };
  }

  private Type type(TypeStructure structure) {
    if (structure instanceof TypeStructure.Primitive type) {
      return primitive(type.type());
    }
    if (structure instanceof TypeStructure.ListOf type) {
      return new Type.ListType(type(type.element()));
    }
    if (structure instanceof TypeStructure.FixedLengthList type) {
      return new Type.FixedLengthListType(
          type(type.element()), Integer.toUnsignedLong(type.length()));
    }
    if (structure instanceof TypeStructure.Tuple type) {
      return new Type.TupleType(type.types().stream().map(this::type).toList());
    }
    if (structure instanceof TypeStructure.Option type) {
      return new Type.OptionType(type(type.type()));
    }
    if (structure instanceof TypeStructure.Result type) {
      return new Type.ResultType(type.ok().map(this::type), type.error().map(this::type));
    }
    if (structure instanceof TypeStructure.Own type) {
      return new Type.Own(resource(type.resource()));
    }
    if (structure instanceof TypeStructure.Borrow type) {
      return new Type.Borrow(resource(type.resource()));
    }
    if (structure instanceof TypeStructure.Stream type) {
      return new Type.StreamType(type.element().map(this::type));
    }
    if (structure instanceof TypeStructure.Future type) {
      return new Type.FutureType(type.element().map(this::type));
    }
    if (structure instanceof TypeStructure.MapOf type) {
      return new Type.MapType(type(type.key()), type(type.value()));
    }
    throw new WitException("a type in " + owner + " has no name there");
  }

  private TypeDefinition resource(ResourceType type) {
    TypeDefinition definition =
        known
            .find(type)
            .orElseThrow(() -> new WitException("a resource in " + owner + " has no name there"));
    return local(definition).original();
  }

  /** Makes sure that a definition has a name here; WIT has no other way to refer to it. */
  private TypeDefinition local(TypeDefinition definition) {
    TypeDefinition original = definition.original();
    if (original.owner().equals(owner)) {
      return definition;
    }
    TypeDefinition here = locals.get(original);
    if (here != null) {
      return here;
    }
    if (!(definition.owner() instanceof TypeOwner.InterfaceOwner)) {
      throw new WitException(owner + " refers to " + definition + ", which WIT cannot express");
    }
    String name = definition.name();
    for (int i = 2; types.containsKey(name) || functions.containsKey(name); i++) {
      name = definition.name() + "-" + i;
    }
    TypeDefinition use =
        new TypeDefinition(name, owner, new TypeKind.Use(definition), Metadata.NONE);
    types.put(name, use);
    locals.put(original, use);
    return use;
  }

  // ---------------------------------------------------------------- functions

  /** Decodes a function and adds it. */
  void addFunction(String externName, ComponentFunctionType type, Optional<String> externalId) {
    Function function = function(externName, type, docs.function(externName), externalId);
    Function present = functions.putIfAbsent(externName, function);
    if (present != null && !present.equals(function)) {
      throw new WitException(
          "the component has different definitions of `"
              + externName
              + "` of "
              + owner
              + ", which WIT cannot express");
    }
  }

  /** Decodes a function that a world exports. */
  Function exportedFunction(
      String externName, ComponentFunctionType type, Optional<String> externalId) {
    return function(externName, type, docs.exportedFunction(externName), externalId);
  }

  private Function function(
      String externName, ComponentFunctionType type, Metadata said, Optional<String> externalId) {
    FunctionKind kind = functionKind(externName);
    String name =
        kind instanceof FunctionKind.Free
            ? externName
            : kind instanceof FunctionKind.Constructor
                ? "constructor"
                : externName.substring(externName.indexOf('.') + 1);
    List<Function.Parameter> parameters = new ArrayList<>();
    for (TypeStructure.Field parameter : type.parameters()) {
      parameters.add(new Function.Parameter(parameter.label(), type(parameter.type())));
    }
    if (kind instanceof FunctionKind.Method) {
      parameters.remove(0);
    }
    Function.Synchrony synchrony =
        switch (type.synchrony()) {
          case SYNC -> Function.Synchrony.SYNC;
          case ASYNC -> Function.Synchrony.ASYNC;
        };
    Metadata metadata = new Metadata(said.docs(), said.gate(), said.deprecated(), externalId);
    return new Function(name, kind, synchrony, parameters, type.result().map(this::type), metadata);
  }

  private FunctionKind functionKind(String externName) {
    if (!externName.startsWith("[")) {
      return FunctionKind.FREE;
    }
    int end = externName.indexOf(']') + 1;
    String annotation = externName.substring(0, end);
    int dot = externName.indexOf('.');
    String label = externName.substring(end, dot < 0 ? externName.length() : dot);
    TypeDefinition resource = types.get(label);
    if (resource == null || !(resource.kind() instanceof TypeKind.Resource)) {
      throw new WitException(
          "`"
              + externName
              + "`: "
              + owner
              + " does not define that resource, WIT cannot express this");
    }
    return switch (annotation) {
      case "[constructor]" -> new FunctionKind.Constructor(resource);
      case "[method]" -> new FunctionKind.Method(resource);
      case "[static]" -> new FunctionKind.Static(resource);
      default -> throw new WitException("unknown kind of function: `" + externName + "`");
    };
  }
}
