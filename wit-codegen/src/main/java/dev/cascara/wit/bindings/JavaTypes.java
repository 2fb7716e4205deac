package dev.cascara.wit.bindings;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.cascara.runtime.component.Result;
import dev.cascara.runtime.component.Unit;
import dev.cascara.wit.Direction;
import dev.cascara.wit.Function;
import dev.cascara.wit.FunctionKind;
import dev.cascara.wit.Interface;
import dev.cascara.wit.QualifiedName;
import dev.cascara.wit.Type;
import dev.cascara.wit.Type.Primitive;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.TypeKind;
import dev.cascara.wit.WitException;
import dev.cascara.wit.WitPrinter;
import dev.cascara.wit.World;
import dev.cascara.wit.WorldItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The Java types and names of everything in a world. */
final class JavaTypes {
  private static final int LARGEST_TUPLE = 16;
  private static final int LARGEST_ENUM = 2000;

  private final IdentityHashMap<Interface, Scope> scopes = new IdentityHashMap<>();
  private final Map<TypeDefinition, Scope> owners = new HashMap<>();
  private final Map<TypeDefinition, Shape> shapes = new HashMap<>();
  private final List<Scope> generated = new ArrayList<>();
  private final Set<Scope> imported = new HashSet<>();
  private final Documentation documentation;
  private final Scope worldImports;
  private final Scope worldExports;

  /** What to do with interfaces that the runtime has. */
  enum RuntimeInterface {
    /** Refer to them. */
    REFER,
    /** Generate them, into the packages that they are expected in. */
    GENERATE
  }

