package dev.cascara.compiler.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTest {
  static Stream<Supplier<Value>> outOfRange() {
    return Stream.of(
        () -> new Value.S8(128),
        () -> new Value.U8(-1),
        () -> new Value.S16(-32_769),
        () -> new Value.U16(65_536),
        () -> new Value.U32(1L << 32),
        () -> new Value.Char(0xD800),
        () -> new Value.Char(0x110000),
        () -> new Value.StringOf("a\uDC00"));
  }

  @ParameterizedTest
  @MethodSource
  void outOfRange(Supplier<Value> value) {
    assertThatThrownBy(value::get).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thereIsOneNan() {
    assertThat(new Value.F32(Float.intBitsToFloat(0x7FC0_1234)))
        .isEqualTo(new Value.F32(Float.NaN));
    assertThat(new Value.F64(0.0)).isNotEqualTo(new Value.F64(-0.0));
  }

  @Test
  void listsAreCopied() {
    List<Value> elements = new ArrayList<>(List.of(new Value.S32(1)));
    Value list = new Value.ListOf(elements);
    elements.clear();
    assertThat(list).isEqualTo(new Value.ListOf(List.of(new Value.S32(1))));
  }

  @Test
  void inAMapTheLastEntryOfAKeyCounts() {
    Value key = new Value.Bool(true);
    Value.MapOf map =
        new Value.MapOf(
            List.of(
                new Value.MapOf.Entry(key, new Value.U8(1)),
                new Value.MapOf.Entry(key, new Value.U8(2))));
    assertThat(map.toMap()).containsOnly(entry(key, new Value.U8(2)));
  }

  @Test
  void bytesAreAListOfU8() {
    byte[] bytes = {1, -1};
    Value list = Value.ListOf.bytes(bytes);
    bytes[0] = 7;
    assertThat(list)
        .isEqualTo(new Value.ListOf(List.of(new Value.U8(1), new Value.U8(255))))
        .hasSameHashCodeAs(new Value.ListOf(List.of(new Value.U8(1), new Value.U8(255))));
  }
}
