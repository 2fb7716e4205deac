package dev.cascara.it.fuzz;

import static dev.cascara.it.fuzz.Type.F32;
import static dev.cascara.it.fuzz.Type.F64;
import static dev.cascara.it.fuzz.Type.I32;
import static dev.cascara.it.fuzz.Type.I64;
import static dev.cascara.it.fuzz.Type.V128;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Instructions of vectors. The bits of a vector can always be seen, so every NaN that an
 * instruction makes is replaced at once.
 */
final class VectorProductions {
  private static final int EQUAL_FLOATS = 65;
  private static final int EQUAL_DOUBLES = 71;

  private VectorProductions() {}

  static List<Production> expressions() {
    List<Production> all = new ArrayList<>();
    all.add(Production.of(10, List.of(V128), VectorProductions::constant));
    lanes(all);
    integers(all);
    floats(all);
    memory(all);
    return all;
  }

  static List<Production> statements() {
    return List.of(new Production(6, VectorProductions::store));
  }

  private static Bytes code(int opcode) {
    return new Bytes().put(0xFD).unsigned(opcode);
  }

  static Node constant(FunctionGenerator function) {
    Choices choices = function.choices();
    Bytes code = code(12);
    // Bytes that are all alike, lanes with numbers at a limit, or floats.
    switch (choices.below(3)) {
      case 0 -> code.littleEndian(choices.bits(I64), 8).littleEndian(choices.bits(I64), 8);
      case 1 -> IntStream.range(0, 4).forEach(lane -> code.littleEndian(choices.bits(F32), 4));
      default -> IntStream.range(0, 8).forEach(lane -> code.littleEndian(choices.bits(I32), 2));
    }
    return Node.of(code, List.of(), List.of(V128));
  }

  // Lanes.

  private static void lanes(List<Production> all) {
    all.add(
        Production.of(
            5,
            List.of(V128),
            function -> {
              Bytes code = code(13);
              for (int i = 0; i < 16; i++) {
                code.put(function.choices().below(32));
              }
              return Node.of(code, function.operands(List.of(V128, V128)), List.of(V128));
            }));
    Type[] types = {I32, I32, I32, I64, F32, F64};
    for (int i = 0; i < types.length; i++) {
      Type type = types[i];
      int splat = 15 + i;
      all.add(
          Production.of(
              2,
              List.of(V128),
              function -> Node.of(code(splat), List.of(scalar(function, type)), List.of(V128))));
    }
    lane(all, I32, 16, 21, 22);
    lane(all, I32, 8, 24, 25);
    lane(all, I32, 4, 27);
    lane(all, I64, 2, 29);
    lane(all, F32, 4, 31);
    lane(all, F64, 2, 33);
    replace(all, I32, 16, 23);
    replace(all, I32, 8, 26);
    replace(all, I32, 4, 28);
    replace(all, I64, 2, 30);
    replace(all, F32, 4, 32);
    replace(all, F64, 2, 34);
  }

  private static Node scalar(FunctionGenerator function, Type type) {
    Node value = function.expression(type);
    return type.isFloat() ? function.withoutNan(type, value) : value;
  }

  private static void lane(List<Production> all, Type type, int count, int... opcodes) {
    all.add(
        Production.of(
            4,
            List.of(type),
            function ->
                Node.of(
                    code(opcodes[function.choices().below(opcodes.length)])
                        .put(function.choices().below(count)),
                    List.of(function.expression(V128)),
                    List.of(type))));
  }

  private static void replace(List<Production> all, Type type, int count, int opcode) {
    all.add(
        Production.of(
            1,
            List.of(V128),
            function ->
                Node.of(
                    code(opcode).put(function.choices().below(count)),
                    List.of(function.expression(V128), scalar(function, type)),
                    List.of(V128))));
  }

  // Whole vectors of integers.

  private static void integers(List<Production> all) {
    binary(all, 20, 14, IntStream.rangeClosed(35, 76), IntStream.rangeClosed(78, 81));
    binary(
        all,
        24,
        101,
        IntStream.of(102, 110, 111, 112, 113, 114, 115, 118, 119, 120, 121, 123),
        IntStream.of(130, 133, 134, 142, 143, 144, 145, 146, 147, 149, 150, 151, 152, 153, 155));
    binary(
        all,
        20,
        174,
        IntStream.rangeClosed(156, 159),
        IntStream.of(177, 181, 182, 183, 184, 185, 186, 188, 189, 190, 191));
    binary(all, 16, 206, IntStream.of(209, 213), IntStream.rangeClosed(214, 223));
    unary(all, 20, 77, 96, 97, 98, 124, 125, 126, 127, 128, 129, 135, 136, 137, 138);
    unary(all, 10, 160, 161, 167, 168, 169, 170, 192, 193, 199, 200, 201, 202);
    // Conversions of floats to integers have no NaN; the other way round neither.
    unary(all, 8, 248, 249, 250, 251, 252, 253, 254, 255);
    int[] shifts = {107, 108, 109, 139, 140, 141, 171, 172, 173, 203, 204, 205};
    all.add(
        Production.of(
            10,
            List.of(V128),
            function ->
                Node.of(
                    code(shifts[function.choices().below(shifts.length)]),
                    function.operands(List.of(V128, I32)),
                    List.of(V128))));
    int[] tests = {83, 99, 100, 131, 132, 163, 164, 195, 196};
    all.add(
        Production.of(
            6,
            List.of(I32),
            function ->
                Node.of(
                    code(tests[function.choices().below(tests.length)]),
                    List.of(function.expression(V128)),
                    List.of(I32))));
    all.add(
        Production.of(
            4,
            List.of(V128),
            function ->
                Node.of(code(82), function.operands(List.of(V128, V128, V128)), List.of(V128))));
  }

