package dev.cascara.wit.bindings;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.cascara.compiler.CompiledModule;
import dev.cascara.compiler.CompiledModule.CompiledExport;
import dev.cascara.compiler.CompiledModule.ExportedFunction;
import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.wasm.AbstractHeapType;
import dev.cascara.compiler.wasm.ConcreteHeapType;
import dev.cascara.compiler.wasm.ExternType;
import dev.cascara.compiler.wasm.FunctionImportType;
import dev.cascara.compiler.wasm.FunctionType;
import dev.cascara.compiler.wasm.GlobalType;
import dev.cascara.compiler.wasm.HeapType;
import dev.cascara.compiler.wasm.Import;
import dev.cascara.compiler.wasm.IndexSpaces;
import dev.cascara.compiler.wasm.MemoryType;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.NumberType;
import dev.cascara.compiler.wasm.ReferenceType;
import dev.cascara.compiler.wasm.TableType;
import dev.cascara.compiler.wasm.ValueType;
import dev.cascara.runtime.Global;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.Memory;
import dev.cascara.runtime.Table;
import dev.cascara.runtime.Tag;
import dev.cascara.runtime.WasmException;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.WasmTrap;
import dev.cascara.runtime.internal.Traps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import javax.lang.model.element.Modifier;

/** Writes the class of a core module. */
final class CoreModuleWriter {
  private static final String PREVIEW1_MODULE = "wasi_snapshot_preview1";
  private static final ClassName WASI = ClassName.get("dev.cascara.wasi", "Wasi");
  private static final ClassName PREVIEW1 = ClassName.get("dev.cascara.wasi.preview1", "Preview1");
  private static final int MAXIMUM_PARAMETER_SLOTS = 250;

  private final Module module;
  private final IndexSpaces spaces;
  private final CompiledModule compiled;
  private final ClassName className;
  private final ClassName builderName;
  private final ClassName coreName;
  private final TypeSpec.Builder library;
  private final CodeBlock.Builder constructor = CodeBlock.builder();
  private final NameScope nestedNames;
  private final NameScope methodNames = new NameScope(JavaNames.OF_OBJECT);
  private final Map<String, ImportedModule> imports = new LinkedHashMap<>();
  private boolean usesWasi;
  private int functions;

  /** The interface of what is imported under one module name. */
  private static final class ImportedModule {
    final ClassName type;
    final String field;
    final TypeSpec.Builder builder;
    final NameScope methods = new NameScope(JavaNames.OF_OBJECT);
    final Map<String, CodeBlock> items = new LinkedHashMap<>();

    ImportedModule(ClassName type, String field, TypeSpec.Builder builder) {
      this.type = type;
      this.field = field;
      this.builder = builder;
    }
  }

  CoreModuleWriter(Module module, CompiledModule compiled, BindingsSettings settings) {
    this.module = module;
    this.spaces = IndexSpaces.of(module);
    this.compiled = compiled;
    this.className = ClassName.get(settings.packageName(), settings.className());
    this.builderName = className.nestedClass("Builder");
    this.coreName = ComponentLibrary.className(compiled.className());
    this.nestedNames = new NameScope(Set.of(settings.className(), "Builder"));
    this.library =
        TypeSpec.classBuilder(className)
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addJavadoc(
                """
                An instance of the core module.

                <p>It belongs to one thread at a time.
                """);
    methodNames.take("builder");
    methodNames.take("close");
    methodNames.take("run");
  }

  void write(SortedMap<String, String> files) {
    collectImports();
    writeConstructor();
    for (CompiledExport export : compiled.exports()) {
      writeExport(export);
    }
    if (usesWasi) {
      writeWasi();
    }
    library.addMethod(
        MethodSpec.methodBuilder("builder")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addJavadoc("Begins an instance.\n\n@return a builder that has no imports yet\n")
            .returns(builderName)
            .addStatement("return new $T()", builderName)
            .build());
    library.addField(coreName, "core", Modifier.PRIVATE, Modifier.FINAL);
    library.addMethod(
        MethodSpec.constructorBuilder()
            .addModifiers(Modifier.PRIVATE)
            .addParameter(builderName, "imports")
            .addCode(constructor.build())
            .build());
    imports.values().forEach(each -> library.addType(each.builder.build()));
    library.addType(builder());
    BindingsGenerator.add(files, className.packageName(), library.build());
  }

