package dev.cascara.wit.binary;

import dev.cascara.compiler.component.ComponentExternType;
import dev.cascara.compiler.component.ComponentType;
import dev.cascara.compiler.component.ValidComponent;
import dev.cascara.wit.PackageName;
import dev.cascara.wit.QualifiedName;
import dev.cascara.wit.WitException;
import dev.cascara.wit.WitPackage;
import dev.cascara.wit.WitResolve;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decodes WIT packages that are encoded as components: each interface and each world is an exported
 * component type, whose only export has the item's full name.
 */
public final class PackageDecoder {
  private PackageDecoder() {}

  /**
   * Decodes a package.
   *
   * @param component a component
   * @return the package and, in part, those that it uses; empty if the component is something else
   * @throws WitException if the component has something that WIT cannot express
   */
  public static Optional<WitResolve> decode(ValidComponent component) {
    ComponentType type = component.type();
    Map<QualifiedName, ComponentType> items = new LinkedHashMap<>();
    for (ComponentExternType export : type.exports().values()) {
      Optional<QualifiedName> name = itemName(export);
      if (name.isEmpty() || !(((ComponentExternType.Type) export).type() instanceof ComponentType item)) {
        return Optional.empty();
      }
      items.put(name.get(), item);
    }
    if (items.isEmpty() || !type.imports().isEmpty()) {
      return Optional.empty();
    }
    PackageName root = items.keySet().iterator().next().packageName();
    ComponentDecoder decoder =
        new ComponentDecoder(Optional.of(root), PackageDocs.of(component.syntax()));
    for (Map.Entry<QualifiedName, ComponentType> item : items.entrySet()) {
      if (!item.getKey().packageName().equals(root)) {
        throw new WitException(
            "the component encodes items of two packages, " + root + " and " + item.getKey());
      }
      decode(item.getKey(), item.getValue(), decoder);
    }
    List<WitPackage> packages = decoder.packages();
    WitPackage rootPackage =
        packages.stream().filter(each -> each.name().equals(root)).findFirst().orElseThrow();
    return Optional.of(new WitResolve(rootPackage, packages));
  }

  private static Optional<QualifiedName> itemName(ComponentExternType export) {
    if (export instanceof ComponentExternType.Type type
        && type.type() instanceof ComponentType item
        && item.exports().size() == 1) {
      return QualifiedName.parse(item.exports().keySet().iterator().next());
    }
    return Optional.empty();
  }

  private static void decode(
      QualifiedName name, ComponentType wrapper, ComponentDecoder decoder) {
    wrapper
        .imports()
        .forEach(
            (text, type) -> {
              if (!(type instanceof ComponentExternType.Instance instance)) {
                throw new WitException(
                    "the encoding of " + name + " imports `" + text + "`, which is no interface");
              }
              decoder.addInterface(
                  ComponentDecoder.interfaceName(text, Optional.empty()), instance.type());
            });
    ComponentExternType content = wrapper.exports().values().iterator().next();
    if (content instanceof ComponentExternType.Instance instance) {
      decoder.addInterface(name, instance.type());
    } else if (content instanceof ComponentExternType.Component world) {
      decoder.addWorld(name, world.type(), Map.of(), Map.of());
    } else {
      throw new WitException("the encoding of " + name + " is no interface and no world");
    }
  }
}
