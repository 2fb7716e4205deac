package dev.cascara.compiler.link;

import dev.cascara.compiler.component.ComponentFunctionType;
import dev.cascara.compiler.component.ResourceType;
import dev.cascara.compiler.component.Sort;
import dev.cascara.compiler.component.SortIndex;
import dev.cascara.compiler.component.Substitution;
import dev.cascara.compiler.component.ValidComponent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A component that is being instantiated, or was: its index spaces, filled so far. */
final class Scope {
  /** The component. */
  final ValidComponent component;

  /** Where the component is written; null for the outermost one. */
  final @Nullable Scope outer;

  /** The component instance's index in the plan. */
  final int instance;

  /** How many instantiations are around this one. */
  final int depth;

  /** What the resource types in the component's own types stand for: resource types of the plan. */
  final Map<ResourceType, ResourceType> resources = new HashMap<>();

  /** Replaces {@link #resources} in types. */
  final Substitution substitution = ValidComponent.substitution(resources);

  /** What the types of lifted functions have become. */
  final IdentityHashMap<ComponentFunctionType, ComponentFunctionType> functionTypes =
      new IdentityHashMap<>();

  private final Map<Sort, List<Item>> spaces = new EnumMap<>(Sort.class);

  Scope(ValidComponent component, @Nullable Scope outer, int instance, int depth) {
    this.component = component;
    this.outer = outer;
    this.instance = instance;
    this.depth = depth;
  }

  void add(Sort sort, Item item) {
    spaces.computeIfAbsent(sort, key -> new ArrayList<>()).add(item);
  }

  int size(Sort sort) {
    List<Item> space = spaces.get(sort);
    return space == null ? 0 : space.size();
  }

  Item get(SortIndex index) {
    return get(index.sort(), index.index());
  }

  /** Finds an item; validation has seen to it that there is one. */
  Item get(Sort sort, int index) {
    List<Item> space = spaces.get(sort);
    if (space == null) {
      throw new IllegalStateException("not validated: " + sort + " " + index);
    }
    return space.get(index);
  }

  <T extends Item> T get(Class<T> type, Sort sort, int index) {
    return type.cast(get(sort, index));
  }

  /** Finds the scope some levels further out. */
  Scope outer(int count) {
    Scope scope = this;
    for (int i = 0; i < count; i++) {
      if (scope.outer == null) {
        throw new IllegalStateException("not validated: outer " + count);
      }
      scope = scope.outer;
    }
    return scope;
  }
}
