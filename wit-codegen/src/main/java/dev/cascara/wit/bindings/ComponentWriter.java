package dev.cascara.wit.bindings;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.cascara.compiler.CompiledModule;
import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.link.LinkPlan;
import dev.cascara.compiler.link.LinkPlan.CoreItem;
import dev.cascara.compiler.wasm.FunctionType;
import dev.cascara.compiler.wasm.NumberType;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.Memory;
import dev.cascara.runtime.component.CanonicalOptions;
import dev.cascara.runtime.component.ComponentInstance;
import dev.cascara.runtime.component.GuestResource;
import dev.cascara.runtime.component.ResourceType;
import dev.cascara.runtime.component.StringEncoding;
import dev.cascara.runtime.internal.Traps;
import dev.cascara.wit.Direction;
import dev.cascara.wit.Function;
import dev.cascara.wit.FunctionKind;
import dev.cascara.wit.Interface;
import dev.cascara.wit.PackageName;
import dev.cascara.wit.QualifiedName;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.WitException;
import dev.cascara.wit.World;
import dev.cascara.wit.WorldItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * Writes the class of a component: its constructor executes the link plan, its methods are the
 * exports. The plan's steps become statements in their order; what they make are fields.
 */
final class ComponentWriter {
  private static final ClassName WASI = ClassName.get("dev.cascara.wasi", "Wasi");
  private static final ClassName WASI_INTERFACES =
      ClassName.get("dev.cascara.wasi", "WasiInterfaces");

  private final World world;
  private final LinkPlan plan;
  private final List<CompiledModule> modules;
  private final JavaTypes types;
  private final ClassName className;
  private final ClassName builderName;
  private final TypeSpec.Builder component;
  private final CodeBlock.Builder importChecks = CodeBlock.builder();
  private final CodeBlock.Builder constructor = CodeBlock.builder();
  private final Map<LinkPlan.Options, String> options = new LinkedHashMap<>();
  private final Map<String, HostImport> imports = new LinkedHashMap<>();
  private final Map<FunctionType, ClassName> signatureClasses = new HashMap<>();
  private final Set<String> hostFields = new HashSet<>();
  private final NameScope memberNames;
  private final NameScope nestedNames;
  private final Map<dev.cascara.compiler.component.ResourceType, Integer> resourceIndices =
      new HashMap<>();

  /** An import of the host's: the builder's field of that name has the implementation. */
  private record HostImport(Scope scope, String field, Optional<QualifiedName> name) {}

  ComponentWriter(
      World world,
      LinkPlan plan,
      List<CompiledModule> modules,
      JavaTypes types,
      BindingsSettings settings) {
    this.world = world;
    this.plan = plan;
    this.modules = modules;
    this.types = types;
    this.className = ClassName.get(settings.packageName(), settings.className());
    this.builderName = className.nestedClass("Builder");
    this.component = TypeSpec.classBuilder(className).addModifiers(Modifier.PUBLIC, Modifier.FINAL);
    this.memberNames = new NameScope(JavaNames.OF_OBJECT);
    this.memberNames.take("builder");
    this.nestedNames = new NameScope(Set.of(className.simpleName(), "Builder"));
    for (CompiledModule module : modules) {
      module
          .signatureClasses()
          .forEach((type, name) -> signatureClasses.put(type, ComponentLibrary.className(name)));
    }
    for (int i = 0; i < plan.resources().size(); i++) {
      resourceIndices.put(plan.resources().get(i).type().root(), i);
    }
  }

