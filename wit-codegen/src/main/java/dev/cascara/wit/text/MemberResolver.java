package dev.cascara.wit.text;

import dev.cascara.wit.Function;
import dev.cascara.wit.FunctionKind;
import dev.cascara.wit.Metadata;
import dev.cascara.wit.Type;
import dev.cascara.wit.Type.Primitive;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.TypeKind;
import dev.cascara.wit.TypeOwner;
import dev.cascara.wit.text.Scopes.Entry;
import dev.cascara.wit.text.Scopes.FileScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Resolves the types and functions of one interface or one world. */
final class MemberResolver {
  private final Scopes scopes;
  private final Types types;
  private final FileScope file;
  private final TypeOwner owner;
  private final String where;
  private final UniqueNames names;
  private final Map<String, TypeDefinition> definitions = new LinkedHashMap<>();
  private final Map<String, Syntax.TypeItem> items = new LinkedHashMap<>();
  private final Map<String, String> otherNames = new HashMap<>();
  private final List<Function> functions = new ArrayList<>();

  MemberResolver(Scopes scopes, Types types, FileScope file, TypeOwner owner, String where) {
    this.scopes = scopes;
    this.types = types;
    this.file = file;
    this.owner = owner;
    this.where = where;
    this.names = new UniqueNames(where);
  }

  /** The names taken so far. */
  UniqueNames names() {
    return names;
  }

  List<TypeDefinition> types() {
    return List.copyOf(definitions.values());
  }

  /** The functions of resources, in the order of the resources. */
  List<Function> resourceFunctions() {
    return List.copyOf(functions);
  }

  /** Resolves uses and types, and the functions of resources. */
  void resolveTypes(List<Syntax.Member> members) {
    for (Syntax.Member member : members) {
      boolean included = file.owner.gates.include(member.annotations());
      if (member instanceof Syntax.Use use) {
        if (included) {
          use(use);
        } else {
          use.names()
              .forEach(
                  n -> otherNames.put(n.to().name(), "belongs to a feature that is not enabled"));
        }
      } else if (member instanceof Syntax.TypeItem item) {
        if (included) {
          names.add(item.name());
          items.put(item.name().name(), item);
        } else {
          otherNames.put(item.name().name(), "belongs to a feature that is not enabled");
          checkExcluded(item);
        }
      } else if (member instanceof Syntax.FunctionItem function && included) {
        names.add(function.name());
        otherNames.put(function.name().name(), "is a function, not a type");
      }
    }
    List<String> order =
        Topology.sort(
            items.keySet(),
            this::edges,
            (name, span) -> {
              throw span.error("type `" + Lexer.shorten(name) + "` contains itself");
            });
    for (String name : order) {
      define(name, item(name));
    }
    for (String name : order) {
      if (item(name).body() instanceof Syntax.ResourceBody resource) {
        resourceFunctions(Objects.requireNonNull(definitions.get(name)), resource);
      }
    }
  }

  /** What is inside an item of a feature has to be of the feature itself. */
  private void checkExcluded(Syntax.TypeItem item) {
    if (item.body() instanceof Syntax.ResourceBody resource) {
      for (Syntax.ResourceFunction function : resource.functions()) {
        if (file.owner.gates.include(function.annotations())) {
          throw function
              .name()
              .span()
              .error(
                  "resource `"
                      + Lexer.shorten(item.name().name())
                      + "` belongs to a feature that is not enabled, so its functions have to have"
                      + " that gate as well");
        }
      }
    }
  }

  private Syntax.TypeItem item(String name) {
    return Objects.requireNonNull(items.get(name));
  }

  private void use(Syntax.Use use) {
    Entry target = scopes.findInterface(file, use.path());
    for (Syntax.Renaming name : use.names()) {
      TypeDefinition definition = target.types.get(name.from().name());
      if (definition == null) {
        throw name.from().span().error(noSuchType(target, name.from().name()));
      }
      names.add(name.to());
      TypeDefinition used =
          new TypeDefinition(
              name.to().name(),
              owner,
              new TypeKind.Use(definition),
              Gates.metadata(use.annotations()));
      types.add(used, name.to().span());
      definitions.put(used.name(), used);
    }
  }

  private static String noSuchType(Entry target, String name) {
    String shown = "`" + Lexer.shorten(name) + "`";
    for (Syntax.Member member : ((Syntax.InterfaceItem) target.item).members()) {
      if (member instanceof Syntax.FunctionItem function && function.name().name().equals(name)) {
        return shown + " is a function of " + target.name + "; only types can be used";
      }
      boolean gated =
          (member instanceof Syntax.TypeItem item && item.name().name().equals(name))
              || (member instanceof Syntax.Use use
                  && use.names().stream().anyMatch(n -> n.to().name().equals(name)));
      if (gated) {
        return shown + " of " + target.name + " belongs to a feature that is not enabled";
      }
    }
    return target.name + " has no type " + shown;
  }