  JavaTypes(
      World world,
      BindingsSettings settings,
      RuntimeInterface runtime,
      Documentation documentation) {
    this.documentation = documentation;
    ClassName component = ClassName.get(settings.packageName(), settings.className());
    Map<String, NameScope> packages = new HashMap<>();
    NameScope base = new NameScope(Set.of(settings.className(), settings.className() + "Imports"));
    packages.put(settings.packageName(), base);
    Set<String> versioned = packagesOfSeveralVersions(world);
    List<Scope> all = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      for (WorldItem.InterfaceItem item : world.interfaces(direction)) {
        Interface definition = item.definition();
        if (scopes.containsKey(definition)) {
          continue;
        }
        Optional<String> external =
            definition.name().flatMap(n -> BindingsSettings.runtimePackage(n.packageName()));
        String javaPackage =
            external.orElseGet(
                () ->
                    definition
                        .name()
                        .map(name -> javaPackage(name, settings, versioned))
                        .orElse(settings.packageName()));
        String witName = definition.name().map(QualifiedName::name).orElseGet(item::externName);
        String simpleName =
            packages
                .computeIfAbsent(javaPackage, key -> new NameScope())
                .take(JavaNames.upperCamel(witName));
        Scope scope =
            Scope.of(
                ClassName.get(javaPackage, simpleName),
                item.externName(),
                definition.metadata(),
                definition.types(),
                definition.functions());
        scopes.put(definition, scope);
        if (direction == Direction.IMPORT) {
          imported.add(scope);
        }
        all.add(scope);
        if (external.isEmpty() || runtime == RuntimeInterface.GENERATE) {
          generated.add(scope);
        }
      }
    }
    NameScope nested = new NameScope(Set.of(settings.className(), "Builder"));
    worldImports =
        new Scope(
            component.peerClass(settings.className() + "Imports"),
            component,
            nested,
            Scope.ROOT,
            world.metadata(),
            world.types(),
            world.functions(Direction.IMPORT));
    worldExports =
        new Scope(
            component,
            component,
            nested,
            Scope.ROOT,
            world.metadata(),
            List.of(),
            world.functions(Direction.EXPORT));
    all.add(worldImports);
    all.add(worldExports);
    all.forEach(scope -> scope.types().forEach(type -> owners.put(type, scope)));
    all.forEach(scope -> scope.resolveExceptions(owners));
    all.forEach(scope -> scope.functions().forEach(JavaTypes::checkSynchronous));
  }

  private static void checkSynchronous(Function function) {
    if (function.isAsync()) {
      throw unsupported("an async function: " + function.externName());
    }
  }

  private static WitException unsupported(String what) {
    return new WitException("no bindings can be generated yet for " + what);
  }

  private static Set<String> packagesOfSeveralVersions(World world) {
    Map<String, Set<Object>> versions = new LinkedHashMap<>();
    for (QualifiedName name : world.namedInterfaces().keySet()) {
      versions
          .computeIfAbsent(name.packageName().unversioned(), key -> new HashSet<>())
          .add(name.packageName());
    }
    versions.values().removeIf(found -> found.size() == 1);
    return versions.keySet();
  }

  private static String javaPackage(
      QualifiedName name, BindingsSettings settings, Set<String> versioned) {
    String javaPackage = settings.javaPackage(name.packageName());
    if (!versioned.contains(name.packageName().unversioned())) {
      return javaPackage;
    }
    // Two versions of one package in one world.
    return javaPackage
        + name.packageName()
            .version()
            .map(version -> ".v" + version.toString().replaceAll("[^A-Za-z0-9]", "_"))
            .orElse(".unversioned");
  }

  /** The scopes that Java files are generated for, in order; what worlds have is not included. */
  List<Scope> generated() {
    return generated;
  }

  Documentation documentation() {
    return documentation;
  }

  /** Whether the world imports a scope's interface. */
  boolean isImported(Scope scope) {
    return imported.contains(scope);
  }

  Scope scope(Interface definition) {
    return Objects.requireNonNull(scopes.get(definition));
  }

  Scope worldImports() {
    return worldImports;
  }

  Scope worldExports() {
    return worldExports;
  }

  Scope owner(TypeDefinition type) {
    return Objects.requireNonNull(owners.get(type), type::toString);
  }

  /** The class of a record, variant, enum or resource, or the enum of flags. */
  ClassName classOf(TypeDefinition type) {
    return owner(type).classOf(type);
  }

  /** The Java type of values; primitive where it can be. */
  TypeName of(Type type) {
    Type target = type.unaliased();
    if (target instanceof Primitive primitive) {
      return ofPrimitive(primitive);
    }
    if (target instanceof Type.ListType list) {
      return ofList(list.element());
    }
    if (target instanceof Type.FixedLengthListType list) {
      return ofList(list.element());
    }
    if (target instanceof Type.MapType map) {
      return ParameterizedTypeName.get(
          ClassName.get(Map.class), boxed(map.key()), boxed(map.value()));
    }
    if (target instanceof Type.OptionType option) {
      return ParameterizedTypeName.get(ClassName.get(Optional.class), boxed(option.some()));
    }
    if (target instanceof Type.ResultType result) {
      return ParameterizedTypeName.get(
          ClassName.get(Result.class), boxed(result.ok()), boxed(result.error()));
    }
    if (target instanceof Type.TupleType tuple) {
      return ofTuple(tuple.elements());
    }
    if (target instanceof Type.Own own) {
      return classOf(own.resource());
    }
    if (target instanceof Type.Borrow borrow) {
      return classOf(borrow.resource());
    }
    if (target instanceof Type.Named named) {
      return ofNamed(named.definition());
    }
    throw unsupported(WitPrinter.print(target));
  }

  private TypeName ofNamed(TypeDefinition definition) {
    return definition.kind() instanceof TypeKind.Flags
        ? ParameterizedTypeName.get(ClassName.get(Set.class), classOf(definition))
        : classOf(definition);
  }

  private static TypeName ofPrimitive(Primitive primitive) {
    return switch (primitive) {
      case BOOL -> TypeName.BOOLEAN;
      case S8, U8 -> TypeName.BYTE;
      case S16, U16 -> TypeName.SHORT;
      case S32, U32, CHAR -> TypeName.INT;
      case S64, U64 -> TypeName.LONG;
      case F32 -> TypeName.FLOAT;
      case F64 -> TypeName.DOUBLE;
      case STRING -> ClassName.get(String.class);
      case ERROR_CONTEXT -> throw unsupported("error-context");
    };
  }

  /** Whether a list of these is an array. */
  static boolean isInArray(Type element) {
    return element.unaliased() instanceof Primitive primitive && primitive != Primitive.STRING;
  }

  private TypeName ofList(Type element) {
    return isInArray(element)
        ? ArrayTypeName.of(of(element))
        : ParameterizedTypeName.get(ClassName.get(List.class), boxed(element));
  }

  TypeName boxed(Type type) {
    return of(type).box();
  }

  TypeName boxed(Optional<Type> type) {
    return type.map(this::boxed).orElseGet(() -> ClassName.get(Unit.class));
  }

  /** The tuple class of so many elements. */
  static ClassName tupleClass(int elements) {
    return ClassName.get("dev.cascara.runtime.component", "Tuple" + elements);
  }

  /**
   * The elements of the tuple record: where there are too many, the last is a tuple of the rest.
   */
  static List<Type> tupleElements(List<Type> elements) {
    if (elements.size() <= LARGEST_TUPLE) {
      return elements;
    }
    List<Type> nested = new ArrayList<>(elements.subList(0, LARGEST_TUPLE - 1));
    nested.add(new Type.TupleType(elements.subList(LARGEST_TUPLE - 1, elements.size())));
    return nested;
  }

  private TypeName ofTuple(List<Type> elements) {
    List<Type> nested = tupleElements(elements);
    return ParameterizedTypeName.get(
        tupleClass(nested.size()), nested.stream().map(this::boxed).toArray(TypeName[]::new));
  }

  /** What the canonical ABI knows of a type. */
  Shape shape(Type type) {
    Type target = type.unaliased();
    if (target instanceof Primitive primitive) {
      return new Shape.Scalar(primitive);
    }
    if (target instanceof Type.ListType list) {
      return new Shape.Elements(shape(list.element()));
    }
    if (target instanceof Type.FixedLengthListType list) {
      return Shape.fixedElements(shape(list.element()), list.length());
    }
    if (target instanceof Type.MapType map) {
      return new Shape.Elements(Shape.fields(List.of(shape(map.key()), shape(map.value()))));
    }
    if (target instanceof Type.OptionType option) {
      return Shape.cases(List.of(Optional.empty(), Optional.of(shape(option.some()))));
    }
    if (target instanceof Type.ResultType result) {
      return Shape.cases(List.of(result.ok().map(this::shape), result.error().map(this::shape)));
    }
    if (target instanceof Type.TupleType tuple) {
      return fields(tuple.elements());
    }
    if (target instanceof Type.Own) {
      return new Shape.Handle(false);
    }
    if (target instanceof Type.Borrow) {
      return new Shape.Handle(true);
    }
    if (target instanceof Type.Named named) {
      Shape known = shapes.get(named.definition());
      if (known == null) {
        known = shapeOf(named.definition());
        shapes.put(named.definition(), known);
      }
      return known;
    }
    throw unsupported(WitPrinter.print(target));
  }

  Shape.Fields fields(List<Type> types) {
    return Shape.fields(types.stream().map(this::shape).toList());
  }

  private Shape shapeOf(TypeDefinition definition) {
    TypeKind kind = definition.kind();
    if (kind instanceof TypeKind.Record record) {
      return fields(record.fields().stream().map(TypeKind.Field::type).toList());
    }
    if (kind instanceof TypeKind.Variant variant) {
      return Shape.cases(
          variant.cases().stream().map(each -> each.type().map(this::shape)).toList());
    }
    if (kind instanceof TypeKind.Enum cases) {
      if (cases.cases().size() > LARGEST_ENUM) {
        throw unsupported("an enum of " + cases.cases().size() + " cases: " + definition);
      }
      return Shape.cases(cases.cases().stream().map(each -> Optional.<Shape>empty()).toList());
    }
    if (kind instanceof TypeKind.Flags flags) {
      if (flags.flags().size() > Integer.SIZE) {
        throw unsupported("more than 32 flags: " + definition);
      }
      return new Shape.Bits(flags.flags().size());
    }
    throw unsupported("the type " + definition);
  }

  /**
   * What the Java method returns: the whole result, or what is in it if that is a {@code result}.
   */
  TypeName returnType(Function function) {
    Optional<Type> value = returnedType(function);
    return value.map(this::of).orElse(TypeName.VOID);
  }

  static Optional<Type> returnedType(Function function) {
    Optional<Type.ResultType> result = Scope.resultType(function);
    return result.isPresent() ? result.get().ok() : function.result();
  }

  /** The names of a function's parameters, in order, {@code self} of a method not included. */
  static List<String> parameterNames(Function function) {
    NameScope names = new NameScope();
    return function.parameters().stream()
        .map(parameter -> names.take(JavaNames.lowerCamel(parameter.name())))
        .toList();
  }

  static boolean isMethod(Function function) {
    return function.kind() instanceof FunctionKind.Method;
  }
}
