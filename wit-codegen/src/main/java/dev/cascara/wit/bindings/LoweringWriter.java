package dev.cascara.wit.bindings;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.cascara.runtime.component.CanonicalOptions;
import dev.cascara.runtime.component.HostInterface;
import dev.cascara.runtime.component.LendScope;
import dev.cascara.runtime.component.ResourceType;
import dev.cascara.wit.Function;
import dev.cascara.wit.FunctionKind;
import dev.cascara.wit.Type;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.WitPrinter;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/**
 * Writes the class with the lowered functions of an interface that the host implements (Canonical
 * ABI, {@code canon lower}): static methods over flat core values, the host's implementation and
 * the canonical options.
 */
final class LoweringWriter {
  /** The most flat parameters that are passed flat ({@code MAX_FLAT_PARAMS}). */
  static final int MAXIMUM_FLAT_PARAMETERS = 16;

  private final JavaTypes types;
  private final Scope scope;
  private final Map<String, String> methodNames;

  LoweringWriter(JavaTypes types, Scope scope) {
    this.types = types;
    this.scope = scope;
    this.methodNames = methodNames(scope, new NameScope(JavaNames.OF_OBJECT));
  }

  private static Map<String, String> methodNames(Scope scope, NameScope names) {
    names.take("bind");
    Map<String, String> methods = new LinkedHashMap<>();
    for (Function function : scope.functions()) {
      String own = scope.methodOf(function);
      String name =
          function.kind() instanceof FunctionKind.Method method
              ? JavaNames.lowerCamel(method.resource().name())
                  + JavaNames.upperCamel(function.name())
              : own;
      methods.put(function.externName(), names.take(name));
    }
    return methods;
  }

  /** The name of the method that is a lowered function. */
  static String methodName(Scope scope, Function function) {
    return Objects.requireNonNull(
        methodNames(scope, new NameScope(JavaNames.OF_OBJECT)).get(function.externName()));
  }

  /** What a lowered function's core type is, and how the values are in it. */
  record Signature(
      List<CoreType> parameters,
      Shape.Fields parameterShape,
      Optional<Shape> resultShape,
      Optional<CoreType> result) {
    boolean parametersInMemory() {
      return parameterShape.flat().size() > MAXIMUM_FLAT_PARAMETERS;
    }

    /** Whether the last parameter is a pointer to where the result goes. */
    boolean resultInMemory() {
      return resultShape.isPresent() && resultShape.get().flat().size() > 1;
    }
  }

  static Signature signature(JavaTypes types, Function function) {
    Shape.Fields parameters =
        types.fields(function.allParameters().stream().map(Function.Parameter::type).toList());
    Optional<Shape> result = function.result().map(types::shape);
    List<CoreType> core = new ArrayList<>();
    if (parameters.flat().size() > MAXIMUM_FLAT_PARAMETERS) {
      core.add(CoreType.I32);
    } else {
      core.addAll(parameters.flat());
    }
    Optional<CoreType> coreResult = Optional.empty();
    if (result.isPresent()) {
      if (result.get().flat().size() > 1) {
        core.add(CoreType.I32);
      } else {
        coreResult = Optional.of(result.get().flat().get(0));
      }
    }
    return new Signature(core, parameters, result, coreResult);
  }

  TypeSpec write() {
    ClassName name = scope.loweringClass();
    NameScope names = new NameScope(methodNames.values());
    Helpers helpers = new Helpers(types, new HostHandles(types), names, Modifier.STATIC);
    TypeSpec.Builder builder =
        TypeSpec.classBuilder(name)
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addJavadoc(
                """
                The functions of {@link $T} as core functions: what a component's core modules call.
                Each takes the flat core parameters, the implementation and the options of the canonical
                function.
                """,
                scope.className())
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    if (usesDeprecated()) {
      builder.addAnnotation(
          com.palantir.javapoet.AnnotationSpec.builder(SuppressWarnings.class)
              .addMember("value", "$S", "deprecation")
              .build());
    }
    for (TypeDefinition resource : scope.resources()) {
      builder.addField(resourceType(resource));
    }
    for (Function function : scope.functions()) {
      builder.addMethod(lowered(function, helpers));
    }
    builder.addMethod(bind());
    helpers.addTo(builder);
    return builder.build();
  }

