package dev.cascara.compiler.dynamic;

import static dev.cascara.compiler.component.PrimitiveType.BOOL;
import static dev.cascara.compiler.component.PrimitiveType.CHAR;
import static dev.cascara.compiler.component.PrimitiveType.F32;
import static dev.cascara.compiler.component.PrimitiveType.F64;
import static dev.cascara.compiler.component.PrimitiveType.S64;
import static dev.cascara.compiler.component.PrimitiveType.S8;
import static dev.cascara.compiler.component.PrimitiveType.STRING;
import static dev.cascara.compiler.component.PrimitiveType.U64;
import static dev.cascara.compiler.component.PrimitiveType.U8;
import static dev.cascara.compiler.component.TestTypes.enumOf;
import static dev.cascara.compiler.component.TestTypes.fixedLengthList;
import static dev.cascara.compiler.component.TestTypes.flags;
import static dev.cascara.compiler.component.TestTypes.listOf;
import static dev.cascara.compiler.component.TestTypes.mapOf;
import static dev.cascara.compiler.component.TestTypes.option;
import static dev.cascara.compiler.component.TestTypes.record;
import static dev.cascara.compiler.component.TestTypes.result;
import static dev.cascara.compiler.component.TestTypes.tuple;
import static dev.cascara.compiler.component.TestTypes.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cascara.compiler.component.ComponentValueType;
import dev.cascara.compiler.component.TypeStructure.Case;
import dev.cascara.compiler.component.TypeStructure.Field;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaveTest {
  private static final ComponentValueType POINT =
      record(new Field("x", U8), new Field("y", option(U8)));
  private static final ComponentValueType ALL_OPTIONAL =
      record(new Field("a", option(U8)), new Field("true", option(BOOL)));
  private static final ComponentValueType SHAPE =
      variant(
          new Case("dot", Optional.empty()),
          new Case("circle", Optional.of(F64)),
          new Case("err", Optional.of(STRING)));
  private static final ComponentValueType U8_OR_STRING =
      result(Optional.of(U8), Optional.of(STRING));

  static Stream<Arguments> parsesAndPrints() {
    return Stream.of(
        arguments(BOOL, "true", "true"),
        arguments(U8, " 255 ", "255"),
        arguments(S8, "-128", "-128"),
        arguments(S8, "-0", "0"),
        arguments(U64, "18446744073709551615", "18446744073709551615"),
        arguments(S64, "-9223372036854775808", "-9223372036854775808"),
        arguments(F32, "3.4028234664e38", "340282350000000000000000000000000000000"),
        arguments(F32, "3.4028234664e39", "inf"),
        arguments(F32, "1.4012984643e-45", "0.000000000000000000000000000000000000000000001"),
        arguments(F32, "1.4012984643e-46", "0"),
        arguments(F64, "0.1", "0.1"),
        arguments(F64, "2e-3", "0.002"),
        arguments(F64, "1E+5", "100000"),
        arguments(F64, "-0.0e-0", "-0"),
        arguments(F64, "nan", "nan"),
        arguments(F64, "-inf", "-inf"),
        arguments(CHAR, "'x'", "'x'"),
        arguments(CHAR, "'\"'", "'\\\"'"),
        arguments(CHAR, "'\\u{0}'", "'\\u{0}'"),
        arguments(CHAR, "'\\u{01F30A}'", "'🌊'"),
        arguments(STRING, "\"\"", "\"\""),
        arguments(STRING, "\"WAVE🌊\"", "\"WAVE🌊\""),
        arguments(STRING, "\"\\\\\\'\\\"\\t\\n\\r\"", "\"\\\\\\'\\\"\\t\\n\\r\""),
        arguments(STRING, "\"\"\"\n\"\"\"", "\"\""),
        arguments(STRING, "\"\"\"\r\n  a\r\n    b\n  \"\"\"", "\"a\\n  b\""),
        arguments(STRING, "\"\"\"\n\nx\n\n\"\"\"", "\"\\nx\\n\""),
        arguments(STRING, "\"\"\"\n\"\"\\\"\"\n\"\"\"", "\"\\\"\\\"\\\"\\\"\""),
        arguments(listOf(U8), "[]", "[]"),
        arguments(listOf(U8), "[1, // one\n 2,]", "[1, 2]"),
        arguments(fixedLengthList(U8, 2), "[1, 2]", "[1, 2]"),
        arguments(mapOf(STRING, U8), "[(\"a\", 1), (\"a\", 2)]", "[(\"a\", 1), (\"a\", 2)]"),
        arguments(tuple(U8, STRING), "(1, \"a\",)", "(1, \"a\")"),
        arguments(POINT, "{y: 2, x: 1}", "{x: 1, y: some(2)}"),
        arguments(POINT, "{x: 1, y: none,}", "{x: 1}"),
        arguments(ALL_OPTIONAL, "{:}", "{:}"),
        arguments(ALL_OPTIONAL, "{true: false}", "{true: some(false)}"),
        arguments(ALL_OPTIONAL, "{%a: 1}", "{a: some(1)}"),
        arguments(SHAPE, "dot", "dot"),
        arguments(SHAPE, "%circle(1)", "circle(1)"),
        arguments(SHAPE, "%err(\"oops\")", "%err(\"oops\")"),
        arguments(enumOf("south", "none"), "south", "south"),
        arguments(enumOf("south", "none"), "%none", "%none"),
        arguments(option(U8), "none", "none"),
        arguments(option(U8), "1", "some(1)"),
        arguments(option(U8), "some(1)", "some(1)"),
        arguments(option(option(U8)), "some(none)", "some(none)"),
        arguments(U8_OR_STRING, "1", "ok(1)"),
        arguments(U8_OR_STRING, "err(\"x\")", "err(\"x\")"),
        arguments(result(Optional.empty(), Optional.empty()), "ok", "ok"),
        arguments(flags("read", "write"), "{write, read,}", "{read, write}"),
        arguments(flags("read", "write"), "{}", "{}"));
  }

  @ParameterizedTest
  @MethodSource
  void parsesAndPrints(ComponentValueType type, String text, String printed) {
    Value value = Wave.parse(text, type);
    assertThat(Wave.print(value)).isEqualTo(printed);
    assertThat(Wave.parse(printed, type)).isEqualTo(value);
  }

  static Stream<Arguments> rejects() {
    return Stream.of(
        arguments(BOOL, "True", 0, "label"),
        arguments(BOOL, "", 0, "unexpected the end"),
        arguments(U8, "256", 0, "out of range"),
        arguments(U8, "-1", 0, "integer of type u8"),
        arguments(U8, "1.0", 0, "integer"),
        arguments(U8, "01", 0, "invalid number"),
        arguments(U8, "1 2", 2, "expected the end"),
        arguments(S8, "9".repeat(100_000), 0, "integer"),
        arguments(F32, "-nan", 0, "number"),
        arguments(F32, "1.", 0, "number"),
        arguments(CHAR, "''", 0, "char"),
        arguments(CHAR, "'ab'", 0, "char"),
        arguments(CHAR, "'\\u{D800}'", 1, "escape"),
        arguments(CHAR, "'\\u{110000}'", 1, "escape"),
        arguments(CHAR, "'\\z'", 1, "escape"),
        arguments(STRING, "\"a", 0, "unterminated"),
        arguments(STRING, "\"a\nb\"", 0, "unterminated"),
        arguments(STRING, "\"\\", 1, "escape"),
        arguments(STRING, "\"\"\"a\n\"\"\"", 0, "line break"),
        arguments(STRING, "\"\"\"\"\"\"", 0, "line break"),
        arguments(STRING, "\"\"\"\na\n  \"\"\"", 4, "indented"),
        arguments(STRING, "\"\"\"\na\"\"\"", 5, "line of its own"),
        arguments(listOf(U8), "[1", 2, "`]`"),
        arguments(listOf(U8), "[,]", 1, "integer"),
        arguments(listOf(U8), "[1,,]", 3, "integer"),
        arguments(fixedLengthList(U8, 2), "[1]", 0, "1 elements"),
        arguments(tuple(U8, U8), "(1)", 2, "`,`"),
        arguments(POINT, "{y: 1}", 0, "missing field `x`"),
        arguments(POINT, "{x: 1, x: 2}", 7, "duplicate field"),
        arguments(POINT, "{z: 1}", 1, "unknown field"),
        arguments(SHAPE, "dot(1)", 3, "no payload"),
        arguments(SHAPE, "circle", 6, "`(`"),
        arguments(SHAPE, "err(\"\")", 0, "keyword"),
        arguments(SHAPE, "square", 0, "expected one of dot, circle, err"),
        arguments(option(U8), "none()", 4, "expected the end"),
        arguments(option(option(U8)), "1", 0, "`some(...)`"),
        arguments(flags("read"), "{read, read}", 7, "duplicate flag"),
        arguments(flags("read"), "{exec}", 1, "unknown flag"));
  }

  @ParameterizedTest
  @MethodSource
  void rejects(ComponentValueType type, String text, int offset, String message) {
    assertThatExceptionOfType(WaveException.class)
        .isThrownBy(() -> Wave.parse(text, type))
        .withMessageContaining(message)
        .extracting(WaveException::offset)
        .isEqualTo(offset);
  }

  @ParameterizedTest
  @CsvSource({
    "greet(1), greet",
    "demo:c/calc@1.0.0#add(1), demo:c/calc@1.0.0#add",
    "calc.add(1), calc.add",
    "[method]counter.add(1), [method]counter.add",
  })
  void callsNameAFunction(String call, String name) {
    WaveCall parsed = WaveCall.parse(call);
    assertThat(parsed.name()).isEqualTo(name);
    assertThat(parsed.arguments(List.of(U8))).containsExactly(new Value.U8(1));
  }

  @Test
  void optionsAtTheEndMayBeLeftOut() {
    assertThat(WaveCall.parse("f(1)").arguments(List.of(U8, option(U8), option(U8))))
        .containsExactly(new Value.U8(1), Value.Option.NONE, Value.Option.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"f", "(1)", "f(1) x", "f(1, 2)", "f()", "f g(1)", "f(1"})
  void callsThatAreNone(String call) {
    assertThatExceptionOfType(WaveException.class)
        .isThrownBy(() -> WaveCall.parse(call).arguments(List.of(U8)));
  }
}