  /** Writes the class, and the interface of what the world itself imports. */
  void write(SortedMap<String, String> files) {
    Scope own = types.worldImports();
    List<TypeSpec> nested = new ArrayList<>(new TypeWriter(types, own).nestedTypes());
    nested.addAll(new TypeWriter(types, types.worldExports()).nestedTypes());
    nested.forEach(type -> nestedNames.take(type.name()));
    types
        .worldExports()
        .functions()
        .forEach(function -> memberNames.take(types.worldExports().methodOf(function)));
    component.addJavadoc(
        Javadocs.of(
            types.documentation().of(types.worldExports()),
            "The component " + Javadocs.code(world.name().name()) + ".",
            "An instance belongs to one thread at a time.",
            List.of()));
    findImports();
    component.addMethod(
        MethodSpec.methodBuilder("builder")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addJavadoc("Begins an instance.\n\n@return a builder that has no imports yet\n")
            .returns(builderName)
            .addStatement("return new $T()", builderName)
            .build());
    for (LinkPlan.Step step : plan.steps()) {
      write(step);
    }
    writeExports();
    component.addType(builder());
    component.addMethod(
        MethodSpec.constructorBuilder()
            .addModifiers(Modifier.PRIVATE)
            .addParameter(builderName, "imports")
            .addCode(importChecks.build())
            .addCode(constructor.build())
            .build());
    component.addTypes(nested);
    BindingsGenerator.add(files, className.packageName(), component.build());
    if (!own.functions().isEmpty() || !own.resources().isEmpty()) {
      BindingsGenerator.add(
          files, className.packageName(), new TypeWriter(types, own).importsOfWorld());
      BindingsGenerator.add(files, className.packageName(), new LoweringWriter(types, own).write());
    }
  }

  // Imports.

  private void findImports() {
    NameScope fields = new NameScope(JavaNames.OF_OBJECT);
    fields.take("build");
    fields.take("wasi");
    for (WorldItem.InterfaceItem item : world.interfaces(Direction.IMPORT)) {
      Scope scope = types.scope(item.definition());
      String field = fields.take(JavaNames.decapitalized(scope.className().simpleName()));
      imports.put(item.externName(), new HostImport(scope, field, item.definition().name()));
    }
    if (!types.worldImports().functions().isEmpty()) {
      imports.put(
          types.worldImports().witName(),
          new HostImport(types.worldImports(), fields.take("imports"), Optional.empty()));
    }
  }

  private HostImport hostImport(List<String> path) {
    String name = path.size() == 1 ? types.worldImports().witName() : path.get(0);
    HostImport found = imports.get(name);
    if (found == null || path.size() > 2) {
      throw new WitException("the world has no import " + String.join(" ", path));
    }
    return found;
  }

  private static String functionName(List<String> path) {
    return path.get(path.size() - 1);
  }

  private static Function find(Scope scope, String externName) {
    return scope.functions().stream()
        .filter(function -> function.externName().equals(externName))
        .findFirst()
        .orElseThrow(
            () ->
                new WitException(
                    "the world has no function " + externName + " in " + scope.witName()));
  }

  // Steps.

  private void field(TypeName type, String name) {
    component.addField(
        FieldSpec.builder(type, name).addModifiers(Modifier.PRIVATE, Modifier.FINAL).build());
  }

  private void write(LinkPlan.Step step) {
    if (step instanceof LinkPlan.CreateInstance create) {
      String name = "instance" + create.instance();
      field(ClassName.get(ComponentInstance.class), name);
      var parent = plan.instances().get(create.instance()).parent();
      constructor.addStatement(
          "$L = new $T($L)",
          name,
          ComponentInstance.class,
          parent.isPresent() ? "instance" + parent.getAsInt() : "");
    } else if (step instanceof LinkPlan.DefineResource define) {
      defineResource(define.resource());
    } else if (step instanceof LinkPlan.InstantiateModule instantiate) {
      instantiate(instantiate);
    } else if (step instanceof LinkPlan.DefineCoreFunction define) {
      defineCoreFunction(define.function());
    }
  }

  private void defineResource(int index) {
    LinkPlan.DefinedResource resource = (LinkPlan.DefinedResource) plan.resources().get(index);
    if (resource.representation() != NumberType.I32) {
      throw new UnsupportedFeatureException("a resource of 64-bit representations", 0);
    }
    String name = "resource" + index;
    field(ClassName.get(ResourceType.class), name);
    CodeBlock destructor =
        resource
            .destructor()
            .map(item -> CodeBlock.of(", value -> $L(value)", call(item)))
            .orElseGet(() -> CodeBlock.of(""));
    constructor.addStatement(
        "$L = $T.ofGuest($S, instance$L$L)",
        name,
        ResourceType.class,
        resource.name().orElse(name),
        resource.instance(),
        destructor);
  }

