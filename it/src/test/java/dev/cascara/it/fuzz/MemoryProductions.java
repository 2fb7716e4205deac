package dev.cascara.it.fuzz;

import static dev.cascara.it.fuzz.Type.F32;
import static dev.cascara.it.fuzz.Type.F64;
import static dev.cascara.it.fuzz.Type.I32;
import static dev.cascara.it.fuzz.Type.I64;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Instructions of memories. */
final class MemoryProductions {
  private static final int PAGE = 0x10000;

  private MemoryProductions() {}

  static List<Production> expressions() {
    List<Production> all = new ArrayList<>();
    loads(all, 12, I32, 0x28, 0x2C, 0x2D, 0x2E, 0x2F);
    loads(all, 12, I64, 0x29, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35);
    loads(all, 8, F32, 0x2A);
    loads(all, 8, F64, 0x2B);
    all.add(ifMemory(2, List.of(I32), function -> Node.of(sizeCode(), List.of(), List.of(I32))));
    all.add(ifMemory(2, List.of(I32), MemoryProductions::grow));
    return all;
  }

  static List<Production> statements() {
    List<Production> all = new ArrayList<>();
    stores(all, 10, I32, 0x36, 0x3A, 0x3B);
    stores(all, 10, I64, 0x37, 0x3C, 0x3D, 0x3E);
    stores(all, 5, F32, 0x38);
    stores(all, 5, F64, 0x39);
    all.add(
        ifMemory(
            3,
            List.of(),
            function ->
                Node.of(
                    new Bytes().put(0xFC, 11, 0),
                    List.of(address(function), function.expression(I32), length(function)),
                    List.of())));
    all.add(
        ifMemory(
            3,
            List.of(),
            function ->
                Node.of(
                    new Bytes().put(0xFC, 10, 0, 0),
                    List.of(address(function), address(function), length(function)),
                    List.of())));
    all.add(new Production(4, MemoryProductions::initOrDrop));
    return all;
  }

  private static Production ifMemory(
      int weight, List<Type> results, Function<FunctionGenerator, Node> maker) {
    return new Production(
        weight,
        (function, wanted) ->
            function.shape().memories.isEmpty() || !wanted.equals(results)
                ? Optional.empty()
                : Optional.of(maker.apply(function)));
  }

  private static Bytes sizeCode() {
    return new Bytes().put(0x3F, 0);
  }

  private static Node grow(FunctionGenerator function) {
    // Not by what an engine may or may not have: growing by a little, or by far too much.
    int pages = function.choices().pick(List.of(0, 0, 1, 1, 2, 0x1_0000, -1, Integer.MIN_VALUE));
    return Node.of(
        new Bytes().put(0x40, 0), List.of(VariableProductions.constant(I32, pages)), List.of(I32));
  }

  private static void loads(List<Production> all, int weight, Type type, int... opcodes) {
    all.add(
        ifMemory(
            weight,
            List.of(type),
            function ->
                Node.of(
                    access(function, opcodes[function.choices().below(opcodes.length)]),
                    List.of(address(function)),
                    List.of(type))));
  }

  private static void stores(List<Production> all, int weight, Type type, int... opcodes) {
    all.add(
        ifMemory(
            weight,
            List.of(),
            function -> {
              Node address = address(function);
              Node value = function.expression(type);
              return Node.of(
                  access(function, opcodes[function.choices().below(opcodes.length)]),
                  List.of(address, type.isFloat() ? function.withoutNan(type, value) : value),
                  List.of());
            }));
  }

  private static Bytes access(FunctionGenerator function, int opcode) {
    return new Bytes().put(opcode, 0).unsigned(offset(function));
  }

  static long offset(FunctionGenerator function) {
    Choices choices = function.choices();
    return function.reckless()
        ? choices.pick(
            List.of(PAGE - 1L, PAGE + 3L, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL, 0xFFFF_FFF8L))
        : choices.percent(40) ? choices.below(64) : 0;
  }

  static Node address(FunctionGenerator function) {
    Choices choices = function.choices();
    if (function.reckless()) {
      return switch (choices.below(3)) {
        case 0 ->
            VariableProductions.constant(I32, PAGE * choices.below(4) - choices.between(-1, 9));
        case 1 -> VariableProductions.constant(I32, choices.integer());
        default -> function.expression(I32);
      };
    }
    return switch (choices.below(4)) {
      case 0 -> VariableProductions.constant(I32, choices.below(256));
      case 1 -> VariableProductions.constant(I32, PAGE - 256 + choices.below(128));
      default ->
          Node.of(
              0x71,
              List.of(I32),
              function.expression(I32),
              VariableProductions.constant(
                  I32, choices.pick(List.of(0xFF, 0xFFF, 0x7FF8, 0xF0FF))));
    };
  }

  static Node length(FunctionGenerator function) {
    Choices choices = function.choices();
    if (function.reckless()) {
      return VariableProductions.constant(I32, choices.integer());
    }
    return choices.percent(50)
        ? VariableProductions.constant(I32, choices.below(40))
        : Node.of(
            0x71, List.of(I32), function.expression(I32), VariableProductions.constant(I32, 0x3F));
  }

  private static Optional<Node> initOrDrop(FunctionGenerator function, List<Type> results) {
    List<GeneratedModule.Data> data = function.shape().data;
    if (!results.isEmpty() || data.isEmpty()) {
      return Optional.empty();
    }
    int segment = function.choices().below(data.size());
    boolean gone = data.get(segment).offset() >= 0;
    if (gone && !function.reckless()) {
      return Optional.empty();
    }
    boolean isKept = segment == function.shape().dataOfArrays && !function.reckless();
    if (function.choices().percent(20) && !isKept) {
      return Optional.of(Node.of(new Bytes().put(0xFC, 9).unsigned(segment), List.of(), List.of()));
    }
    if (function.shape().memories.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Node.of(
            new Bytes().put(0xFC, 8).unsigned(segment).put(0),
            List.of(
                address(function),
                VariableProductions.constant(I32, 0),
                VariableProductions.constant(
                    I32,
                    function.choices().percent(50)
                        ? 0
                        : function.choices().below(data.get(segment).bytes().length + 1))),
            List.of()));
  }
}