  private List<Topology.Edge<String, Span>> edges(String name) {
    List<Topology.Edge<String, Span>> edges = new ArrayList<>();
    Syntax.TypeBody body = item(name).body();
    if (body instanceof Syntax.AliasBody alias) {
      collect(alias.type(), edges);
    } else if (body instanceof Syntax.RecordBody fields) {
      fields.fields().forEach(field -> collect(field.type(), edges));
    } else if (body instanceof Syntax.VariantBody cases) {
      cases.cases().forEach(c -> c.type().ifPresent(type -> collect(type, edges)));
    }
    return edges;
  }

  private void collect(Syntax.TypeSyntax type, List<Topology.Edge<String, Span>> edges) {
    Optional<Syntax.Id> name = Optional.empty();
    if (type instanceof Syntax.NameSyntax n) {
      name = Optional.of(n.name());
    } else if (type instanceof Syntax.BorrowSyntax borrow) {
      name = Optional.of(borrow.name());
    } else if (type instanceof Syntax.OwnSyntax own) {
      name = Optional.of(own.name());
    }
    name.filter(id -> items.containsKey(id.name()))
        .ifPresent(id -> edges.add(new Topology.Edge<>(id.name(), id.span())));
    TypeParts.of(type).forEach(part -> collect(part, edges));
  }

  private void define(String name, Syntax.TypeItem item) {
    TypeDefinition definition =
        new TypeDefinition(name, owner, kind(item), Gates.metadata(item.annotations()));
    types.add(definition, item.name().span());
    definitions.put(name, definition);
  }

  private TypeKind kind(Syntax.TypeItem item) {
    UniqueNames parts = new UniqueNames("type `" + Lexer.shorten(item.name().name()) + "`");
    if (item.body() instanceof Syntax.RecordBody body) {
      List<TypeKind.Field> fields = new ArrayList<>();
      for (Syntax.Field field : body.fields()) {
        parts.add(field.name());
        fields.add(new TypeKind.Field(field.name().name(), type(field.type()), field.docs()));
      }
      return new TypeKind.Record(fields);
    }
    if (item.body() instanceof Syntax.VariantBody body) {
      List<TypeKind.Case> cases = new ArrayList<>();
      for (Syntax.Case c : body.cases()) {
        parts.add(c.name());
        cases.add(new TypeKind.Case(c.name().name(), c.type().map(this::type), c.docs()));
      }
      return new TypeKind.Variant(cases);
    }
    if (item.body() instanceof Syntax.EnumBody body) {
      return new TypeKind.Enum(labels(body.cases(), parts));
    }
    if (item.body() instanceof Syntax.FlagsBody body) {
      return new TypeKind.Flags(labels(body.flags(), parts));
    }
    if (item.body() instanceof Syntax.ResourceBody) {
      return new TypeKind.Resource();
    }
    return new TypeKind.Alias(aliasTarget(((Syntax.AliasBody) item.body()).type()));
  }

  private static List<TypeKind.Label> labels(List<Syntax.Label> written, UniqueNames names) {
    List<TypeKind.Label> labels = new ArrayList<>();
    for (Syntax.Label label : written) {
      names.add(label.name());
      labels.add(new TypeKind.Label(label.name().name(), label.docs()));
    }
    return labels;
  }

  /** {@code type a = r} gives the resource another name, it does not make a handle. */
  private Type aliasTarget(Syntax.TypeSyntax type) {
    if (type instanceof Syntax.NameSyntax name) {
      return new Type.Named(lookup(name.name()));
    }
    return type(type);
  }

  private TypeDefinition lookup(Syntax.Id id) {
    TypeDefinition definition = definitions.get(id.name());
    if (definition == null) {
      String other = otherNames.get(id.name());
      String shown = "`" + Lexer.shorten(id.name()) + "`";
      throw id.span()
          .error(
              other == null ? "there is no type " + shown + " in " + where : shown + " " + other);
    }
    return types.original(definition);
  }

  private TypeDefinition lookupResource(Syntax.Id id) {
    TypeDefinition definition = lookup(id);
    if (!definition.isResource()) {
      throw id.span()
          .error("`" + Lexer.shorten(id.name()) + "` is not a resource, only those have handles");
    }
    return definition;
  }