  /** The expression of a resource type. */
  private CodeBlock resourceType(int index) {
    if (plan.resources().get(index) instanceof LinkPlan.ImportedResource imported) {
      HostImport host =
          imported.path().size() == 1
              ? new HostImport(types.worldImports(), "", Optional.empty())
              : hostImport(imported.path());
      String name = functionName(imported.path());
      TypeDefinition definition = importedType(host.scope(), imported.path(), name).resource();
      return CodeBlock.of(
          "$T.$L", types.owner(definition).loweringClass(), Scope.resourceConstant(definition));
    }
    return CodeBlock.of("resource$L", index);
  }

  private TypeDefinition importedType(Scope scope, List<String> path, String name) {
    Optional<TypeDefinition> type =
        path.size() == 1
            ? world.types().stream().filter(each -> each.name().equals(name)).findFirst()
            : world.interfaces(Direction.IMPORT).stream()
                .filter(item -> item.externName().equals(path.get(0)))
                .findFirst()
                .flatMap(item -> item.definition().type(name));
    return type.orElseThrow(
        () -> new WitException("the world has no type " + name + " in " + scope.witName()));
  }

  private ClassName moduleClass(int module) {
    return ComponentLibrary.className(modules.get(module).className());
  }

  private void instantiate(LinkPlan.InstantiateModule step) {
    String name = "core" + step.coreInstance();
    ClassName type = moduleClass(step.module());
    field(type, name);
    if (step.arguments().isEmpty()) {
      constructor.addStatement("$L = new $T((module, name) -> null)", name, type);
      return;
    }
    Map<String, Map<String, CoreItem>> byModule = new LinkedHashMap<>();
    for (LinkPlan.Argument argument : step.arguments()) {
      byModule
          .computeIfAbsent(argument.module(), key -> new LinkedHashMap<>())
          .put(argument.name(), argument.item());
    }
    CodeBlock.Builder code = CodeBlock.builder();
    code.add("$L = new $T((module, name) -> switch (module) {\n$>", name, type);
    byModule.forEach(
        (module, items) -> {
          code.add("case $S -> switch (name) {\n$>", module);
          items.forEach((item, value) -> code.add("case $S -> $L;\n", item, extern(value)));
          code.add("default -> null;\n$<};\n");
        });
    code.add("default -> null;\n$<});\n");
    constructor.add(code.build());
  }

  /** The expression of an item as an {@code Extern}. */
  private CodeBlock extern(CoreItem item) {
    if (item instanceof LinkPlan.CoreExport export) {
      return CodeBlock.of("core$L.export($S)", export.instance(), export.name());
    }
    return CodeBlock.of("function$L", ((LinkPlan.CanonicalFunction) item).index());
  }

  /** The expression of a core function without its arguments. */
  private CodeBlock call(CoreItem item) {
    if (item instanceof LinkPlan.CoreExport export) {
      CompiledModule module = modules.get(plan.coreInstances().get(export.instance()));
      String method =
          module.exports().stream()
              .filter(each -> each.name().equals(export.name()))
              .findFirst()
              .flatMap(CompiledModule.CompiledExport::function)
              .orElseThrow(
                  () ->
                      new UnsupportedFeatureException(
                          "a component that calls exports beyond the first 5,000 of a core module",
                          0))
              .javaName();
      return CodeBlock.of("core$L.$L", export.instance(), method);
    }
    return CodeBlock.of("function$L.call", ((LinkPlan.CanonicalFunction) item).index());
  }

  /** The expression of canonical options, whose field is made when they are first needed. */
  private CodeBlock options(LinkPlan.Options given) {
    LinkPlan.Options wanted =
        new LinkPlan.Options(
            given.instance(), given.encoding(), given.memory(), given.realloc(), Optional.empty());
    String known = options.get(wanted);
    if (known != null) {
      return CodeBlock.of("$L", known);
    }
    String name = "options" + options.size();
    options.put(wanted, name);
    field(ClassName.get(CanonicalOptions.class), name);
    CodeBlock memory =
        wanted
            .memory()
            .map(item -> CodeBlock.of("($T) $L", Memory.class, extern(item)))
            .orElseGet(() -> CodeBlock.of("null"));
    CodeBlock realloc =
        wanted
            .realloc()
            .map(
                item ->
                    CodeBlock.of(
                        "(address, size, alignment, newSize) ->"
                            + " $L(address, size, alignment, newSize)",
                        call(item)))
            .orElseGet(() -> CodeBlock.of("null"));
    StringEncoding encoding =
        switch (wanted.encoding()) {
          case UTF8 -> StringEncoding.UTF8;
          case UTF16 -> StringEncoding.UTF16;
          case LATIN1_UTF16 -> StringEncoding.LATIN1_UTF16;
        };
    constructor.addStatement(
        "$L = new $T(instance$L, $T.$L, $L, $L)",
        name,
        CanonicalOptions.class,
        wanted.instance(),
        StringEncoding.class,
        encoding,
        memory,
        realloc);
    return CodeBlock.of("$L", name);
  }

