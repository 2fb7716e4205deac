package dev.cascara.wit.bindings;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.cascara.wit.Function;
import dev.cascara.wit.FunctionKind;
import dev.cascara.wit.Metadata;
import dev.cascara.wit.Type;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.TypeKind;
import dev.cascara.wit.WitPrinter;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** Writes the Java types of a scope: those that its WIT defines, resources and exceptions. */
final class TypeWriter {

  private final JavaTypes types;
  private final Scope scope;

  TypeWriter(JavaTypes types, Scope scope) {
    this.types = types;
    this.scope = scope;
  }

  /** All types nested in the scope's class. */
  List<TypeSpec> nestedTypes() {
    List<TypeSpec> specs = new ArrayList<>();
    for (TypeDefinition type : scope.types()) {
      ClassName name = type.kind() instanceof TypeKind.Alias ? null : scope.classOf(type);
      if (name != null) {
        TypeSpec.Builder builder = builder(type, name);
        builder.addModifiers(Modifier.PUBLIC, Modifier.STATIC);
        Javadocs.deprecation(types.documentation().of(scope, type))
            .ifPresent(builder::addAnnotation);
        specs.add(builder.build());
      }
    }
    scope.ownExceptions().forEach((name, error) -> specs.add(exception(name, error)));
    return specs;
  }

  private TypeSpec.Builder builder(TypeDefinition type, ClassName name) {
    TypeKind kind = type.kind();
    if (kind instanceof TypeKind.Record record) {
      return record(type, name, record);
    }
    if (kind instanceof TypeKind.Variant variant) {
      return variant(type, name, variant);
    }
    if (kind instanceof TypeKind.Enum cases) {
      return enumeration(type, name, cases.cases(), "The enum ");
    }
    if (kind instanceof TypeKind.Flags flags) {
      return enumeration(type, name, flags.flags(), "The flags ");
    }
    return resource(type, name);
  }

  private static String summary(String what, TypeDefinition type) {
    return what + Javadocs.code(type.name()) + ".";
  }

  /** The names of a record's components. */
  static List<String> componentNames(TypeKind.Record record) {
    NameScope names = new NameScope(JavaNames.OF_OBJECT);
    return record.fields().stream()
        .map(field -> names.take(JavaNames.lowerCamel(field.name())))
        .toList();
  }

  /** The names of an enum's constants. */
  static List<String> constantNames(List<TypeKind.Label> labels) {
    NameScope names = new NameScope();
    return labels.stream().map(label -> names.take(JavaNames.constant(label.name()))).toList();
  }

  /** The classes of a variant's cases. */
  static List<ClassName> caseClasses(ClassName variant, TypeKind.Variant kind) {
    NameScope names = new NameScope(variant.simpleNames());
    return kind.cases().stream()
        .map(each -> variant.nestedClass(names.take(JavaNames.upperCamel(each.name()))))
        .toList();
  }

  private static String describe(Type type, String docs) {
    String of = Javadocs.code(WitPrinter.print(type));
    return docs.isBlank() ? of : Javadocs.text(docs).replace("\n\n<p>", "\n<p>") + " (" + of + ")";
  }

