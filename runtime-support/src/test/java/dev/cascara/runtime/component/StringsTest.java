package dev.cascara.runtime.component;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cascara.runtime.WasmTrap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StringsTest {
  private static final int TAG = 1 << 31;

  private final Guest guest = new Guest();

  static String[] texts() {
    return new String[] {
      "",
      "a",
      "plain ASCII",
      "h\u00f6lzern \u00ff",
      "\u2603 snow",
      "\ud83c\udf70 cake",
      "\uFFFD",
      "\u0000",
      "\u07ff\u0800\uffff\ud800\udc00\udbff\udfff",
      "x".repeat(10_000) + "\u00e9"
    };
  }

  @ParameterizedTest
  @MethodSource("texts")
  void everyEncodingCarriesEveryString(String text) {
    for (StringEncoding encoding : StringEncoding.values()) {
      CanonicalOptions options = guest.options(encoding);
      long lowered = Strings.lower(options, text);
      assertThat(Strings.lift(options, Strings.address(lowered), Strings.length(lowered)))
          .as(encoding.name())
          .isEqualTo(text);
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void utf8IsTheBytesOfTheJdk(String text) {
    long lowered = Strings.lower(guest.options(), text);
    assertThat(guest.get(Strings.address(lowered), Strings.length(lowered)))
        .isEqualTo(text.getBytes(UTF_8));
  }

  @Test
  void latin1IsOneByteACharacterWhereItCan() {
    CanonicalOptions options = guest.options(StringEncoding.LATIN1_UTF16);
    long lowered = Strings.lower(options, "\u00e9t\u00e9");
    assertThat(Strings.length(lowered)).isEqualTo(3);
    assertThat(guest.get(Strings.address(lowered), 3))
        .isEqualTo("\u00e9t\u00e9".getBytes(ISO_8859_1));
  }

  @Test
  void otherwiseItIsTaggedUtf16() {
    CanonicalOptions options = guest.options(StringEncoding.LATIN1_UTF16);
    long lowered = Strings.lower(options, "a\u2603");
    assertThat(Strings.length(lowered)).isEqualTo(2 | TAG);
    assertThat(guest.get(Strings.address(lowered), 4)).isEqualTo("a\u2603".getBytes(UTF_16LE));
  }

  @Test
  void anEmptyStringIsAllocatedAsWell() {
    Strings.lower(guest.options(), "");
    assertThat(guest.allocations).containsExactly("0,0,1,0");
  }

  @Test
  void storesAndLoadsAddressAndLength() {
    CanonicalOptions options = guest.options();
    Strings.store(options, "stored", 8);
    assertThat(guest.memory.readInt(12)).isEqualTo(6);
    assertThat(Strings.load(options, 8)).isEqualTo("stored");
  }

  @ParameterizedTest
  @EnumSource(StringEncoding.class)
  void anUnpairedSurrogateCannotBeLowered(StringEncoding encoding) {
    CanonicalOptions options = guest.options(encoding);
    for (String text : new String[] {"ab\ud800", "\udc00", "\ud800\ud800\udc00x\ud83c"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Strings.lower(options, text))
          .withMessageContaining("unpaired surrogate");
    }
    assertThat(guest.allocations).isEmpty();
  }

  static byte[][] malformedUtf8() {
    return new byte[][] {
      bytes(0xff),
      bytes('a', 0x80),
      bytes(0xc0, 0x80),
      bytes(0xed, 0xa0, 0x80),
      bytes(0xf4, 0x90, 0x80, 0x80),
      bytes(0xef, 0xbf, 0xbd, 0xc3, 'a')
    };
  }

  @ParameterizedTest
  @MethodSource("malformedUtf8")
  void malformedUtf8Traps(byte[] bytes) {
    int address = guest.put(bytes);
    assertTrap("invalid utf-8", () -> Strings.lift(guest.options(), address, bytes.length));
  }

  static byte[][] truncatedUtf8() {
    return new byte[][] {bytes(0xc3), bytes('a', 0xe2, 0x98), bytes(0xf0, 0x9f, 0x8d), bytes(0xf0)};
  }

  @ParameterizedTest
  @MethodSource("truncatedUtf8")
  void truncatedUtf8Traps(byte[] bytes) {
    int address = guest.put(bytes);
    assertTrap(
        "incomplete utf-8 byte sequence",
        () -> Strings.lift(guest.options(), address, bytes.length));
  }

  @Test
  void longMalformedStringsTrapToo() {
    byte[] bytes = ("\u2603".repeat(5000) + "\u00ff").getBytes(UTF_8);
    bytes[bytes.length - 1] = 'x';
    int address = guest.put(bytes);
    assertTrap("invalid utf-8 at byte", () -> Strings.lift(guest.options(), address, bytes.length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "\udc00a", "\ud83c\ud83c\udf70"})
  void malformedUtf16Traps(String text) {
    for (int i = 0; i < text.length(); i++) {
      guest.memory.writeShort(64 + 2 * i, (short) text.charAt(i));
    }
    assertTrap(
        "invalid utf-16",
        () -> Strings.lift(guest.options(StringEncoding.UTF16), 64, text.length()));
    assertTrap(
        "invalid utf-16",
        () -> Strings.lift(guest.options(StringEncoding.LATIN1_UTF16), 64, text.length() | TAG));
  }

  @Test
  void aStringCanReachTheEndOfTheMemory() {
    assertThat(Strings.lift(guest.options(), 65535, 1)).isEqualTo("\0");
    assertThat(Strings.lift(guest.options(), 65536, 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {65536, 65535, 0, -1, -2})
  void aStringOutsideTheMemoryTraps(int address) {
    int length = address == 0 ? 65537 : 2;
    assertTrap(
        "string pointer/length out of bounds of memory",
        () -> Strings.lift(guest.options(), address, length));
  }

  @Test
  void anAddressOutsideTrapsEvenForAnEmptyString() {
    assertTrap("out of bounds", () -> Strings.lift(guest.options(), 0xdeadbeef, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1 << 28, Integer.MAX_VALUE})
  void aStringAboveTheLimitTraps(int length) {
    for (StringEncoding encoding : StringEncoding.values()) {
      assertTrap("too large", () -> Strings.lift(guest.options(encoding), 0, length));
    }
  }

  @Test
  void codeUnitsOfTwoBytesAreAligned() {
    assertTrap("unaligned", () -> Strings.lift(guest.options(StringEncoding.UTF16), 65, 1));
    assertTrap("unaligned", () -> Strings.lift(guest.options(StringEncoding.LATIN1_UTF16), 65, 1));
    assertThat(Strings.lift(guest.options(), 65, 1)).isEqualTo("\0");
  }

  @Test
  void anAllocatorsAddressIsChecked() {
    assertTrap(
        "realloc return: beyond end of memory",
        () -> Strings.lower(guest.options(StringEncoding.UTF8, (a, s, l, n) -> -1), "x"));
    assertTrap(
        "realloc return: result not aligned",
        () -> Strings.lower(guest.options(StringEncoding.UTF16, (a, s, l, n) -> 3), "x"));
  }

  @Test
  void theMemoryMayGrowWhileItIsAllocated() {
    CanonicalOptions options =
        guest.options(
            StringEncoding.UTF8,
            (address, size, alignment, newSize) -> (int) guest.memory.grow(1) * 65536);
    long lowered = Strings.lower(options, "in the new page \u2603");
    assertThat(Strings.lift(options, 65536, Strings.length(lowered)))
        .isEqualTo("in the new page \u2603");
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static void assertTrap(
      String message, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatExceptionOfType(WasmTrap.class)
        .isThrownBy(call)
        .withMessageContaining(message)
        .returns(WasmTrap.Kind.CANONICAL_ABI, WasmTrap::kind);
  }
}
