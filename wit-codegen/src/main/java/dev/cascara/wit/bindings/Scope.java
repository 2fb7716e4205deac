package dev.cascara.wit.bindings;

import com.palantir.javapoet.ClassName;
import dev.cascara.wit.Function;
import dev.cascara.wit.FunctionKind;
import dev.cascara.wit.Metadata;
import dev.cascara.wit.Type;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.TypeKind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The Java names of an interface, or of what a world itself has: its class, nested types, methods
 * and exceptions.
 */
final class Scope {
  /** The name of what a world itself imports or exports. */
  static final String ROOT = "$root";

  private static final Set<String> OF_RESOURCES = Set.of("close", "resourceType", "endBorrow");
  private static final Set<String> OF_COMPONENTS = Set.of("builder");

  private final ClassName className;
  private final ClassName nest;
  private final String witName;
  private final Metadata metadata;
  private final List<TypeDefinition> types;
  private final List<Function> functions;
  private final NameScope typeNames;
  private final Map<TypeDefinition, ClassName> classes = new HashMap<>();
  private final Map<TypeDefinition, ClassName> typedExceptions = new HashMap<>();
  private final Map<String, ClassName> exceptions = new HashMap<>();
  private final Map<ClassName, Optional<Type>> ownExceptions = new LinkedHashMap<>();
  private final Map<String, String> methods = new HashMap<>();

  /** Creates the scope of an interface, whose types are nested in it. */
  static Scope of(
      ClassName className,
      String witName,
      Metadata metadata,
      List<TypeDefinition> types,
      List<Function> functions) {
    NameScope typeNames = new NameScope(Set.of(className.simpleName()));
    return new Scope(className, className, typeNames, witName, metadata, types, functions);
  }

  /**
   * Creates a scope.
   *
   * @param className the Java interface
   * @param nest the class that types and exceptions are nested in
   * @param typeNames the names that are taken there
   * @param witName the name among a component's imports or exports
   * @param types definitions; those of other scopes are left out
   */
  Scope(
      ClassName className,
      ClassName nest,
      NameScope typeNames,
      String witName,
      Metadata metadata,
      List<TypeDefinition> types,
      List<Function> functions) {
    this.className = className;
    this.nest = nest;
    this.witName = witName;
    this.metadata = metadata;
    this.types = types.stream().filter(type -> !(type.kind() instanceof TypeKind.Use)).toList();
    this.functions = functions;
    this.typeNames = typeNames;
    nameTypes();
    nameMethods();
  }

  private void nameTypes() {
    for (TypeDefinition type : types) {
      if (!(type.kind() instanceof TypeKind.Alias)) {
        classes.put(type, nest.nestedClass(typeNames.take(JavaNames.upperCamel(type.name()))));
      }
    }
    for (Function function : functions) {
      Optional<TypeDefinition> error = namedError(function);
      if (error.isPresent() && classes.containsKey(error.get())) {
        exceptionOf(error.get());
      }
    }
  }

  private void exceptionOf(TypeDefinition error) {
    typedExceptions.computeIfAbsent(
        error,
        type -> addException(JavaNames.upperCamel(type.name()), Optional.of(new Type.Named(type))));
  }

  private ClassName addException(String name, Optional<Type> error) {
    ClassName exception = nest.nestedClass(typeNames.take(name + "Exception"));
    ownExceptions.put(exception, error);
    return exception;
  }

  /** The definition of a function's error, where exceptions are named after it. */
  private static Optional<TypeDefinition> namedError(Function function) {
    return resultType(function)
        .flatMap(Type.ResultType::error)
        .map(Type::unaliased)
        .filter(Type.Named.class::isInstance)
        .map(type -> ((Type.Named) type).definition());
  }

  /** The result type that is a function's whole result, if it has one. */
  static Optional<Type.ResultType> resultType(Function function) {
    return function
        .result()
        .map(Type::unaliased)
        .filter(Type.ResultType.class::isInstance)
        .map(Type.ResultType.class::cast);
  }