  // Types.

  private TypeName javaType(ValueType type) {
    if (type instanceof NumberType number) {
      return switch (number) {
        case I32 -> TypeName.INT;
        case I64 -> TypeName.LONG;
        case F32 -> TypeName.FLOAT;
        case F64 -> TypeName.DOUBLE;
      };
    }
    if (type instanceof ReferenceType reference) {
      return switch (hierarchy(reference.heapType())) {
        case FUNC -> ClassName.get(WasmFunction.class);
        case EXN -> ClassName.get(WasmException.class);
        default -> ClassName.OBJECT;
      };
    }
    throw new UnsupportedFeatureException("a value of type " + type + " in a library's API", 0);
  }

  /** The top of the hierarchy that a type belongs to. */
  private AbstractHeapType hierarchy(HeapType type) {
    if (type instanceof ConcreteHeapType concrete) {
      return spaces.types().get(concrete.typeIndex()).compositeType() instanceof FunctionType
          ? AbstractHeapType.FUNC
          : AbstractHeapType.ANY;
    }
    return switch ((AbstractHeapType) type) {
      case FUNC, NOFUNC -> AbstractHeapType.FUNC;
      case EXN, NOEXN -> AbstractHeapType.EXN;
      case EXTERN, NOEXTERN -> AbstractHeapType.EXTERN;
      case ANY, EQ, I31, STRUCT, ARRAY, NONE -> AbstractHeapType.ANY;
    };
  }

  /**
   * Refuses results of which the Java type does not say what they must be: nothing would check what
   * the host returns.
   */
  private void checkResults(FunctionType type) {
    for (ValueType result : type.results()) {
      if (result instanceof ReferenceType reference
          && !(reference.nullable() && reference.heapType() == hierarchy(reference.heapType()))) {
        throw new UnsupportedFeatureException(
            "an imported function that returns " + result + " in a library's API", 0);
      }
    }
  }

  private static void checkParameters(FunctionType type) {
    int slots =
        type.parameters().stream()
            .mapToInt(each -> each == NumberType.I64 || each == NumberType.F64 ? 2 : 1)
            .sum();
    if (slots > MAXIMUM_PARAMETER_SLOTS) {
      throw new UnsupportedFeatureException(
          "a function of " + type.parameters().size() + " parameters in a library's API", 0);
    }
  }

  /** The record of several results. */
  private ClassName resultRecord(String function, FunctionType type) {
    String simpleName = nestedNames.take(capitalized(function) + "Results");
    MethodSpec.Builder components = MethodSpec.constructorBuilder();
    StringBuilder docs = new StringBuilder("The results of {@code " + function + "}.\n\n");
    for (int i = 0; i < type.results().size(); i++) {
      components.addParameter(javaType(type.results().get(i)), "r" + i);
      docs.append("@param r").append(i).append(" an ").append(type.results().get(i)).append('\n');
    }
    library.addType(
        TypeSpec.recordBuilder(simpleName)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addJavadoc("$L", docs.toString())
            .recordConstructor(components.build())
            .build());
    return className.nestedClass(simpleName);
  }