  private boolean usesDeprecated() {
    Documentation documentation = types.documentation();
    return documentation.of(scope).deprecated().isPresent()
        || scope.functions().stream()
            .anyMatch(each -> documentation.of(scope, each).deprecated().isPresent())
        || scope.types().stream()
            .anyMatch(each -> documentation.of(scope, each).deprecated().isPresent());
  }

  private FieldSpec resourceType(TypeDefinition resource) {
    return FieldSpec.builder(ResourceType.class, Scope.resourceConstant(resource))
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("The type of the resource $L.\n", Javadocs.code(resource.name()))
        .initializer(
            "$T.ofHost($S, resource -> (($T) resource).close())",
            ResourceType.class,
            resource.name(),
            types.classOf(resource))
        .build();
  }

  private MethodSpec bind() {
    CodeBlock.Builder resources = CodeBlock.builder();
    resources.addStatement(
        "$1T<$2T, $3T> resources = new $4T<>()",
        Map.class,
        String.class,
        ResourceType.class,
        HashMap.class);
    for (TypeDefinition resource : scope.resources()) {
      resources.addStatement(
          "resources.put($S, $L)", resource.name(), Scope.resourceConstant(resource));
    }
    resources.addStatement(
        "$1T<$2T, $2T> functions = new $3T<>()", Map.class, String.class, HashMap.class);
    methodNames.forEach(
        (function, method) -> resources.addStatement("functions.put($S, $S)", function, method));
    return MethodSpec.methodBuilder("bind")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addJavadoc(
            """
            Returns the lowered functions of an implementation by name.

            @param host the implementation
            @return the interface {@code $L}
            """,
            scope.witName())
        .addParameter(scope.className(), "host")
        .returns(HostInterface.class)
        .addCode(resources.build())
        .addStatement(
            "return $T.of($S, host, $T.lookup(), resources, functions)",
            HostInterface.class,
            scope.witName(),
            MethodHandles.class)
        .build();
  }

  private MethodSpec lowered(Function function, Helpers helpers) {
    Signature signature = signature(types, function);
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(Objects.requireNonNull(methodNames.get(function.externName())))
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addJavadoc("Lowers {@code $L}.\n\n", function.externName())
            .returns(signature.result().map(CoreType::javaType).orElse(TypeName.VOID));
    Body body = new Body(List.of("host", "lends"));
    body.statement("options.instance().checkMayLeave()");
    boolean lends = signature.parameterShape().hasBorrow();
    if (lends) {
      body.statement("$1T lends = new $1T()", LendScope.class);
    }
    LiftCode lift = new LiftCode(helpers, body);
    List<CodeBlock> arguments =
        signature.parametersInMemory()
            ? argumentsInMemory(function, signature, method, body, lift)
            : flatArguments(function, method, body, lift);
    String returnPointer = body.name("returnPointer");
    if (signature.resultInMemory()) {
      parameter(method, CoreType.I32, returnPointer, "where the result goes");
    }
    method.addParameter(scope.className(), "host");
    method.addParameter(CanonicalOptions.class, "options");
    method.addJavadoc(
        """
        @param host the implementation
        @param options of the canonical function
        """);
    signature.result().ifPresent(type -> method.addJavadoc("@return the core result\n"));
    new Results(function, signature, helpers, body, lends, returnPointer).write(arguments);
    return method.addCode(body.build()).build();
  }

  private static void parameter(
      MethodSpec.Builder method, CoreType type, String name, String docs) {
    method.addParameter(type.javaType(), name);
    method.addJavadoc("@param $L $L\n", name, docs);
  }

