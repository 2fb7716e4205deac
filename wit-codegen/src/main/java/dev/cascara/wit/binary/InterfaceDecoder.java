package dev.cascara.wit.binary;

import dev.cascara.compiler.component.ComponentExternType;
import dev.cascara.compiler.component.ComponentInstanceType;
import dev.cascara.wit.Interface;
import dev.cascara.wit.Metadata;
import dev.cascara.wit.QualifiedName;
import dev.cascara.wit.TypeOwner;
import dev.cascara.wit.WitException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decodes an interface from the types of instances. */
final class InterfaceDecoder {
  private final Optional<QualifiedName> name;
  private final TypeOwner owner;
  private final Metadata metadata;
  private final ScopeDecoder scope;
  private @Nullable Interface finished;

  InterfaceDecoder(
      Optional<QualifiedName> name, TypeOwner owner, KnownTypes known, PackageDocs.Scope docs) {
    this.name = name;
    this.owner = owner;
    this.metadata = name.isPresent() ? docs.metadata() : Metadata.NONE;
    this.scope = new ScopeDecoder(owner, known, docs);
  }

  void add(ComponentInstanceType type) {
    for (Map.Entry<String, ComponentExternType> export : type.exports().entrySet()) {
      if (export.getValue() instanceof ComponentExternType.Type each) {
        scope.addType(export.getKey(), each.type());
      } else if (export.getValue() instanceof ComponentExternType.Function each) {
        scope.addFunction(export.getKey(), each.type(), Optional.empty());
      } else {
        throw new WitException(
            owner
                + " has an instance, component or module `"
                + export.getKey()
                + "`, which WIT cannot express");
      }
    }
  }

  /** Returns the interface, the same one each time; nothing can be added any more. */
  Interface finish() {
    Interface result = finished;
    if (result == null) {
      result = new Interface(name, scope.types(), scope.functions(), metadata);
      finished = result;
    }
    return result;
  }
}
