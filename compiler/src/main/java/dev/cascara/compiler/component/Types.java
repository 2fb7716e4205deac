package dev.cascara.compiler.component;

import dev.cascara.compiler.WasmValidationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the types of one component and all that is nested in it; gives types of one structure one
 * identity.
 */
final class Types {
  private static final long SIZE_LIMIT = 1L << 28;
  private static final int MAXIMUM_DEPTH = 100;

  /**
   * How many exports and imports the types of a component may have in all, those of nested types
   * each time they occur.
   */
  private static final long MAXIMUM_ITEMS = 1_000_000;

  private final Map<List<Object>, Object> identities = new HashMap<>();
  private final IdentityHashMap<AnyType, Long> sizes = new IdentityHashMap<>();
  private long items;

  DefinedType define(TypeStructure structure, @Nullable ComponentValueType original, long offset) {
    Layout layout = Layout.of(structure);
    if (layout.size64() >= SIZE_LIMIT) {
      throw new WasmValidationException(
          offset, "type size is too large: values must be smaller than 2^28 bytes");
    }
    if (layout.depth() > MAXIMUM_DEPTH) {
      throw new WasmValidationException(
          offset, "type nesting is too deep: more than " + MAXIMUM_DEPTH + " types");
    }
    Object identity = identities.computeIfAbsent(key(structure), key -> new Object());
    return new DefinedType(structure, layout, identity, original);
  }

  /** Another name for a type, or the type itself where names do not matter. */
  AnyType named(AnyType type, long offset) {
    if (type instanceof ResourceType resource) {
      return ResourceType.named(resource);
    }
    return type instanceof ComponentValueType value
        ? define(value.structure(), value, offset)
        : type;
  }

  /** Counts what a type brings, before it is copied or walked. */
  void count(AnyType type, long offset) {
    items += size(type);
    if (items > MAXIMUM_ITEMS) {
      throw new WasmValidationException(
          offset, "effective type size exceeds the limit: more than " + MAXIMUM_ITEMS + " items");
    }
  }

  private long size(AnyType type) {
    if (type instanceof ComponentInstanceType instance) {
      @Nullable Long known = sizes.get(type);
      if (known == null) {
        known = size(instance.exports());
        sizes.put(type, known);
      }
      return known;
    }
    if (type instanceof ComponentType component) {
      @Nullable Long known = sizes.get(type);
      if (known == null) {
        known = size(component.imports()) + size(component.exports());
        sizes.put(type, known);
      }
      return known;
    }
    return 1;
  }

  private long size(Map<String, ComponentExternType> map) {
    long size = 1;
    for (ComponentExternType type : map.values()) {
      if (type instanceof ComponentExternType.Instance instance) {
        size += size(instance.type());
      } else if (type instanceof ComponentExternType.Component component) {
        size += size(component.type());
      } else if (type instanceof ComponentExternType.Type other) {
        size += size(other.type());
      } else {
        size++;
      }
    }
    return Math.min(size, MAXIMUM_ITEMS + 1);
  }

  private static List<Object> key(TypeStructure structure) {
    List<Object> key = new ArrayList<>();
    key.add(structure.getClass());
    if (structure instanceof TypeStructure.Primitive type) {
      key.add(type.type());
    } else if (structure instanceof TypeStructure.Record type) {
      for (TypeStructure.Field field : type.fields()) {
        key.add(field.label());
        key.add(identity(field.type()));
      }
    } else if (structure instanceof TypeStructure.Variant type) {
      for (TypeStructure.Case each : type.cases()) {
        key.add(each.label());
        key.add(identity(each.type()));
      }
    } else if (structure instanceof TypeStructure.ListOf type) {
      key.add(identity(type.element()));
    } else if (structure instanceof TypeStructure.FixedLengthList type) {
      key.add(identity(type.element()));
      key.add(type.length());
    } else if (structure instanceof TypeStructure.Tuple type) {
      type.types().forEach(part -> key.add(identity(part)));
    } else if (structure instanceof TypeStructure.Flags type) {
      key.addAll(type.labels());
    } else if (structure instanceof TypeStructure.Enum type) {
      key.addAll(type.labels());
    } else if (structure instanceof TypeStructure.Option type) {
      key.add(identity(type.type()));
    } else if (structure instanceof TypeStructure.Result type) {
      key.add(identity(type.ok()));
      key.add(identity(type.error()));
    } else if (structure instanceof TypeStructure.Own type) {
      key.add(type.resource().root());
    } else if (structure instanceof TypeStructure.Borrow type) {
      key.add(type.resource().root());
    } else if (structure instanceof TypeStructure.Stream type) {
      key.add(identity(type.element()));
    } else if (structure instanceof TypeStructure.Future type) {
      key.add(identity(type.element()));
    } else if (structure instanceof TypeStructure.MapOf type) {
      key.add(identity(type.key()));
      key.add(identity(type.value()));
    }
    return key;
  }

  private static Object identity(Optional<ComponentValueType> type) {
    return type.map(Types::identity).orElse("");
  }

  private static Object identity(ComponentValueType type) {
    return type.structure() instanceof TypeStructure.Primitive primitive
        ? primitive.type()
        : ((DefinedType) type).identity();
  }
}