  private static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** Any text as an identifier. */
  private static String identifier(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .limit(200)
        .map(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '_') ? c : '_')
        .forEach(text::appendCodePoint);
    if (text.length() == 0 || !Character.isJavaIdentifierStart(text.charAt(0))) {
      text.insert(0, '_');
    }
    // A lone underscore is a keyword.
    return text.toString().equals("_") ? "__" : text.toString();
  }

  private void addParameters(MethodSpec.Builder method, FunctionType type) {
    for (int i = 0; i < type.parameters().size(); i++) {
      method.addParameter(javaType(type.parameters().get(i)), "p" + i);
    }
  }

  private static CodeBlock arguments(FunctionType type) {
    List<CodeBlock> names = new ArrayList<>();
    for (int i = 0; i < type.parameters().size(); i++) {
      names.add(CodeBlock.of("p$L", i));
    }
    return CodeBlock.join(names, ", ");
  }

  // Imports.

  private void collectImports() {
    int function = 0;
    NameScope fields = new NameScope(Set.of("build", "wasi"));
    for (Import entry : module.imports()) {
      int index = function;
      if (entry.type() instanceof FunctionImportType) {
        function++;
      }
      if (entry.module().equals(PREVIEW1_MODULE)) {
        usesWasi = true;
        continue;
      }
      ImportedModule from =
          imports.computeIfAbsent(entry.module(), name -> importedModule(name, fields));
      if (!from.items.containsKey(entry.name())) {
        addImport(from, entry, index);
      }
    }
  }

  private ImportedModule importedModule(String name, NameScope fields) {
    String identifier = identifier(name);
    String simpleName = nestedNames.take(capitalized(identifier));
    TypeSpec.Builder builder =
        TypeSpec.interfaceBuilder(simpleName)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addJavadoc("What the module imports from {@code $L}.\n", identifier);
    return new ImportedModule(
        className.nestedClass(simpleName),
        fields.take(JavaNames.decapitalized(identifier)),
        builder);
  }

  private void addImport(ImportedModule from, Import entry, int function) {
    String method = from.methods.take(identifier(entry.name()));
    ExternType type = entry.type();
    if (type instanceof FunctionImportType) {
      addFunction(from, entry.name(), method, spaces.typeOfFunction(function));
      return;
    }
    Class<?> javaType =
        type instanceof MemoryType
            ? Memory.class
            : type instanceof TableType
                ? Table.class
                : type instanceof GlobalType ? Global.class : Tag.class;
    from.builder.addMethod(
        MethodSpec.methodBuilder(method)
            .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
            .addJavadoc(
                "Returns what is imported as {@code $L}.\n\n@return the $L\n",
                method,
                javaType.getSimpleName().toLowerCase(Locale.ROOT))
            .returns(javaType)
            .build());
    from.items.put(entry.name(), CodeBlock.of("imports.$L.$L()", from.field, method));
  }

  private void addFunction(ImportedModule from, String name, String method, FunctionType type) {
    checkParameters(type);
    checkResults(type);
    boolean several = type.results().size() > 1;
    TypeName result =
        several
            ? resultRecord(method, type)
            : type.results().isEmpty() ? TypeName.VOID : javaType(type.results().get(0));
    MethodSpec.Builder declaration =
        MethodSpec.methodBuilder(method)
            .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
            .addJavadoc("The function {@code $L} of type {@code $L}.\n", method, text(type))
            .returns(result);
    addParameters(declaration, type);
    from.builder.addMethod(declaration.build());

    String simpleName = nestedNames.take("Function" + functions++);
    TypeSpec.Builder function =
        TypeSpec.classBuilder(simpleName)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .superclass(ComponentLibrary.className(signatureClass(type)))
            .addField(from.type, "host", Modifier.PRIVATE, Modifier.FINAL)
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addParameter(from.type, "host")
                    .addStatement("this.host = host")
                    .build());
    MethodSpec.Builder call =
        MethodSpec.methodBuilder("call")
            .addModifiers(Modifier.PUBLIC)
            .addAnnotation(Override.class)
            .returns(type.results().isEmpty() ? TypeName.VOID : javaType(type.results().get(0)));
    addParameters(call, type);
    call.beginControlFlow("try");
    if (several) {
      function.addField(result, "results", Modifier.PRIVATE);
      call.addStatement("results = host.$L($L)", method, arguments(type));
      call.addStatement("return results.r0()");
      addResults(function, type);
    } else {
      call.addStatement(
          "$Lhost.$L($L)", type.results().isEmpty() ? "" : "return ", method, arguments(type));
    }
    call.nextControlFlow("catch ($T thrown)", Throwable.class)
        .addStatement("throw $T.hostFailure(thrown)", Traps.class)
        .endControlFlow();
    library.addType(function.addMethod(call.build()).build());
    from.items.put(
        name, CodeBlock.of("new $T(imports.$L)", className.nestedClass(simpleName), from.field));
  }

  private String signatureClass(FunctionType type) {
    String name = compiled.signatureClasses().get(type);
    if (name == null) {
      throw new UnsupportedFeatureException(
          "an imported function of a type "
              + text(type)
              + ", of which there are several in different groups, in a library's API",
          0);
    }
    return name;
  }

  private static String text(FunctionType type) {
    return type.parameters() + " -> " + type.results();
  }

  /** Where compiled code gets the further results of a function of the host's. */
  private static void addResults(TypeSpec.Builder function, FunctionType type) {
    CodeBlock.Builder bits = CodeBlock.builder();
    CodeBlock.Builder references = CodeBlock.builder();
    for (int i = 1; i < type.results().size(); i++) {
      ValueType each = type.results().get(i);
      CodeBlock value = CodeBlock.of("results.r$L()", i);
      if (each == NumberType.F32) {
        value = CodeBlock.of("$T.floatToRawIntBits($L)", Float.class, value);
      } else if (each == NumberType.F64) {
        value = CodeBlock.of("$T.doubleToRawLongBits($L)", Double.class, value);
      }
      (each instanceof NumberType ? bits : references).add("case $L -> $L;\n", i, value);
    }
    function.addMethod(
        MethodSpec.methodBuilder("resultBits")
            .addModifiers(Modifier.PUBLIC)
            .addAnnotation(Override.class)
            .addParameter(TypeName.INT, "index")
            .returns(TypeName.LONG)
            .addCode(
                "return switch (index) {\n$>$Ldefault -> super.resultBits(index);\n$<};\n",
                bits.build())
            .build());
    function.addMethod(
        MethodSpec.methodBuilder("resultReference")
            .addModifiers(Modifier.PUBLIC)
            .addAnnotation(Override.class)
            .addParameter(TypeName.INT, "index")
            .returns(ClassName.OBJECT)
            .addCode(
                "return switch (index) {\n$>$Ldefault -> super.resultReference(index);\n$<};\n",
                references.build())
            .build());
  }

  // The constructor.

  private void writeConstructor() {
    for (Map.Entry<String, ImportedModule> each : imports.entrySet()) {
      requireImport(each.getValue().field, each.getKey());
    }
    if (usesWasi) {
      requireImport("wasi", PREVIEW1_MODULE);
      library.addField(PREVIEW1, "wasi", Modifier.PRIVATE, Modifier.FINAL);
      constructor.addStatement("wasi = $T.of(imports.wasi)", PREVIEW1);
    }
    CodeBlock fallback = usesWasi ? CodeBlock.of("wasi.find(module, name)") : CodeBlock.of("null");
    if (imports.isEmpty()) {
      constructor.addStatement("core = new $T((module, name) -> $L)", coreName, fallback);
    } else {
      constructor.add("core = new $T((module, name) -> switch (module) {\n$>", coreName);
      imports.forEach(
          (name, from) -> {
            constructor.add("case $S -> switch (name) {\n$>", name);
            from.items.forEach((item, value) -> constructor.add("case $S -> $L;\n", item, value));
            constructor.add("default -> null;\n$<};\n");
          });
      constructor.add("default -> $L;\n$<});\n", fallback);
    }
    if (usesWasi) {
      boolean reactor =
          compiled.exports().stream().anyMatch(each -> each.name().equals("_initialize"));
      constructor.addStatement("wasi.$L(core)", reactor ? "initialize" : "attach");
    }
  }

  private void requireImport(String field, String name) {
    constructor
        .beginControlFlow("if (imports.$L == null)", field)
        .addStatement("throw new $T($S)", LinkException.class, "missing import: " + name)
        .endControlFlow();
  }

  // Exports.

  private void writeExport(CompiledExport export) {
    switch (export.kind()) {
      case FUNCTION -> writeFunction(export.name(), export.function().orElseThrow());
      case MEMORY -> writeAccessor(export.name(), Memory.class);
      case TABLE -> writeAccessor(export.name(), Table.class);
      case GLOBAL -> writeAccessor(export.name(), Global.class);
      case TAG -> writeAccessor(export.name(), Tag.class);
    }
  }

  private void writeAccessor(String name, Class<?> type) {
    String method = methodNames.take(identifier(name));
    library.addMethod(
        MethodSpec.methodBuilder(method)
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc(
                "Returns the export {@code $L}.\n\n@return the same object at each call\n",
                identifier(name))
            .returns(type)
            .addStatement("return ($T) core.export($S)", type, name)
            .build());
  }

  private void writeFunction(String name, ExportedFunction function) {
    FunctionType type = function.type();
    checkParameters(type);
    String javaName = methodNames.take(function.javaName());
    boolean several = type.results().size() > 1;
    TypeName result =
        several
            ? resultRecord(javaName, type)
            : type.results().isEmpty() ? TypeName.VOID : javaType(type.results().get(0));
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(javaName)
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc("Calls {@code $L} of type {@code $L}.\n", identifier(name), text(type))
            .returns(result);
    addParameters(method, type);
    CodeBlock call = CodeBlock.of("core.$L($L)", function.javaName(), arguments(type));
    if (several) {
      method.addStatement("$T r0 = $L", javaType(type.results().get(0)), call);
      method.addStatement("$1T function = ($1T) core.export($2S)", WasmFunction.class, name);
      List<CodeBlock> values = new ArrayList<>(List.of(CodeBlock.of("r0")));
      for (int i = 1; i < type.results().size(); i++) {
        values.add(furtherResult(type.results().get(i), i));
      }
      method.addStatement("return new $T($L)", result, CodeBlock.join(values, ", "));
    } else {
      method.addStatement("$L$L", type.results().isEmpty() ? "" : "return ", call);
    }
    library.addMethod(method.build());
  }

  private CodeBlock furtherResult(ValueType type, int index) {
    if (!(type instanceof NumberType number)) {
      TypeName javaType = javaType(type);
      return javaType.equals(ClassName.OBJECT)
          ? CodeBlock.of("function.resultReference($L)", index)
          : CodeBlock.of("($T) function.resultReference($L)", javaType, index);
    }
    CodeBlock bits = CodeBlock.of("function.resultBits($L)", index);
    return switch (number) {
      case I32 -> CodeBlock.of("(int) $L", bits);
      case I64 -> bits;
      case F32 -> CodeBlock.of("$T.intBitsToFloat((int) $L)", Float.class, bits);
      case F64 -> CodeBlock.of("$T.longBitsToDouble($L)", Double.class, bits);
    };
  }

  private void writeWasi() {
    library.addSuperinterface(AutoCloseable.class);
    if (compiled.exports().stream().anyMatch(each -> each.name().equals("_start"))) {
      library.addMethod(
          MethodSpec.methodBuilder("run")
              .addModifiers(Modifier.PUBLIC)
              .addJavadoc(
                  "Runs the program.\n\n@return its exit code\n@throws $T if it traps\n",
                  WasmTrap.class)
              .returns(TypeName.INT)
              .addStatement("return wasi.run(core)")
              .build());
    }
    library.addMethod(
        MethodSpec.methodBuilder("close")
            .addModifiers(Modifier.PUBLIC)
            .addAnnotation(Override.class)
            .addJavadoc(
                "Closes the files that the program left open.\n\n@throws $T if that fails\n",
                IOException.class)
            .addException(IOException.class)
            .addStatement("wasi.close()")
            .build());
  }

  // The builder.

  private TypeSpec builder() {
    TypeSpec.Builder builder =
        TypeSpec.classBuilder(builderName)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc("Takes what the module imports, and makes an instance.\n")
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    imports.forEach((name, from) -> addSetter(builder, from.field, from.type, identifier(name)));
    if (usesWasi) {
      addSetter(builder, "wasi", WASI, PREVIEW1_MODULE);
    }
    return builder
        .addMethod(
            MethodSpec.methodBuilder("build")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(
                    """
                    Instantiates the module.

                    @return a new instance
                    @throws $T if an import is missing or of another type than the one declared
                    @throws $T if the start function traps, or a segment does not fit
                    """,
                    LinkException.class,
                    WasmTrap.class)
                .returns(className)
                .addStatement("return new $T(this)", className)
                .build())
        .build();
  }

  private void addSetter(TypeSpec.Builder builder, String field, ClassName type, String name) {
    builder.addField(type, field, Modifier.PRIVATE);
    builder.addMethod(
        MethodSpec.methodBuilder(field)
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc(
                """
                Gives what the module imports from {@code $L}.

                @param $L the implementation
                @return this builder
                """,
                name,
                field)
            .addParameter(type, field)
            .returns(builderName)
            .addStatement("this.$1L = $1L", field)
            .addStatement("return this")
            .build());
  }
}