  private List<CodeBlock> flatArguments(
      Function function, MethodSpec.Builder method, Body body, LiftCode lift) {
    // All parameters have their names before the first variable.
    List<List<CodeBlock>> all = new ArrayList<>();
    for (Function.Parameter each : function.allParameters()) {
      List<CoreType> core = types.shape(each.type()).flat();
      List<CodeBlock> flats = new ArrayList<>();
      for (int i = 0; i < core.size(); i++) {
        String hint = JavaNames.lowerCamel(each.name()) + (core.size() == 1 ? "" : i);
        String name = body.name(hint);
        parameter(method, core.get(i), name, "of " + Javadocs.code(WitPrinter.print(each.type())));
        flats.add(CodeBlock.of("$L", name));
      }
      all.add(flats);
    }
    List<CodeBlock> arguments = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      arguments.add(lift.flat(function.allParameters().get(i).type(), all.get(i)));
    }
    return arguments;
  }

  private static List<CodeBlock> argumentsInMemory(
      Function function, Signature signature, MethodSpec.Builder method, Body body, LiftCode lift) {
    String pointer = body.name("parameters");
    parameter(method, CoreType.I32, pointer, "where the parameters are");
    Shape.Fields shape = signature.parameterShape();
    body.statement("options.checkPointer($L, $L, $L)", pointer, shape.size(), shape.alignment());
    List<CodeBlock> arguments = new ArrayList<>();
    for (int i = 0; i < function.allParameters().size(); i++) {
      Type type = function.allParameters().get(i).type();
      arguments.add(lift.load(type, new Address(pointer, shape.offsets().get(i))));
    }
    return arguments;
  }

  /** Writes the call of the host's method and lowers its result. */
  private final class Results {
    private final Function function;
    private final Signature signature;
    private final Body body;
    private final LowerCode lower;
    private final boolean lends;
    private final String returnPointer;

    Results(
        Function function,
        Signature signature,
        Helpers helpers,
        Body body,
        boolean lends,
        String returnPointer) {
      this.function = function;
      this.signature = signature;
      this.body = body;
      this.lower = new LowerCode(helpers, body);
      this.lends = lends;
      this.returnPointer = returnPointer;
    }

    void write(List<CodeBlock> arguments) {
      CodeBlock call =
          JavaTypes.isMethod(function)
              ? CodeBlock.of(
                  "$L.$L($L)",
                  arguments.get(0),
                  scope.methodOf(function),
                  CodeBlock.join(arguments.subList(1, arguments.size()), ", "))
              : CodeBlock.of(
                  "host.$L($L)", scope.methodOf(function), CodeBlock.join(arguments, ", "));
      Optional<Type.ResultType> result = Scope.resultType(function);
      if (result.isPresent()) {
        writeFallible(call, result.get());
      } else if (function.result().isEmpty()) {
        body.statement("$L", call);
        endLends();
      } else {
        Type type = function.result().get();
        CodeBlock value = CodeBlock.of("$L", body.local(types.of(type), "result", call));
        endLends();
        if (signature.resultInMemory()) {
          checkReturnPointer();
          lower.store(type, value, new Address(returnPointer, 0));
        } else {
          body.statement("return $L", lower.flat(type, value).get(0));
        }
      }
    }

    private void endLends() {
      if (lends) {
        body.statement("lends.end()");
      }
    }

    private void checkReturnPointer() {
      Shape shape = signature.resultShape().orElseThrow();
      body.statement(
          "options.checkPointer($L, $L, $L)", returnPointer, shape.size(), shape.alignment());
    }

    private void writeFallible(CodeBlock call, Type.ResultType result) {
      ClassName exception = scope.exceptionOf(function).orElseThrow();
      String thrown = body.name("thrown");
      String value = "";
      if (result.ok().isPresent()) {
        value = body.declare(types.of(result.ok().get()), "result");
      }
      body.begin("try");
      body.statement("$L$L", value.isEmpty() ? "" : value + " = ", call);
      body.next("catch ($T $L)", exception, thrown);
      endLends();
      lowerCase(result, 1, result.error(), CodeBlock.of("$L.error()", thrown));
      body.end();
      endLends();
      lowerCase(result, 0, result.ok(), CodeBlock.of("$L", value));
    }

    private void lowerCase(
        Type.ResultType result, int number, Optional<Type> payload, CodeBlock value) {
      Shape.Cases shape = (Shape.Cases) types.shape(result);
      if (!signature.resultInMemory()) {
        body.statement("return $L", number);
        return;
      }
      checkReturnPointer();
      Address address = new Address(returnPointer, 0);
      lower.storeDiscriminant(shape, address, number);
      payload.ifPresent(type -> lower.store(type, value, address.plus(shape.payloadOffset())));
      if (number == 1) {
        body.statement("return");
      }
    }
  }
}