  private static void binary(
      List<Production> all, int weight, int first, IntStream some, IntStream more) {
    int[] opcodes = IntStream.concat(IntStream.of(first), IntStream.concat(some, more)).toArray();
    all.add(
        Production.of(
            weight,
            List.of(V128),
            function ->
                Node.of(
                    code(opcodes[function.choices().below(opcodes.length)]),
                    function.operands(List.of(V128, V128)),
                    List.of(V128))));
  }

  private static void unary(List<Production> all, int weight, int... opcodes) {
    all.add(
        Production.of(
            weight,
            List.of(V128),
            function ->
                Node.of(
                    code(opcodes[function.choices().below(opcodes.length)]),
                    List.of(function.expression(V128)),
                    List.of(V128))));
  }

  // Floats.

  private static void floats(List<Production> all) {
    floats(all, EQUAL_FLOATS, 1, 103, 104, 105, 106, 227, 94);
    floats(all, EQUAL_FLOATS, 2, 228, 229, 230, 231, 232, 233);
    floats(all, EQUAL_DOUBLES, 1, 116, 117, 122, 148, 239, 95);
    floats(all, EQUAL_DOUBLES, 2, 240, 241, 242, 243, 244, 245);
    // These keep the bits of their operands, but for the sign.
    unary(all, 4, 224, 225, 236, 237);
    binary(all, 4, 234, IntStream.of(235), IntStream.of(246, 247));
  }

  private static void floats(List<Production> all, int equal, int operands, int... opcodes) {
    all.add(
        Production.of(
            10,
            List.of(V128),
            function -> {
              List<Node> values =
                  operands == 1
                      ? List.of(function.expression(V128))
                      : function.operands(List.of(V128, V128));
              Node result =
                  Node.of(
                      code(opcodes[function.choices().below(opcodes.length)]),
                      values,
                      List.of(V128));
              return function.withoutNan(result, equal);
            }));
  }

  /** Replaces the lanes that are not equal to themselves. */
  static Node withoutNan(Node vector, int equal, int local) {
    Node get = Node.of(new Bytes().put(0x20).unsigned(local), List.of(), List.of(V128));
    Bytes nan = code(12);
    for (int i = 0; i < 2; i++) {
      nan.littleEndian(equal == EQUAL_FLOATS ? 0x7FC0_0000_7FC0_0000L : 0x7FF8_0000_0000_0000L, 8);
    }
    return Node.of(
        code(82),
        List.of(
            Node.of(new Bytes().put(0x22).unsigned(local), List.of(vector), List.of(V128)).fixed(),
            Node.of(nan, List.of(), List.of(V128)),
            Node.of(code(equal), List.of(get, get), List.of(V128)).fixed()),
        List.of(V128));
  }

  // Memory.

  private static void memory(List<Production> all) {
    int[] loads = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 92, 93};
    all.add(
        new Production(
            10,
            (function, results) ->
                function.shape().memories.isEmpty() || !results.equals(List.of(V128))
                    ? Optional.empty()
                    : Optional.of(
                        Node.of(
                            access(function, loads[function.choices().below(loads.length)]),
                            List.of(MemoryProductions.address(function)),
                            results))));
    all.add(
        new Production(
            3,
            (function, results) -> {
              if (function.shape().memories.isEmpty() || !results.equals(List.of(V128))) {
                return Optional.empty();
              }
              int kind = function.choices().below(4);
              return Optional.of(
                  Node.of(
                      access(function, 84 + kind).put(function.choices().below(16 >> kind)),
                      List.of(MemoryProductions.address(function), function.expression(V128)),
                      results));
            }));
  }

  private static Bytes access(FunctionGenerator function, int opcode) {
    return code(opcode).put(0).unsigned(MemoryProductions.offset(function));
  }

  private static Optional<Node> store(FunctionGenerator function, List<Type> results) {
    if (function.shape().memories.isEmpty()) {
      return Optional.empty();
    }
    List<Node> operands = List.of(MemoryProductions.address(function), function.expression(V128));
    if (function.choices().percent(60)) {
      return Optional.of(Node.of(access(function, 11), operands, List.of()));
    }
    int kind = function.choices().below(4);
    return Optional.of(
        Node.of(
            access(function, 88 + kind).put(function.choices().below(16 >> kind)),
            operands,
            List.of()));
  }
}
