package dev.cascara.wit.text;

import dev.cascara.wit.Direction;
import dev.cascara.wit.Function;
import dev.cascara.wit.FunctionKind;
import dev.cascara.wit.Gate;
import dev.cascara.wit.Interface;
import dev.cascara.wit.Metadata;
import dev.cascara.wit.QualifiedName;
import dev.cascara.wit.Type;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.TypeKind;
import dev.cascara.wit.TypeOwner;
import dev.cascara.wit.WorldItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies items of one world into another: the types that the included world defines become the
 * including world's own, so that each world is complete in itself.
 */
final class Copier {
  private final boolean samePackage;
  private final QualifiedName world;
  private final Types types;
  private final Span span;
  private final Map<TypeDefinition, TypeDefinition> copies = new HashMap<>();

  Copier(QualifiedName from, QualifiedName world, Types types, Span span) {
    this.samePackage = from.packageName().equals(world.packageName());
    this.world = world;
    this.types = types;
    this.span = span;
  }

  WorldItem copy(WorldItem item, Direction direction, String name) {
    if (item instanceof WorldItem.TypeItem type) {
      return new WorldItem.TypeItem(copy(type.definition(), name, new TypeOwner.WorldOwner(world)));
    }
    if (item instanceof WorldItem.FunctionItem function) {
      boolean free = function.function().kind().ofResource().isEmpty();
      return new WorldItem.FunctionItem(
          copy(function.function(), free ? name : function.function().name()));
    }
    WorldItem.InterfaceItem written = (WorldItem.InterfaceItem) item;
    if (written.plainName().isEmpty()) {
      return new WorldItem.InterfaceItem(
          Optional.empty(), written.definition(), copy(written.metadata()));
    }
    Interface definition = written.definition();
    if (definition.name().isEmpty()) {
      TypeOwner owner = new TypeOwner.InlineOwner(world, direction, name);
      List<TypeDefinition> definitions = new ArrayList<>();
      for (TypeDefinition type : definition.types()) {
        definitions.add(copy(type, type.name(), owner));
      }
      definition =
          new Interface(
              Optional.empty(),
              definitions,
              definition.functions().stream().map(f -> copy(f, f.name())).toList(),
              definition.metadata());
    }
    return new WorldItem.InterfaceItem(Optional.of(name), definition, copy(written.metadata()));
  }

  private TypeDefinition copy(TypeDefinition definition, String name, TypeOwner owner) {
    TypeDefinition copy =
        new TypeDefinition(name, owner, copy(definition.kind()), copy(definition.metadata()));
    types.add(copy, span);
    copies.put(definition, copy);
    return copy;
  }

  /** The versions in gates are those of the package they are written in, and mean nothing here. */
  private Metadata copy(Metadata metadata) {
    if (samePackage) {
      return metadata;
    }
    Gate gate = metadata.gate() instanceof Gate.Unstable unstable ? unstable : Gate.NONE;
    return new Metadata(metadata.docs(), gate, Optional.empty(), metadata.externalId());
  }

  private TypeDefinition copied(TypeDefinition definition) {
    return copies.getOrDefault(definition, definition);
  }

  private TypeKind copy(TypeKind kind) {
    if (kind instanceof TypeKind.Record fields) {
      return new TypeKind.Record(
          fields.fields().stream()
              .map(f -> new TypeKind.Field(f.name(), copy(f.type()), f.docs()))
              .toList());
    }
    if (kind instanceof TypeKind.Variant cases) {
      return new TypeKind.Variant(
          cases.cases().stream()
              .map(c -> new TypeKind.Case(c.name(), c.type().map(this::copy), c.docs()))
              .toList());
    }
    if (kind instanceof TypeKind.Alias alias) {
      return new TypeKind.Alias(copy(alias.target()));
    }
    if (kind instanceof TypeKind.Resource) {
      return new TypeKind.Resource();
    }
    return kind;
  }

  private Function copy(Function function, String name) {
    return new Function(
        name,
        copy(function.kind()),
        function.synchrony(),
        function.parameters().stream()
            .map(p -> new Function.Parameter(p.name(), copy(p.type())))
            .toList(),
        function.result().map(this::copy),
        copy(function.metadata()));
  }

  private FunctionKind copy(FunctionKind kind) {
    if (kind instanceof FunctionKind.Method method) {
      return new FunctionKind.Method(copied(method.resource()));
    }
    if (kind instanceof FunctionKind.Static function) {
      return new FunctionKind.Static(copied(function.resource()));
    }
    if (kind instanceof FunctionKind.Constructor constructor) {
      return new FunctionKind.Constructor(copied(constructor.resource()));
    }
    return kind;
  }

  private Type copy(Type type) {
    if (type instanceof Type.Named named) {
      return new Type.Named(copied(named.definition()));
    }
    if (type instanceof Type.Own own) {
      return new Type.Own(copied(own.definition()));
    }
    if (type instanceof Type.Borrow borrow) {
      return new Type.Borrow(copied(borrow.definition()));
    }
    if (type instanceof Type.ListType list) {
      return new Type.ListType(copy(list.element()));
    }
    if (type instanceof Type.FixedLengthListType list) {
      return new Type.FixedLengthListType(copy(list.element()), list.length());
    }
    if (type instanceof Type.OptionType option) {
      return new Type.OptionType(copy(option.some()));
    }
    if (type instanceof Type.MapType map) {
      return new Type.MapType(copy(map.key()), copy(map.value()));
    }
    if (type instanceof Type.TupleType tuple) {
      return new Type.TupleType(tuple.elements().stream().map(this::copy).toList());
    }
    if (type instanceof Type.ResultType result) {
      return new Type.ResultType(result.ok().map(this::copy), result.error().map(this::copy));
    }
    if (type instanceof Type.StreamType stream) {
      return new Type.StreamType(stream.element().map(this::copy));
    }
    if (type instanceof Type.FutureType future) {
      return new Type.FutureType(future.value().map(this::copy));
    }
    return type;
  }
}