  private TypeSpec.Builder record(TypeDefinition type, ClassName name, TypeKind.Record record) {
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
    List<String> names = componentNames(record);
    List<String> docs = types.documentation().parts(scope, type);
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      TypeKind.Field field = record.fields().get(i);
      constructor.addParameter(types.of(field.type()), names.get(i));
      tags.add("@param " + names.get(i) + " " + describe(field.type(), docs.get(i)));
    }
    return TypeSpec.recordBuilder(name.simpleName())
        .addJavadoc(
            Javadocs.of(types.documentation().of(scope, type), summary("The record ", type), tags))
        .recordConstructor(constructor.build());
  }

  private TypeSpec.Builder variant(TypeDefinition type, ClassName name, TypeKind.Variant variant) {
    TypeSpec.Builder builder =
        TypeSpec.interfaceBuilder(name.simpleName())
            .addModifiers(Modifier.SEALED)
            .addJavadoc(
                Javadocs.of(
                    types.documentation().of(scope, type),
                    summary("The variant ", type),
                    List.of()));
    List<ClassName> classes = caseClasses(name, variant);
    List<String> docs = types.documentation().parts(scope, type);
    for (int i = 0; i < classes.size(); i++) {
      TypeKind.Case each = variant.cases().get(i);
      MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
      List<String> tags = new ArrayList<>();
      each.type()
          .ifPresent(
              payload -> {
                constructor.addParameter(types.of(payload), "value");
                tags.add("@param value " + Javadocs.code(WitPrinter.print(payload)));
              });
      builder.addType(
          TypeSpec.recordBuilder(classes.get(i).simpleName())
              .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
              .addSuperinterface(name)
              .addJavadoc(
                  Javadocs.of(
                      Metadata.ofDocs(docs.get(i)),
                      "The case " + Javadocs.code(each.name()) + ".",
                      tags))
              .recordConstructor(constructor.build())
              .build());
    }
    return builder;
  }

  private TypeSpec.Builder enumeration(
      TypeDefinition type, ClassName name, List<TypeKind.Label> labels, String what) {
    TypeSpec.Builder builder =
        TypeSpec.enumBuilder(name.simpleName())
            .addJavadoc(
                Javadocs.of(types.documentation().of(scope, type), summary(what, type), List.of()));
    List<String> names = constantNames(labels);
    List<String> docs = types.documentation().parts(scope, type);
    for (int i = 0; i < names.size(); i++) {
      TypeKind.Label label = labels.get(i);
      builder.addEnumConstant(
          names.get(i),
          TypeSpec.anonymousClassBuilder("")
              .addJavadoc(
                  Javadocs.of(
                      Metadata.ofDocs(docs.get(i)), Javadocs.code(label.name()) + ".", List.of()))
              .build());
    }
    return builder;
  }

  private TypeSpec.Builder resource(TypeDefinition type, ClassName name) {
    TypeSpec.Builder builder =
        TypeSpec.interfaceBuilder(name.simpleName())
            .addSuperinterface(AutoCloseable.class)
            .addJavadoc(
                Javadocs.of(
                    types.documentation().of(scope, type),
                    summary("The resource ", type),
                    List.of()));
    for (Function function : scope.methodsOf(type)) {
      builder.addMethod(method(function));
    }
    return builder.addMethod(
        MethodSpec.methodBuilder("close")
            .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
            .addAnnotation(Override.class)
            .addJavadoc("Drops the resource.\n")
            .build());
  }

  /** The abstract method of a function. */
  MethodSpec method(Function function) {
    return signature(function).addModifiers(Modifier.ABSTRACT).addJavadoc(docs(function)).build();
  }

  /** A public method of a function, without a body. */
  MethodSpec.Builder signature(Function function) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(scope.methodOf(function))
            .addModifiers(Modifier.PUBLIC)
            .returns(types.returnType(function));
    List<String> names = JavaTypes.parameterNames(function);
    for (int i = 0; i < names.size(); i++) {
      TypeName type = types.of(function.parameters().get(i).type());
      method.addParameter(ParameterSpec.builder(type, names.get(i)).build());
    }
    scope.exceptionOf(function).ifPresent(method::addException);
    Javadocs.deprecation(types.documentation().of(scope, function))
        .ifPresent(method::addAnnotation);
    return method;
  }

  CodeBlock docs(Function function) {
    List<String> tags = new ArrayList<>();
    List<String> names = JavaTypes.parameterNames(function);
    for (int i = 0; i < names.size(); i++) {
      Type type = function.parameters().get(i).type();
      tags.add("@param " + names.get(i) + " " + Javadocs.code(WitPrinter.print(type)));
    }
    Optional<Type> returned = JavaTypes.returnedType(function);
    returned.ifPresent(type -> tags.add("@return " + Javadocs.code(WitPrinter.print(type))));
    scope
        .exceptionOf(function)
        .ifPresent(
            exception -> {
              Optional<Type> error = Scope.resultType(function).flatMap(Type.ResultType::error);
              tags.add(
                  "@throws "
                      + exception.simpleName()
                      + " where the result is an error"
                      + error.map(type -> ", " + Javadocs.code(WitPrinter.print(type))).orElse(""));
            });
    String what =
        function.kind() instanceof FunctionKind.Constructor
            ? "The constructor of the resource "
                + Javadocs.code(
                    function.kind().ofResource().map(TypeDefinition::name).orElseThrow())
            : "The function " + Javadocs.code(function.name());
    return Javadocs.of(types.documentation().of(scope, function), what + ".", tags);
  }

  private TypeSpec exception(ClassName name, Optional<Type> error) {
    TypeSpec.Builder builder =
        TypeSpec.classBuilder(name.simpleName())
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .superclass(Exception.class)
            .addField(
                FieldSpec.builder(TypeName.LONG, "serialVersionUID")
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                    .addAnnotation(Serial.class)
                    .initializer("1L")
                    .build());
    if (error.isEmpty()) {
      return builder
          .addJavadoc("The error of a function that says no more about it.\n")
          .addMethod(
              MethodSpec.constructorBuilder()
                  .addModifiers(Modifier.PUBLIC)
                  .addJavadoc("Creates the exception.\n")
                  .build())
          .build();
    }
    TypeName type = types.of(error.get());
    return builder
        .addJavadoc("The error of a function, as an exception.\n")
        .addField(
            FieldSpec.builder(type, "error")
                .addModifiers(Modifier.PRIVATE, Modifier.FINAL, Modifier.TRANSIENT)
                .build())
        .addMethod(
            MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(
                    "Creates the exception.\n\n@param error $L\n",
                    Javadocs.code(WitPrinter.print(error.get())))
                .addParameter(type, "error")
                .addStatement("super($T.valueOf(error))", String.class)
                .addStatement("this.error = error")
                .build())
        .addMethod(
            MethodSpec.methodBuilder("error")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(
                    "Returns the error.\n\n@return $L\n",
                    Javadocs.code(WitPrinter.print(error.get())))
                .returns(type)
                .addStatement("return error")
                .build())
        .build();
  }

  /** The Java interface of the scope: its types and its functions. */
  TypeSpec javaInterface() {
    TypeSpec.Builder builder =
        TypeSpec.interfaceBuilder(scope.className())
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc(
                Javadocs.of(
                    types.documentation().of(scope),
                    "The interface " + Javadocs.code(scope.witName()) + ".",
                    List.of()));
    Javadocs.deprecation(types.documentation().of(scope)).ifPresent(builder::addAnnotation);
    if (scope.className().simpleName().equals("Error")) {
      // The one interface of WASI named like a class of java.lang; the build asks for a reason.
      builder.addAnnotation(
          AnnotationSpec.builder(SuppressWarnings.class)
              .addMember("value", "$S", "JavaLangClash")
              .build());
    }
    for (Function function : scope.outerFunctions()) {
      builder.addMethod(method(function));
    }
    return builder.addTypes(nestedTypes()).build();
  }

  /** The Java interface of what a world itself imports; its types are nested elsewhere. */
  TypeSpec importsOfWorld() {
    TypeSpec.Builder builder =
        TypeSpec.interfaceBuilder(scope.className())
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc("The functions that the world itself imports.\n");
    for (Function function : scope.outerFunctions()) {
      builder.addMethod(method(function));
    }
    return builder.build();
  }
}
