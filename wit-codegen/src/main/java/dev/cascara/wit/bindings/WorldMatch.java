package dev.cascara.wit.bindings;

import dev.cascara.wit.Direction;
import dev.cascara.wit.Function;
import dev.cascara.wit.Type;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.TypeKind;
import dev.cascara.wit.WitException;
import dev.cascara.wit.WitPrinter;
import dev.cascara.wit.World;
import dev.cascara.wit.WorldItem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether the functions of a world that users wrote have the types that the component says. Names
 * of parameters may differ, and the world may leave exports out.
 */
final class WorldMatch {
  private WorldMatch() {}

  /**
   * Checks each function that both have.
   *
   * @param written the world that users wrote
   * @param actual the world inside the component
   * @throws WitException if a function has other types; the message names it
   */
  static void check(World written, World actual) {
    for (Direction direction : Direction.values()) {
      Map<String, Function> actualFunctions = functions(actual, direction);
      functions(written, direction)
          .forEach(
              (name, function) -> {
                Function other = actualFunctions.get(name);
                if (other != null && !structure(function).equals(structure(other))) {
                  throw new WitException(
                      "the function %s is %s in the component, not %s as in world %s"
                          .formatted(name, text(other), text(function), written.name()));
                }
              });
    }
  }

  private static Map<String, Function> functions(World world, Direction direction) {
    Map<String, Function> functions = new TreeMap<>();
    for (WorldItem.InterfaceItem item : world.interfaces(direction)) {
      for (Function function : item.definition().functions()) {
        functions.put(item.externName() + "#" + function.externName(), function);
      }
    }
    for (Function function : world.functions(direction)) {
      functions.put(function.externName(), function);
    }
    return functions;
  }

  private static String text(Function function) {
    return function.parameters().stream()
            .map(parameter -> parameter.name() + ": " + WitPrinter.print(parameter.type()))
            .collect(Collectors.joining(", ", "func(", ")"))
        + function.result().map(type -> " -> " + WitPrinter.print(type)).orElse("");
  }

  private static String structure(Function function) {
    return function.synchrony()
        + function.parameters().stream()
            .map(parameter -> structure(parameter.type()))
            .collect(Collectors.joining(",", "(", ")"))
        + structure(function.result());
  }

  private static String structure(Optional<Type> type) {
    return type.map(WorldMatch::structure).orElse("_");
  }

  /** The type with names of definitions replaced by what they stand for, but for resources. */
  private static String structure(Type aliased) {
    Type type = aliased.unaliased();
    if (type instanceof Type.Primitive primitive) {
      return primitive.keyword();
    }
    if (type instanceof Type.ListType list) {
      return "list<" + structure(list.element()) + ">";
    }
    if (type instanceof Type.FixedLengthListType list) {
      return "list<" + structure(list.element()) + "," + list.length() + ">";
    }
    if (type instanceof Type.MapType map) {
      return "map<" + structure(map.key()) + "," + structure(map.value()) + ">";
    }
    if (type instanceof Type.OptionType option) {
      return "option<" + structure(option.some()) + ">";
    }
    if (type instanceof Type.ResultType result) {
      return "result<" + structure(result.ok()) + "," + structure(result.error()) + ">";
    }
    if (type instanceof Type.TupleType tuple) {
      return tuple.elements().stream()
          .map(WorldMatch::structure)
          .collect(Collectors.joining(",", "tuple<", ">"));
    }
    if (type instanceof Type.Own own) {
      return "own<" + own.resource().name() + ">";
    }
    if (type instanceof Type.Borrow borrow) {
      return "borrow<" + borrow.resource().name() + ">";
    }
    if (type instanceof Type.Named named) {
      return structure(named.definition());
    }
    if (type instanceof Type.StreamType stream) {
      return "stream<" + structure(stream.element()) + ">";
    }
    if (type instanceof Type.FutureType future) {
      return "future<" + structure(future.value()) + ">";
    }
    throw new IllegalStateException("all types are handled above");
  }

  private static String structure(TypeDefinition definition) {
    TypeKind kind = definition.kind();
    if (kind instanceof TypeKind.Record record) {
      return record.fields().stream()
          .map(field -> field.name() + ":" + structure(field.type()))
          .collect(Collectors.joining(",", "record{", "}"));
    }
    if (kind instanceof TypeKind.Variant variant) {
      return variant.cases().stream()
          .map(each -> each.name() + "(" + structure(each.type()) + ")")
          .collect(Collectors.joining(",", "variant{", "}"));
    }
    if (kind instanceof TypeKind.Enum cases) {
      return "enum" + names(cases.cases());
    }
    if (kind instanceof TypeKind.Flags flags) {
      return "flags" + names(flags.flags());
    }
    return definition.name();
  }

  private static List<String> names(List<TypeKind.Label> labels) {
    return labels.stream().map(TypeKind.Label::name).toList();
  }
}
