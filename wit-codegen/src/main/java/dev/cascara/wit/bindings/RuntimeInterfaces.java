package dev.cascara.wit.bindings;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.cascara.wit.Interface;
import dev.cascara.wit.Metadata;
import dev.cascara.wit.QualifiedName;
import dev.cascara.wit.WitPackage;
import dev.cascara.wit.WitResolve;
import dev.cascara.wit.World;
import dev.cascara.wit.WorldItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;

/**
 * Generates the sources of the WASI interfaces in the runtime, which are kept in the repository
 * since this generator depends on the runtime.
 */
final class RuntimeInterfaces {
  private RuntimeInterfaces() {}

  /**
   * Generates.
   *
   * @param resolve packages, those of WASI that the runtime has among them
   * @return source texts by their paths below the source root
   */
  static SortedMap<String, String> generate(WitResolve resolve) {
    Map<QualifiedName, Interface> interfaces =
        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    for (WitPackage each : resolve.packages()) {
      if (BindingsSettings.runtimePackage(each.name()).isPresent()) {
        each.interfaces().forEach(found -> interfaces.put(found.name().orElseThrow(), found));
      }
    }
    List<WorldItem> imports = new ArrayList<>();
    interfaces.forEach(
        (name, found) ->
            imports.add(new WorldItem.InterfaceItem(Optional.empty(), found, Metadata.NONE)));
    QualifiedName name = new QualifiedName(resolve.root().name(), "runtime");
    World world = new World(name, imports, List.of(), Metadata.NONE);
    BindingsSettings settings = new BindingsSettings("dev.cascara", "Runtime");
    JavaTypes types =
        new JavaTypes(world, settings, JavaTypes.RuntimeInterface.GENERATE, Documentation.NONE);
    SortedMap<String, String> files = BindingsGenerator.interfaces(types);
    BindingsGenerator.add(files, "dev.cascara.wasi", all(interfaces, types));
    return files;
  }

  /** The Java interface of all implementations, by which a component's builder finds them. */
  private static TypeSpec all(Map<QualifiedName, Interface> interfaces, JavaTypes types) {
    TypeSpec.Builder builder =
        TypeSpec.interfaceBuilder(ClassName.get("dev.cascara.wasi", "WasiInterfaces"))
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc(
                "Implementations of all WASI 0.2 interfaces that the runtime has, for one instance"
                    + " of a component.\n");
    interfaces.forEach(
        (name, found) -> {
          // What has no functions needs no implementation; run is what components export.
          if (!found.functions().isEmpty() && !name.name().equals("run")) {
            builder.addMethod(
                MethodSpec.methodBuilder(ComponentWriter.wasiAccessor(name))
                    .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
                    .addJavadoc(
                        """
                        Returns the implementation of $L.

                        @return the same object at each call
                        """,
                        Javadocs.code(name.toString()))
                    .returns(types.scope(found).className())
                    .build());
          }
        });
    return builder.build();
  }
}
