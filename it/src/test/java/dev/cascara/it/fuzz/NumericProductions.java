package dev.cascara.it.fuzz;

import static dev.cascara.it.fuzz.Type.F32;
import static dev.cascara.it.fuzz.Type.F64;
import static dev.cascara.it.fuzz.Type.I32;
import static dev.cascara.it.fuzz.Type.I64;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Numeric instructions. Which NaN they make is open, so no NaN's bits may be seen. */
final class NumericProductions {
  private NumericProductions() {}

  static List<Production> all() {
    List<Production> all = new ArrayList<>();
    // Arithmetic.
    unary(all, 6, I32, I32, 0x67, 0x68, 0x69, 0xC0, 0xC1);
    unary(all, 4, I32, I32, 0x45);
    binary(all, 24, I32, I32, 0x6A, 0x6B, 0x6C, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78);
    division(all, I32, 0x6D, 0x72);
    unary(all, 6, I64, I64, 0x79, 0x7A, 0x7B, 0xC2, 0xC3, 0xC4);
    binary(all, 24, I64, I64, 0x7C, 0x7D, 0x7E, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A);
    division(all, I64, 0x7F, 0x84);
    unary(all, 10, F32, F32, range(0x8B, 0x91));
    binary(all, 16, F32, F32, range(0x92, 0x97));
    unary(all, 10, F64, F64, range(0x99, 0x9F));
    binary(all, 16, F64, F64, range(0xA0, 0xA5));
    copySign(all, F32, 0x98);
    copySign(all, F64, 0xA6);
    // Comparisons.
    binary(all, 10, I32, I32, range(0x46, 0x4F));
    unary(all, 3, I64, I32, 0x50);
    binary(all, 6, I64, I32, range(0x51, 0x5A));
    binary(all, 4, F32, I32, range(0x5B, 0x60));
    binary(all, 4, F64, I32, range(0x61, 0x66));
    // Conversions.
    unary(all, 6, I64, I32, 0xA7);
    truncation(all, F32, I32, 0xA8);
    truncation(all, F64, I32, 0xAA);
    unary(all, 6, I32, I64, 0xAC, 0xAD);
    truncation(all, F32, I64, 0xAE);
    truncation(all, F64, I64, 0xB0);
    unary(all, 4, I32, F32, 0xB2, 0xB3);
    unary(all, 4, I64, F32, 0xB4, 0xB5);
    unary(all, 4, F64, F32, 0xB6);
    unary(all, 4, I32, F64, 0xB7, 0xB8);
    unary(all, 4, I64, F64, 0xB9, 0xBA);
    unary(all, 4, F32, F64, 0xBB);
    unary(all, 3, I32, F32, 0xBE);
    unary(all, 3, I64, F64, 0xBF);
    reinterpret(all, F32, I32, 0xBC);
    reinterpret(all, F64, I64, 0xBD);
    saturating(all, F32, I32, 0);
    saturating(all, F64, I32, 2);
    saturating(all, F32, I64, 4);
    saturating(all, F64, I64, 6);
    return all;
  }

  private static int[] range(int first, int last) {
    return IntStream.rangeClosed(first, last).toArray();
  }

  private static int pick(FunctionGenerator function, int... opcodes) {
    return opcodes[function.choices().below(opcodes.length)];
  }

  private static void unary(
      List<Production> all, int weight, Type operand, Type result, int... opcodes) {
    all.add(
        Production.of(
            weight,
            List.of(result),
            function ->
                Node.of(pick(function, opcodes), List.of(result), function.expression(operand))));
  }

  private static void binary(
      List<Production> all, int weight, Type operand, Type result, int... opcodes) {
    all.add(
        Production.of(
            weight,
            List.of(result),
            function ->
                Node.of(
                    new Bytes().put(pick(function, opcodes)),
                    function.operands(List.of(operand, operand)),
                    List.of(result))));
  }

  /** Divisions and remainders, signed and not. */
  private static void division(List<Production> all, Type type, int first, int or) {
    all.add(
        Production.of(
            8,
            List.of(type),
            function -> {
              Node dividend = function.expression(type);
              Node divisor = function.expression(type);
              if (!function.reckless()) {
                divisor =
                    Node.of(or, List.of(type), divisor, VariableProductions.constant(type, 1));
              }
              return Node.of(first + function.choices().below(4), List.of(type), dividend, divisor);
            }));
  }

  /** Truncations to signed and unsigned integers, mostly of what fits. */
  private static void truncation(List<Production> all, Type from, Type to, int first) {
    all.add(
        Production.of(
            3,
            List.of(to),
            function -> {
              int opcode = first + function.choices().below(2);
              if (function.reckless()) {
                return Node.of(opcode, List.of(to), function.expression(from));
              }
              Node small =
                  Node.of(
                      0x71,
                      List.of(I32),
                      function.expression(I32),
                      VariableProductions.constant(I32, 0x3FFF_FFFF));
              int convert = from.equals(F32) ? 0xB2 : 0xB7;
              Node number = Node.of(convert, List.of(from), small);
              Node half =
                  VariableProductions.constant(
                      from,
                      from.equals(F32)
                          ? Float.floatToIntBits(-0.75f)
                          : Double.doubleToLongBits(-0.75));
              return Node.of(
                  opcode,
                  List.of(to),
                  Node.of(from.equals(F32) ? 0x92 : 0xA0, List.of(from), number, half));
            }));
  }

  private static void copySign(List<Production> all, Type type, int opcode) {
    all.add(
        Production.of(
            2,
            List.of(type),
            function ->
                Node.of(
                    opcode,
                    List.of(type),
                    function.expression(type),
                    function.withoutNan(type, function.expression(type)))));
  }

  private static void reinterpret(List<Production> all, Type from, Type to, int opcode) {
    all.add(
        Production.of(
            3,
            List.of(to),
            function ->
                Node.of(
                    opcode, List.of(to), function.withoutNan(from, function.expression(from)))));
  }

  private static void saturating(List<Production> all, Type from, Type to, int first) {
    all.add(
        Production.of(
            2,
            List.of(to),
            function ->
                Node.of(
                    new Bytes().put(0xFC, first + function.choices().below(2)),
                    List.of(function.expression(from)),
                    List.of(to))));
  }
}