  // Core functions of the canonical ABI.

  private void defineCoreFunction(int index) {
    LinkPlan.CoreFunction function = plan.coreFunctions().get(index);
    if (function instanceof LinkPlan.LoweredFunction lowered) {
      if (lowered.callee() instanceof LinkPlan.ImportedFunction imported) {
        defineLowered(index, lowered, imported);
      } else {
        defineTransfer(index, lowered, (LinkPlan.LiftedFunction) lowered.callee());
      }
    } else if (function instanceof LinkPlan.ResourceNew operation) {
      CodeBlock body =
          CodeBlock.of(
              "return instance$L.handles().resourceNew($L, value);\n",
              operation.instance(),
              resourceType(operation.resource()));
      defineFunction(index, List.of(CoreType.I32), Optional.of(CoreType.I32), body);
    } else if (function instanceof LinkPlan.ResourceRep operation) {
      CodeBlock body =
          CodeBlock.of(
              "return instance$L.handles().resourceRep($L, value);\n",
              operation.instance(),
              resourceType(operation.resource()));
      defineFunction(index, List.of(CoreType.I32), Optional.of(CoreType.I32), body);
    } else if (function instanceof LinkPlan.ResourceDrop operation) {
      CodeBlock body =
          CodeBlock.of(
              "instance$L.handles().drop($L, value);\n",
              operation.instance(),
              resourceType(operation.resource()));
      defineFunction(index, List.of(CoreType.I32), Optional.empty(), body);
    }
  }

  private void defineLowered(
      int index, LinkPlan.LoweredFunction lowered, LinkPlan.ImportedFunction imported) {
    HostImport host = hostImport(imported.path());
    Function function = find(host.scope(), functionName(imported.path()));
    LoweringWriter.Signature signature = LoweringWriter.signature(types, function);
    List<CodeBlock> arguments = new ArrayList<>();
    for (int i = 0; i < signature.parameters().size(); i++) {
      arguments.add(CodeBlock.of("$L", parameterName(signature.parameters(), i)));
    }
    arguments.add(CodeBlock.of("$L", hostName(host)));
    arguments.add(options(lowered.options()));
    useHost(host);
    CodeBlock body =
        CodeBlock.of(
            "$L$T.$L($L);\n",
            signature.result().isPresent() ? "return " : "",
            host.scope().loweringClass(),
            LoweringWriter.methodName(host.scope(), function),
            CodeBlock.join(arguments, ", "));
    defineFunction(index, signature.parameters(), signature.result(), body);
  }

  private static String hostName(HostImport host) {
    return "host_" + host.field();
  }

  private void useHost(HostImport host) {
    if (hostFields.add(host.field())) {
      field(host.scope().className(), hostName(host));
    }
  }

  private static String parameterName(List<CoreType> parameters, int index) {
    return parameters.size() == 1 ? "value" : "value" + index;
  }

  private static dev.cascara.compiler.wasm.ValueType wasmType(CoreType type) {
    return switch (type) {
      case I32 -> NumberType.I32;
      case I64 -> NumberType.I64;
      case F32 -> NumberType.F32;
      case F64 -> NumberType.F64;
    };
  }

