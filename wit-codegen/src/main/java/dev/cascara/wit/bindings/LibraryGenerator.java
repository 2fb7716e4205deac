package dev.cascara.wit.bindings;

import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.component.Component;
import dev.cascara.compiler.component.ComponentReader;
import dev.cascara.compiler.component.ComponentValidator;
import dev.cascara.compiler.component.ValidComponent;
import dev.cascara.wit.Direction;
import dev.cascara.wit.PackageName;
import dev.cascara.wit.WitException;
import dev.cascara.wit.WitReader;
import dev.cascara.wit.WitResolve;
import dev.cascara.wit.World;
import dev.cascara.wit.WorldDecoder;
import dev.cascara.wit.WorldItem;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** Generates the library that a {@link LibraryRequest} asks for. */
public final class LibraryGenerator {
  private LibraryGenerator() {}

  /**
   * Generates a library.
   *
   * @param request the input and the names
   * @return sources and class files
   * @throws dev.cascara.compiler.WasmFormatException if the input is malformed
   * @throws dev.cascara.compiler.WasmValidationException if it is invalid
   * @throws UnsupportedFeatureException if it uses what cannot be compiled yet
   * @throws WitException if the WIT text is wrong, has no such world, or one that the component
   *     does not have, or if a name is no Java name
   */
  public static GeneratedLibrary generate(LibraryRequest request) {
    String className = className(request);
    String packageName = request.packageName().orElseGet(() -> legalPackage(request));
    if (!SourceVersion.isName(packageName)) {
      throw new WitException("no name of a Java package: " + packageName);
    }
    if (!Component.isComponent(request.wasm())) {
      BindingsSettings settings = new BindingsSettings(packageName, className);
      return CoreModuleLibrary.generate(
          request.wasm(), settings, request.progress(), request.switches());
    }
    ValidComponent component =
        ComponentValidator.validate(
            ComponentReader.read(request.wasm()), request.switches().features());
    World world = WorldDecoder.decode(component).world();
    Documentation documentation = Documentation.NONE;
    if (request.wit().isPresent()) {
      WitResolve resolve = WitReader.read(request.wit().get());
      Optional<String> name = request.world();
      World written = name.isPresent() ? resolve.world(name.get()) : resolve.world();
      checkExports(world, written);
      WorldMatch.check(written, world);
      documentation = new Documentation(resolve, written);
    }
    Map<String, String> packages =
        request.packageName().isPresent() ? Map.of() : packagesOfTheirOwn(world);
    return ComponentLibrary.generate(
        component,
        world,
        documentation,
        new BindingsSettings(packageName, className, packages),
        request.progress(),
        request.switches());
  }

  /** A component may import less than its world says, and more for WASI, but exports it all. */
  private static void checkExports(World decoded, World written) {
    Set<String> exported =
        decoded.exports().stream().map(WorldItem::externName).collect(Collectors.toSet());
    for (WorldItem item : written.exports()) {
      if (!exported.contains(item.externName())) {
        throw new WitException(
            "the component does not export " + item.externName() + " of world " + written.name());
      }
    }
  }

  private static Map<String, String> packagesOfTheirOwn(World world) {
    Map<String, String> packages = new TreeMap<>();
    for (Direction direction : Direction.values()) {
      for (WorldItem.InterfaceItem item : world.interfaces(direction)) {
        item.definition()
            .name()
            .map(name -> name.packageName())
            .ifPresent(name -> packages.put(name.unversioned(), packageOf(name)));
      }
    }
    return packages;
  }

  private static String packageOf(PackageName name) {
    return JavaNames.packagePart(name.namespace()) + "." + JavaNames.packagePart(name.name());
  }

  private static String className(LibraryRequest request) {
    if (request.className().isPresent()) {
      String name = request.className().get();
      if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name)) {
        throw new WitException("no name of a Java class: " + name);
      }
      return name;
    }
    String base = request.fileName().replaceFirst("\\.wasm$", "");
    String name = JavaNames.upperCamel(base);
    if (name.isEmpty() || !SourceVersion.isIdentifier(name)) {
      throw new WitException("no class can be named after " + base + ": choose a class name");
    }
    return name;
  }

  /** The default package, which comes from names that need not be Java's. */
  private static String legalPackage(LibraryRequest request) {
    return Arrays.stream(request.defaultPackage().split("\\."))
        .filter(part -> !part.isEmpty())
        .map(part -> part.replaceAll("[^A-Za-z0-9_]", "_"))
        .map(
            part ->
                SourceVersion.isIdentifier(part) && !SourceVersion.isKeyword(part)
                    ? part
                    : "_" + part)
        .collect(Collectors.joining("."));
  }
}
