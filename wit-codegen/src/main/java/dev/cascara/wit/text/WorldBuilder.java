package dev.cascara.wit.text;

import dev.cascara.wit.Direction;
import dev.cascara.wit.QualifiedName;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.TypeKind;
import dev.cascara.wit.WorldItem;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Collects what a world imports and exports under names that have to be unique. */
final class WorldBuilder {
  private final QualifiedName world;
  private final Map<Direction, Map<String, WorldItem>> items = new EnumMap<>(Direction.class);
  private final Map<Direction, Map<String, String>> names = new EnumMap<>(Direction.class);

  WorldBuilder(QualifiedName world) {
    this.world = world;
    for (Direction direction : Direction.values()) {
      items.put(direction, new LinkedHashMap<>());
      names.put(direction, new LinkedHashMap<>());
    }
  }

  Map<String, WorldItem> items(Direction direction) {
    return items.getOrDefault(direction, Map.of());
  }

  /** Adds an item that the world itself has. */
  void add(Direction direction, WorldItem item, Span span) {
    String name = item.externName();
    Optional<String> previous = taken(direction, name);
    if (previous.isPresent()) {
      throw span.error(
          world
              + " already "
              + direction.keyword()
              + "s `"
              + Lexer.shorten(previous.get())
              + "`"
              + (previous.get().equals(name) ? "" : ": names differ by more than case"));
    }
    put(direction, item);
  }

  /** Adds an item of an included world; the same interface or type may come from several. */
  void include(Direction direction, WorldItem item, Span span) {
    WorldItem present = items(direction).get(item.externName());
    if (present != null && same(present, item)) {
      return;
    }
    Optional<String> previous = taken(direction, item.externName());
    if (previous.isPresent()) {
      throw span.error(
          "the included world "
              + direction.keyword()
              + "s `"
              + Lexer.shorten(item.externName())
              + "`, and so does this world by another meaning; rename it by `with { "
              + Lexer.shorten(item.externName())
              + " as … }`");
    }
    put(direction, item);
  }

  private void put(Direction direction, WorldItem item) {
    items(direction).put(item.externName(), item);
    names
        .getOrDefault(direction, Map.of())
        .put(item.externName().toLowerCase(Locale.ROOT), item.externName());
  }

  private Optional<String> taken(Direction direction, String name) {
    return Optional.ofNullable(
        names.getOrDefault(direction, Map.of()).get(name.toLowerCase(Locale.ROOT)));
  }

  private static boolean same(WorldItem first, WorldItem second) {
    if (first instanceof WorldItem.InterfaceItem a && second instanceof WorldItem.InterfaceItem b) {
      return a.plainName().isEmpty() && b.plainName().isEmpty();
    }
    return first instanceof WorldItem.TypeItem a
        && second instanceof WorldItem.TypeItem b
        && isUse(a.definition())
        && isUse(b.definition())
        && a.definition().original() == b.definition().original();
  }

  private static boolean isUse(TypeDefinition definition) {
    return definition.kind() instanceof TypeKind.Use;
  }
}