  private void defineFunction(
      int index, List<CoreType> parameters, Optional<CoreType> result, CodeBlock body) {
    FunctionType type =
        new FunctionType(
            parameters.stream().map(ComponentWriter::wasmType).toList(),
            result.stream().map(ComponentWriter::wasmType).toList());
    String simpleName = nestedNames.take("Function" + index);
    ClassName name = className.nestedClass(simpleName);
    MethodSpec.Builder call =
        MethodSpec.methodBuilder("call")
            .addModifiers(Modifier.PUBLIC)
            .returns(result.map(CoreType::javaType).orElse(TypeName.VOID));
    for (int i = 0; i < parameters.size(); i++) {
      call.addParameter(parameters.get(i).javaType(), parameterName(parameters, i));
    }
    call.beginControlFlow("try")
        .addCode(body)
        .nextControlFlow("catch ($T thrown)", Throwable.class)
        .addStatement("throw $T.importFailure(thrown)", Traps.class)
        .endControlFlow();
    TypeSpec.Builder builder =
        TypeSpec.classBuilder(simpleName).addModifiers(Modifier.PRIVATE, Modifier.FINAL);
    ClassName superclass = signatureClasses.get(type);
    if (superclass != null) {
      builder.superclass(superclass);
      call.addAnnotation(Override.class);
    }
    component.addType(builder.addMethod(call.build()).build());
    field(name, "function" + index);
    constructor.addStatement("function$L = new $T()", index, name);
  }

  private void defineTransfer(
      int index, LinkPlan.LoweredFunction lowered, LinkPlan.LiftedFunction lifted) {
    CodeBlock callerOptions = options(lowered.options());
    CodeBlock calleeOptions = options(lifted.options());
    TransferWriter writer =
        new TransferWriter(
            type -> resourceType(resourceIndex(type)),
            type -> plan.resources().get(resourceIndex(type)) instanceof LinkPlan.ImportedResource,
            callerOptions,
            calleeOptions);
    TransferWriter.Transfer transfer =
        writer.write(
            lifted.type(), call(lifted.function()), lifted.options().postReturn().map(this::call));
    defineFunction(index, transfer.parameters(), transfer.result(), transfer.body());
  }

  private int resourceIndex(dev.cascara.compiler.component.ResourceType type) {
    return Objects.requireNonNull(resourceIndices.get(type.root()));
  }

  // Exports.

  private void writeExports() {
    Map<TypeDefinition, GuestHandles.GuestType> guestTypes = new HashMap<>();
    List<WorldItem.InterfaceItem> interfaces = world.interfaces(Direction.EXPORT);
    for (WorldItem.InterfaceItem item : interfaces) {
      Map<String, LinkPlan.Export> exports = instanceExport(item.externName());
      for (TypeDefinition resource : types.scope(item.definition()).resources()) {
        findGuestType(resource, exports).ifPresent(type -> guestTypes.put(resource, type));
      }
    }
    Handles handles = new GuestHandles(types, guestTypes);
    NameScope helperNames = new NameScope(memberNames);
    for (WorldItem.InterfaceItem item : interfaces) {
      Scope scope = types.scope(item.definition());
      // Where a class has a method of its own, Java looks no further for one of that name.
      scope.functions().forEach(function -> helperNames.take(scope.methodOf(function)));
      scope.nestedNames().forEach(component::alwaysQualify);
    }
    Helpers helpers = new Helpers(types, handles, helperNames);
    ExportWriter writer = new ExportWriter(types, helpers);
    for (Function function : types.worldExports().functions()) {
      LinkPlan.Export export = Objects.requireNonNull(plan.exports().get(function.externName()));
      component.addMethod(
          method(writer, types.worldExports(), function, export)
              .addJavadoc(new TypeWriter(types, types.worldExports()).docs(function))
              .build());
    }
    for (WorldItem.InterfaceItem item : interfaces) {
      writeInterface(item, writer, guestTypes);
    }
    helpers.addTo(component);
  }

  private Map<String, LinkPlan.Export> instanceExport(String name) {
    if (plan.exports().get(name) instanceof LinkPlan.InstanceExport instance) {
      return instance.exports();
    }
    throw new WitException("the component does not export the interface " + name);
  }

  private Optional<GuestHandles.GuestType> findGuestType(
      TypeDefinition resource, Map<String, LinkPlan.Export> exports) {
    if (!(exports.get(resource.name()) instanceof LinkPlan.ResourceExport export)) {
      throw new WitException("the component does not export the resource " + resource);
    }
    if (plan.resources().get(export.resource()) instanceof LinkPlan.ImportedResource imported) {
      TypeDefinition origin =
          importedType(types.worldImports(), imported.path(), functionName(imported.path()))
              .resource();
      if (origin != resource) {
        throw new UnsupportedFeatureException(
            "an imported resource exported as another one: " + resource, 0);
      }
      return Optional.empty();
    }
    String name = nestedNames.take(JavaNames.upperCamel(resource.name()) + "Handle");
    return Optional.of(
        new GuestHandles.GuestType(
            CodeBlock.of("resource$L", export.resource()), className.nestedClass(name)));
  }

