package dev.cascara.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {
  @ParameterizedTest
  @CsvSource({
    "type mismatch: expected i32 (at offset 0x1), type mismatch, true",
    "unknown local 2 (at offset 0x1), unknown local, true",
    "uninitialized element, uninitialized element 2, true",
    "unexpected end (at offset 0x1), unexpected end of section or function, true",
    "unexpected end (at offset 0x1), END opcode expected, false",
    "unknown local 2 (at offset 0x1), type mismatch, false",
  })
  void agreesIfEitherMessageSaysMore(String actual, String expected, boolean agree) {
    assertThat(Messages.agree(actual, expected)).isEqualTo(agree);
  }
}
