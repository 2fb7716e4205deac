package dev.cascara.wit;

import dev.cascara.compiler.component.Component;
import dev.cascara.compiler.component.ComponentReader;
import dev.cascara.compiler.component.ComponentValidator;
import dev.cascara.compiler.component.Definition;
import dev.cascara.compiler.component.ExternName;
import dev.cascara.compiler.component.ValidComponent;
import dev.cascara.wit.binary.ComponentDecoder;
import dev.cascara.wit.binary.PackageDecoder;
import dev.cascara.wit.binary.PackageDocs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decodes what a component imports and exports to WIT: the world {@code root} of the package {@code
 * root:component}, and a package for each one whose interfaces it names, with as much of them as
 * the component uses.
 *
 * <p>A component that is nothing but an encoded WIT package (see {@code WIT.md}, "Package Format")
 * is decoded to that package.
 */
public final class WorldDecoder {
  private static final PackageName ROOT_PACKAGE =
      new PackageName("root", "component", Optional.empty());
  private static final QualifiedName ROOT_WORLD = new QualifiedName(ROOT_PACKAGE, "root");

  private WorldDecoder() {}

  /**
   * Decodes a component's bytes.
   *
   * @param bytes the component
   * @return the packages; {@link WitResolve#world()} is the component's world
   * @throws dev.cascara.compiler.WasmFormatException if the bytes are not a component
   * @throws dev.cascara.compiler.WasmValidationException if the component is not valid
   * @throws dev.cascara.compiler.UnsupportedFeatureException if it uses what cannot be read yet
   * @throws WitException if the component has something that WIT cannot express
   */
  public static WitResolve decode(byte[] bytes) {
    return decode(ComponentValidator.validate(ComponentReader.read(bytes)));
  }

  /**
   * Decodes a component.
   *
   * @param component the component
   * @return the packages; {@link WitResolve#world()} is the component's world
   * @throws WitException if the component has something that WIT cannot express
   */
  public static WitResolve decode(ValidComponent component) {
    Optional<WitResolve> witPackage = PackageDecoder.decode(component);
    if (witPackage.isPresent()) {
      return witPackage.get();
    }
    ComponentDecoder decoder = new ComponentDecoder(Optional.empty(), PackageDocs.none());
    Map<String, ExternName> imports = new HashMap<>();
    Map<String, ExternName> exports = new HashMap<>();
    collectNames(component.syntax(), imports, exports);
    decoder.addWorld(ROOT_WORLD, component.type(), imports, exports);
    List<WitPackage> packages = decoder.packages();
    WitPackage root =
        packages.stream().filter(p -> p.name().equals(ROOT_PACKAGE)).findFirst().orElseThrow();
    return new WitResolve(root, packages);
  }

  private static void collectNames(
      Component component, Map<String, ExternName> imports, Map<String, ExternName> exports) {
    for (Definition definition : component.definitions()) {
      if (definition instanceof Definition.Import each) {
        imports.put(each.name().text(), each.name());
      } else if (definition instanceof Definition.Export each) {
        exports.put(each.name().text(), each.name());
      }
    }
  }
}