  private MethodSpec.Builder method(
      ExportWriter writer, Scope scope, Function function, LinkPlan.Export export) {
    if (!(export instanceof LinkPlan.FunctionExport functionExport)) {
      throw new WitException("the component does not export the function " + function.externName());
    }
    if (functionExport.callee() instanceof LinkPlan.LiftedFunction lifted) {
      LiftedCall call =
          new LiftedCall(
              options(lifted.options()),
              call(lifted.function()),
              lifted.options().postReturn().map(this::call));
      return writer.method(scope, function, call);
    }
    return delegate(scope, function, (LinkPlan.ImportedFunction) functionExport.callee());
  }

  /** An export that is an import: the host's own method is called. */
  private MethodSpec.Builder delegate(
      Scope scope, Function function, LinkPlan.ImportedFunction imported) {
    HostImport host = hostImport(imported.path());
    Function target = find(host.scope(), functionName(imported.path()));
    MethodSpec.Builder method = new TypeWriter(types, scope).signature(function);
    MethodSpec own = method.build();
    MethodSpec other = new TypeWriter(types, host.scope()).signature(target).build();
    boolean sameTypes =
        own.parameters().stream()
                .map(each -> each.type())
                .toList()
                .equals(other.parameters().stream().map(each -> each.type()).toList())
            && own.returnType().equals(other.returnType())
            && own.exceptions().equals(other.exceptions());
    if (!sameTypes || JavaTypes.isMethod(function) || JavaTypes.isMethod(target)) {
      throw new UnsupportedFeatureException(
          "an import exported as a function of another interface: " + function.externName(), 0);
    }
    useHost(host);
    List<CodeBlock> arguments =
        own.parameters().stream().map(each -> CodeBlock.of("$L", each.name())).toList();
    return method.addStatement(
        "$L$L.$L($L)",
        own.returnType().equals(TypeName.VOID) ? "" : "return ",
        hostName(host),
        host.scope().methodOf(target),
        CodeBlock.join(arguments, ", "));
  }

  private void writeInterface(
      WorldItem.InterfaceItem item,
      ExportWriter writer,
      Map<TypeDefinition, GuestHandles.GuestType> guestTypes) {
    Interface definition = item.definition();
    Scope scope = types.scope(definition);
    Map<String, LinkPlan.Export> exports = instanceExport(item.externName());
    String accessor = memberNames.take(JavaNames.decapitalized(scope.className().simpleName()));
    String nested = nestedNames.take(scope.className().simpleName() + "Exports");
    TypeSpec.Builder implementation =
        TypeSpec.classBuilder(nested)
            .addModifiers(Modifier.PRIVATE, Modifier.FINAL)
            .addSuperinterface(scope.className());
    for (Function function : scope.outerFunctions()) {
      implementation.addMethod(
          method(writer, scope, function, exported(exports, function))
              .addAnnotation(Override.class)
              .build());
    }
    component.addType(implementation.build());
    for (TypeDefinition resource : scope.resources()) {
      GuestHandles.GuestType guest = guestTypes.get(resource);
      if (guest != null) {
        component.addType(handle(scope, resource, guest, exports, writer));
      }
    }
    ClassName name = className.nestedClass(nested);
    component.addField(
        FieldSpec.builder(name, accessor + "Exports")
            .addModifiers(Modifier.PRIVATE, Modifier.FINAL)
            .initializer("new $T()", name)
            .build());
    component.addMethod(
        MethodSpec.methodBuilder(accessor)
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc(
                "Returns the exported interface $L.\n\n@return the same object at each call\n",
                Javadocs.code(item.externName()))
            .returns(scope.className())
            .addStatement("return $LExports", accessor)
            .build());
  }

  private static LinkPlan.Export exported(Map<String, LinkPlan.Export> exports, Function function) {
    LinkPlan.Export export = exports.get(function.externName());
    if (export == null) {
      throw new WitException("the component does not export " + function.externName());
    }
    return export;
  }

