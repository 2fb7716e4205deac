package dev.cascara.wit.bindings;

import dev.cascara.wit.Direction;
import dev.cascara.wit.Function;
import dev.cascara.wit.Interface;
import dev.cascara.wit.Metadata;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.TypeKind;
import dev.cascara.wit.WitPackage;
import dev.cascara.wit.WitResolve;
import dev.cascara.wit.World;
import dev.cascara.wit.WorldItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Documentation and gates from WIT text, for a component whose own world has none: items are found
 * by their names.
 */
final class Documentation {
  /** Nothing but what the component's world says itself. */
  static final Documentation NONE = new Documentation();

  private final Map<String, Section> sections = new HashMap<>();

  /** What is known of an interface, or under {@link Scope#ROOT} of the world itself. */
  private record Section(
      Metadata metadata, Map<String, Metadata> functions, Map<String, TypeDefinition> types) {
    void add(List<Function> all) {
      all.forEach(function -> functions.put(function.externName(), function.metadata()));
    }

    void addTypes(List<TypeDefinition> all) {
      all.forEach(type -> types.put(type.name(), type));
    }
  }

  private Documentation() {}

  /**
   * Collects documentation.
   *
   * @param resolve the packages
   * @param world the world that the component was made for
   */
  Documentation(WitResolve resolve, World world) {
    for (WitPackage each : resolve.packages()) {
      each.interfaces().forEach(found -> add(found.name().orElseThrow().toString(), found));
    }
    Section root = section(Scope.ROOT, world.metadata());
    root.addTypes(world.types());
    for (Direction direction : Direction.values()) {
      root.add(world.functions(direction));
      for (WorldItem.InterfaceItem item : world.interfaces(direction)) {
        if (item.definition().name().isEmpty()) {
          add(item.externName(), item.definition());
        }
      }
    }
  }

  private Section section(String name, Metadata metadata) {
    Section section = new Section(metadata, new HashMap<>(), new HashMap<>());
    sections.put(name, section);
    return section;
  }

  private void add(String name, Interface definition) {
    Section section = section(name, definition.metadata());
    section.add(definition.functions());
    section.addTypes(definition.types());
  }

  private static Metadata either(Metadata own, @Nullable Metadata other) {
    return other == null || !own.equals(Metadata.NONE) ? own : other;
  }

  /** What is said about an interface, or about the world. */
  Metadata of(Scope scope) {
    Section section = sections.get(scope.witName());
    return either(scope.metadata(), section == null ? null : section.metadata());
  }

  Metadata of(Scope scope, Function function) {
    Section section = sections.get(scope.witName());
    return either(
        function.metadata(),
        section == null ? null : section.functions().get(function.externName()));
  }

  Metadata of(Scope scope, TypeDefinition type) {
    Section section = sections.get(scope.witName());
    TypeDefinition other = section == null ? null : section.types().get(type.name());
    return either(type.metadata(), other == null ? null : other.metadata());
  }

  /** The documentation of fields, cases or flags, in order. */
  List<String> parts(Scope scope, TypeDefinition type) {
    List<String> own = parts(type.kind());
    Section section = sections.get(scope.witName());
    TypeDefinition other = section == null ? null : section.types().get(type.name());
    if (other == null || other.kind().getClass() != type.kind().getClass()) {
      return own;
    }
    List<String> others = parts(other.kind());
    List<String> merged = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      merged.add(own.get(i).isBlank() && i < others.size() ? others.get(i) : own.get(i));
    }
    return merged;
  }

  private static List<String> parts(TypeKind kind) {
    if (kind instanceof TypeKind.Record record) {
      return record.fields().stream().map(TypeKind.Field::docs).toList();
    }
    if (kind instanceof TypeKind.Variant variant) {
      return variant.cases().stream().map(TypeKind.Case::docs).toList();
    }
    if (kind instanceof TypeKind.Enum cases) {
      return cases.cases().stream().map(TypeKind.Label::docs).toList();
    }
    return kind instanceof TypeKind.Flags flags
        ? flags.flags().stream().map(TypeKind.Label::docs).toList()
        : List.of();
  }
}