  private Type type(Syntax.TypeSyntax syntax) {
    if (syntax instanceof Syntax.PrimitiveSyntax primitive) {
      return primitive.type();
    }
    if (syntax instanceof Syntax.NameSyntax name) {
      TypeDefinition definition = lookup(name.name());
      return definition.isResource() ? new Type.Own(definition) : new Type.Named(definition);
    }
    if (syntax instanceof Syntax.OwnSyntax own) {
      return new Type.Own(lookupResource(own.name()));
    }
    if (syntax instanceof Syntax.BorrowSyntax borrow) {
      return new Type.Borrow(lookupResource(borrow.name()));
    }
    if (syntax instanceof Syntax.ListSyntax list) {
      Type element = type(list.element());
      return list.length().isPresent()
          ? new Type.FixedLengthListType(element, list.length().getAsLong())
          : new Type.ListType(element);
    }
    if (syntax instanceof Syntax.MapSyntax map) {
      return new Type.MapType(key(map.key()), type(map.value()));
    }
    if (syntax instanceof Syntax.OptionSyntax option) {
      return new Type.OptionType(type(option.some()));
    }
    if (syntax instanceof Syntax.ResultSyntax result) {
      return new Type.ResultType(result.ok().map(this::type), result.error().map(this::type));
    }
    if (syntax instanceof Syntax.TupleSyntax tuple) {
      return new Type.TupleType(tuple.elements().stream().map(this::type).toList());
    }
    if (syntax instanceof Syntax.StreamSyntax stream) {
      return new Type.StreamType(stream.element().map(this::payload));
    }
    return new Type.FutureType(((Syntax.FutureSyntax) syntax).value().map(this::payload));
  }

  private Type key(Syntax.TypeSyntax syntax) {
    Type key = type(syntax);
    boolean allowed =
        key.unaliased() instanceof Primitive primitive
            && primitive != Primitive.F32
            && primitive != Primitive.F64
            && primitive != Primitive.ERROR_CONTEXT;
    if (!allowed) {
      throw syntax.span().error("keys of a map are integers, bool, char or string");
    }
    return key;
  }

  private Type payload(Syntax.TypeSyntax syntax) {
    Type payload = type(syntax);
    if (types.of(payload).borrows()) {
      throw syntax.span().error("streams and futures cannot carry borrowed handles");
    }
    return payload;
  }

  private Type measured(Syntax.TypeSyntax syntax) {
    Type type = type(syntax);
    types.check(types.of(type), syntax.span());
    return type;
  }

  private void resourceFunctions(TypeDefinition resource, Syntax.ResourceBody body) {
    UniqueNames members = new UniqueNames("resource `" + Lexer.shorten(resource.name()) + "`");
    boolean constructed = false;
    for (Syntax.ResourceFunction function : body.functions()) {
      if (!file.owner.gates.include(function.annotations())) {
        continue;
      }
      Metadata metadata = Gates.metadata(function.annotations());
      switch (function.role()) {
        case CONSTRUCTOR -> {
          if (constructed) {
            throw function.name().span().error("a resource has at most one constructor");
          }
          constructed = true;
          functions.add(constructor(resource, function, metadata));
        }
        case METHOD -> {
          checkMemberName(resource, function.name(), members);
          functions.add(
              function(
                  function.name(), new FunctionKind.Method(resource), function.type(), metadata));
        }
        case STATIC -> {
          checkMemberName(resource, function.name(), members);
          functions.add(
              function(
                  function.name(), new FunctionKind.Static(resource), function.type(), metadata));
        }
      }
    }
  }

  private static void checkMemberName(
      TypeDefinition resource, Syntax.Id name, UniqueNames members) {
    if (name.name().equalsIgnoreCase(resource.name())) {
      throw name.span().error("a function of a resource cannot have the resource's name");
    }
    members.add(name);
  }

  private Function constructor(
      TypeDefinition resource, Syntax.ResourceFunction function, Metadata metadata) {
    Function written =
        function(
            function.name(), new FunctionKind.Constructor(resource), function.type(), metadata);
    Optional<Syntax.TypeSyntax> resultSyntax = function.type().result();
    Type own = new Type.Own(resource);
    if (resultSyntax.isEmpty()) {
      return new Function(
          written.name(),
          written.kind(),
          written.synchrony(),
          written.parameters(),
          Optional.of(own),
          metadata);
    }
    boolean fallible =
        written.result().orElseThrow() instanceof Type.ResultType result
            && result.ok().filter(own::equals).isPresent();
    if (!fallible) {
      throw resultSyntax
          .get()
          .span()
          .error(
              "a constructor returns nothing (its resource is meant) or `result<"
                  + Lexer.shorten(resource.name())
                  + ", …>`");
    }
    return written;
  }

  /** Resolves a function's type. */
  Function function(
      Syntax.Id name, FunctionKind kind, Syntax.FunctionType type, Metadata metadata) {
    UniqueNames parameterNames = new UniqueNames("this function's parameters");
    if (kind instanceof FunctionKind.Method) {
      parameterNames.add("self", name.span());
    }
    List<Function.Parameter> parameters = new ArrayList<>();
    for (Syntax.Parameter parameter : type.parameters()) {
      parameterNames.add(parameter.name());
      parameters.add(new Function.Parameter(parameter.name().name(), measured(parameter.type())));
    }
    Optional<Type> result = type.result().map(this::measured);
    if (result.isPresent() && types.of(result.get()).borrows()) {
      throw type.result()
          .orElseThrow()
          .span()
          .error("a function cannot return a borrowed handle, it is lent for the call only");
    }
    return new Function(name.name(), kind, type.synchrony(), parameters, result, metadata);
  }
}