  /** The class of the host's handles to a resource of the component's. */
  private TypeSpec handle(
      Scope scope,
      TypeDefinition resource,
      GuestHandles.GuestType guest,
      Map<String, LinkPlan.Export> exports,
      ExportWriter writer) {
    TypeSpec.Builder builder =
        TypeSpec.classBuilder(guest.handleClass())
            .addModifiers(Modifier.PRIVATE, Modifier.FINAL)
            .superclass(GuestResource.class)
            .addSuperinterface(scope.classOf(resource))
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addParameter(TypeName.INT, "representation")
                    .addStatement("super($L, representation)", guest.type())
                    .build());
    for (Function function : scope.methodsOf(resource)) {
      if (function.kind() instanceof FunctionKind.Method) {
        builder.addMethod(
            method(writer, scope, function, exported(exports, function))
                .addAnnotation(Override.class)
                .build());
      }
    }
    return builder.build();
  }

  // The builder.

  private TypeSpec builder() {
    TypeSpec.Builder builder =
        TypeSpec.classBuilder(builderName)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc("Takes what the component imports, and makes an instance.\n")
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    CodeBlock.Builder assignments = CodeBlock.builder();
    List<HostImport> wasi = new ArrayList<>();
    imports.forEach(
        (name, host) -> {
          if (!hostFields.contains(host.field())) {
            return;
          }
          builder.addField(host.scope().className(), host.field(), Modifier.PRIVATE);
          builder.addMethod(setter(name, host));
          assignments.beginControlFlow("if (imports.$L == null)", host.field());
          assignments.addStatement(
              "throw new $T($S)", LinkException.class, "missing import: " + importName(name, host));
          assignments.endControlFlow();
          assignments.addStatement("$L = imports.$L", hostName(host), host.field());
          if (isWasi(host)) {
            wasi.add(host);
          }
        });
    importChecks.add(assignments.build());
    if (!wasi.isEmpty()) {
      builder.addMethod(wasiSetter(wasi));
    }
    return builder
        .addMethod(
            MethodSpec.methodBuilder("build")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(
                    """
                    Instantiates the component.

                    @return a new instance
                    @throws $T if an import is missing; the message has its WIT name
                    @throws $T if a start function traps
                    """,
                    LinkException.class,
                    dev.cascara.runtime.WasmTrap.class)
                .returns(className)
                .addStatement("return new $T(this)", className)
                .build())
        .build();
  }

  /** The WIT name, for people; what the world itself imports are functions. */
  private static String importName(String name, HostImport host) {
    return host.name().isPresent() || host.scope().functions().isEmpty() || !name.equals("$root")
        ? name
        : host.scope().functions().stream()
            .map(Function::externName)
            .collect(Collectors.joining(", "));
  }

  private MethodSpec setter(String name, HostImport host) {
    return MethodSpec.methodBuilder(host.field())
        .addModifiers(Modifier.PUBLIC)
        .addJavadoc(
            """
            Gives the implementation of the import $L.

            @param $L the implementation
            @return this builder
            """,
            Javadocs.code(name),
            host.field())
        .addParameter(host.scope().className(), host.field())
        .returns(builderName)
        .addStatement("this.$1L = $1L", host.field())
        .addStatement("return this")
        .build();
  }

  private static boolean isWasi(HostImport host) {
    return host.name()
        .map(QualifiedName::packageName)
        .flatMap((PackageName name) -> BindingsSettings.runtimePackage(name))
        .isPresent();
  }

  /** The name of the runtime's method that returns the implementation of a WASI interface. */
  static String wasiAccessor(QualifiedName name) {
    return JavaNames.lowerCamel(name.packageName().name()) + JavaNames.upperCamel(name.name());
  }

  private MethodSpec wasiSetter(List<HostImport> hosts) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("wasi")
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc(
                """
                Gives all imports of WASI at once.

                @param wasi what the component may use
                @return this builder
                """)
            .addParameter(WASI, "wasi")
            .returns(builderName)
            .addStatement("$T interfaces = wasi.interfaces()", WASI_INTERFACES);
    for (HostImport host : hosts) {
      method.addStatement(
          "this.$L = interfaces.$L()", host.field(), wasiAccessor(host.name().orElseThrow()));
    }
    return method.addStatement("return this").build();
  }
}