  private void nameMethods() {
    NameScope outer = new NameScope(JavaNames.OF_OBJECT);
    OF_COMPONENTS.forEach(outer::take);
    Map<TypeDefinition, NameScope> resources = new HashMap<>();
    for (Function function : functions) {
      if (function.kind() instanceof FunctionKind.Free) {
        methods.put(function.externName(), outer.take(JavaNames.lowerCamel(function.name())));
      } else if (function.kind() instanceof FunctionKind.Method method) {
        NameScope scope =
            resources.computeIfAbsent(
                method.resource(),
                key -> {
                  NameScope names = new NameScope(JavaNames.OF_OBJECT);
                  OF_RESOURCES.forEach(names::take);
                  return names;
                });
        methods.put(function.externName(), scope.take(JavaNames.lowerCamel(function.name())));
      }
    }
    for (Function function : functions) {
      if (function.kind() instanceof FunctionKind.Constructor constructor) {
        String name = "new" + JavaNames.upperCamel(constructor.resource().name());
        methods.put(function.externName(), outer.take(name));
      } else if (function.kind() instanceof FunctionKind.Static in) {
        String name =
            JavaNames.lowerCamel(in.resource().name()) + JavaNames.upperCamel(function.name());
        methods.put(function.externName(), outer.take(name));
      }
    }
  }

  /**
   * Finds the exceptions of all functions, once the exceptions of all scopes that are named after
   * their own types are known.
   */
  void resolveExceptions(Map<TypeDefinition, Scope> owners) {
    for (Function function : functions) {
      Optional<Type.ResultType> result = resultType(function);
      if (result.isEmpty()) {
        continue;
      }
      Optional<TypeDefinition> named = namedError(function);
      ClassName exception;
      if (named.isPresent()) {
        Scope owner = Objects.requireNonNull(owners.get(named.get()));
        if (!owner.typedExceptions.containsKey(named.get())) {
          exceptionOf(named.get());
          owner = this;
        }
        exception = Objects.requireNonNull(owner.typedExceptions.get(named.get()));
      } else {
        exception = addException(exceptionName(function), result.get().error());
      }
      exceptions.put(function.externName(), exception);
    }
  }

  private static String exceptionName(Function function) {
    String resource =
        function.kind().ofResource().map(r -> JavaNames.upperCamel(r.name())).orElse("");
    return function.kind() instanceof FunctionKind.Constructor
        ? "New" + resource
        : resource + JavaNames.upperCamel(function.name());
  }

  ClassName className() {
    return className;
  }

  /** The class that types and exceptions are nested in. */
  ClassName nest() {
    return nest;
  }

  String witName() {
    return witName;
  }

  Metadata metadata() {
    return metadata;
  }

  /** The simple names of nested types, which classes that implement the interface inherit. */
  List<String> nestedNames() {
    return Stream.concat(classes.values().stream(), ownExceptions.keySet().stream())
        .map(ClassName::simpleName)
        .sorted()
        .toList();
  }

  /** The definitions that are this scope's own, aliases included. */
  List<TypeDefinition> types() {
    return types;
  }

  List<TypeDefinition> resources() {
    return types.stream().filter(type -> type.kind() instanceof TypeKind.Resource).toList();
  }

  List<Function> functions() {
    return functions;
  }

  /** The functions that are methods of the Java interface itself. */
  List<Function> outerFunctions() {
    return functions.stream()
        .filter(function -> !(function.kind() instanceof FunctionKind.Method))
        .toList();
  }

  List<Function> methodsOf(TypeDefinition resource) {
    return functions.stream()
        .filter(
            function ->
                function.kind() instanceof FunctionKind.Method method
                    && method.resource() == resource)
        .toList();
  }

  ClassName classOf(TypeDefinition type) {
    return Objects.requireNonNull(classes.get(type), type::toString);
  }

  String methodOf(Function function) {
    return Objects.requireNonNull(methods.get(function.externName()), function.externName());
  }

  /** The exception that carries a function's error. */
  Optional<ClassName> exceptionOf(Function function) {
    return Optional.ofNullable(exceptions.get(function.externName()));
  }

  /** The exceptions nested here, with the types of their errors. */
  Map<ClassName, Optional<Type>> ownExceptions() {
    return ownExceptions;
  }

  /** The class with the lowered functions. */
  ClassName loweringClass() {
    return ClassName.get(className.packageName(), className.simpleName() + "Lowering");
  }

  /** The constant in the lowering class that is the type of a resource of the host's. */
  static String resourceConstant(TypeDefinition resource) {
    return JavaNames.constant(resource.name());
  }
}
