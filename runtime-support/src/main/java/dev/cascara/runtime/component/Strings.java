package dev.cascara.runtime.component;

import dev.cascara.runtime.Memory;
import dev.cascara.runtime.WasmTrap;
import dev.cascara.runtime.internal.LinearMemory;
import dev.cascara.runtime.internal.MemoryAccess;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Lifts and lowers strings.
 *
 * <p>A WebAssembly string is a sequence of Unicode scalar values: lifting traps on anything else,
 * and a Java string with an unpaired surrogate cannot be lowered.
 */
public final class Strings {
  /** The largest string that can be lifted, in bytes. */
  public static final int MAXIMUM_BYTE_LENGTH = (1 << 28) - 1;

  /** In a length of {@link StringEncoding#LATIN1_UTF16}, says that code units have two bytes. */
  private static final int UTF16_TAG = 1 << 31;

  private static final char REPLACEMENT = '\uFFFD';

  private Strings() {}

  /**
   * Lifts a string.
   *
   * @param options the guest's memory and encoding
   * @param address where the string begins
   * @param length its length in the encoding's code units, with the encoding's tag
   * @return the string
   * @throws WasmTrap if it is not within the memory, not aligned, too large or not well-formed
   */
  public static String lift(CanonicalOptions options, int address, int length) {
    return switch (options.stringEncoding()) {
      case UTF8 -> liftUtf8(options.memory(), address, Integer.toUnsignedLong(length));
      case UTF16 -> liftUtf16(options.memory(), address, Integer.toUnsignedLong(length));
      case LATIN1_UTF16 ->
          (length & UTF16_TAG) != 0
              ? liftUtf16(options.memory(), address, length ^ UTF16_TAG)
              : liftLatin1(options.memory(), address, length);
    };
  }

  private static void check(Memory memory, int address, long byteLength, int alignment) {
    if (byteLength > MAXIMUM_BYTE_LENGTH) {
      throw AbiTrap.of("string pointer/length out of bounds of memory: the string is too large");
    }
    if ((address & (alignment - 1)) != 0) {
      throw AbiTrap.of("unaligned pointer");
    }
    if (Integer.toUnsignedLong(address) + byteLength > memory.byteSize()) {
      throw AbiTrap.of("string pointer/length out of bounds of memory");
    }
  }

  /** Whether one array holds all of a range, at the same index as its address. */
  private static boolean isInHead(LinearMemory memory, int address, long length) {
    return memory.isInHead(Integer.toUnsignedLong(address), length);
  }

  private static String liftUtf8(Memory memory, int address, long byteLength) {
    check(memory, address, byteLength, 1);
    int length = (int) byteLength;
    byte[] bytes;
    int offset;
    if (memory instanceof LinearMemory array && isInHead(array, address, length)) {
      bytes = array.bytes;
      offset = address;
    } else {
      bytes = copy(memory, address, length);
      offset = 0;
    }
    String string = new String(bytes, offset, length, StandardCharsets.UTF_8);
    // The JDK's fast decoder replaces what is malformed; U+FFFD may also be in the string itself.
    if (string.indexOf(REPLACEMENT) >= 0) {
      checkUtf8(bytes, offset, length);
    }
    return string;
  }

  private static void checkUtf8(byte[] bytes, int offset, int length) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
    CharBuffer out = CharBuffer.allocate(Math.min(length, 1024));
    CoderResult result = decoder.decode(in, out, true);
    while (result.isOverflow()) {
      out.clear();
      result = decoder.decode(in, out, true);
    }
    if (result.isError()) {
      String where = " at byte " + (in.position() - offset);
      throw AbiTrap.of(
          isTruncated(bytes, in.position(), offset + length)
              ? "incomplete utf-8 byte sequence" + where
              : "invalid utf-8" + where);
    }
  }

  /** Whether the bytes up to the end are the beginning of a longer sequence. */
  private static boolean isTruncated(byte[] bytes, int position, int end) {
    int first = bytes[position] & 0xFF;
    int expected = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
    if (first > 0xF4 || end - position >= expected) {
      return false;
    }
    for (int i = position + 1; i < end; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return false;
      }
    }
    return true;
  }

  private static String liftUtf16(Memory memory, int address, long units) {
    check(memory, address, 2 * units, 2);
    char[] chars = new char[(int) units];
    if (memory instanceof LinearMemory array && isInHead(array, address, 2 * units)) {
      byte[] bytes = array.bytes;
      for (int i = 0; i < chars.length; i++) {
        chars[i] = (char) (short) MemoryAccess.SHORT.get(bytes, address + 2 * i);
      }
    } else {
      for (int i = 0; i < chars.length; i++) {
        chars[i] = (char) memory.readShort(address + 2 * i);
      }
    }
    for (int i = 0; i < chars.length; i++) {
      if (Character.isSurrogate(chars[i])) {
        if (i + 1 == chars.length || !Character.isSurrogatePair(chars[i], chars[i + 1])) {
          throw AbiTrap.of("invalid utf-16: unpaired surrogate at code unit " + i);
        }
        i++;
      }
    }
    return new String(chars);
  }

  private static String liftLatin1(Memory memory, int address, int length) {
    check(memory, address, length, 2);
    return memory instanceof LinearMemory array && isInHead(array, address, length)
        ? new String(array.bytes, address, length, StandardCharsets.ISO_8859_1)
        : new String(copy(memory, address, length), StandardCharsets.ISO_8859_1);
  }

  private static byte[] copy(Memory memory, int address, int length) {
    byte[] bytes = new byte[length];
    memory.read(address, bytes, 0, length);
    return bytes;
  }

  /**
   * Lowers a string into memory that the guest's allocator provides.
   *
   * @param options the guest's memory, allocator and encoding
   * @param string the string
   * @return the address in the low 32 bits ({@link #address}) and the length, with the encoding's
   *     tag, in the high ones ({@link #length})
   * @throws IllegalArgumentException if the string has an unpaired surrogate or is larger than the
   *     ABI allows
   * @throws WasmTrap if the allocator traps or returns an address that is not suitable
   */
  public static long lower(CanonicalOptions options, String string) {
    return switch (options.stringEncoding()) {
      case UTF8 -> lowerUtf8(options, string);
      case UTF16 -> {
        checkWellFormed(string);
        yield pack(lowerUtf16(options, string), string.length());
      }
      case LATIN1_UTF16 -> lowerLatin1OrUtf16(options, string);
    };
  }

  /**
   * Lowers a string and stores its address and length.
   *
   * @param options the guest's memory, allocator and encoding
   * @param string the string
   * @param target where address and length go, 8 bytes
   * @throws IllegalArgumentException as {@link #lower}
   * @throws WasmTrap as {@link #lower}
   */
  public static void store(CanonicalOptions options, String string, int target) {
    options.memory().writeLong(target, lower(options, string));
  }

  /**
   * Lifts a string whose address and length are in memory.
   *
   * @param options the guest's memory and encoding
   * @param source where address and length are, 8 bytes
   * @return the string
   * @throws WasmTrap as {@link #lift}
   */
  public static String load(CanonicalOptions options, int source) {
    long packed = options.memory().readLong(source);
    return lift(options, address(packed), length(packed));
  }

  private static long pack(int address, int length) {
    return Integer.toUnsignedLong(address) | (long) length << 32;
  }

  /**
   * Unpacks the result of {@link #lower}.
   *
   * @param lowered the result
   * @return where the string begins
   */
  public static int address(long lowered) {
    return (int) lowered;
  }

  /**
   * Unpacks the result of {@link #lower}.
   *
   * @param lowered the result
   * @return the string's length in code units, with the encoding's tag
   */
  public static int length(long lowered) {
    return (int) (lowered >>> 32);
  }

  private static int checkByteLength(long byteLength) {
    if (byteLength > MAXIMUM_BYTE_LENGTH) {
      throw new IllegalArgumentException(
          "a string of " + byteLength + " bytes is too large: " + MAXIMUM_BYTE_LENGTH + " at most");
    }
    return (int) byteLength;
  }

  private static long lowerUtf8(CanonicalOptions options, String string) {
    int length = checkByteLength(utf8Length(string));
    int address = options.allocate(1, length);
    Memory memory = options.memory();
    if (length == string.length()) {
      writeLowBytes(memory, address, string);
    } else if (memory instanceof LinearMemory array && isInHead(array, address, length)) {
      encodeUtf8(string, array.bytes, address);
    } else {
      memory.write(address, string.getBytes(StandardCharsets.UTF_8), 0, length);
    }
    return pack(address, length);
  }

  /** The length in UTF-8; as many bytes as code units if and only if the string is ASCII. */
  private static long utf8Length(String string) {
    int units = string.length();
    int i = 0;
    while (i < units && string.charAt(i) < 0x80) {
      i++;
    }
    long length = units;
    for (; i < units; i++) {
      char unit = string.charAt(i);
      if (unit >= 0x800) {
        length += 2;
        if (Character.isSurrogate(unit)) {
          checkPair(string, i);
          i++;
        }
      } else if (unit >= 0x80) {
        length++;
      }
    }
    return length;
  }

  private static void checkPair(String string, int index) {
    if (index + 1 == string.length()
        || !Character.isSurrogatePair(string.charAt(index), string.charAt(index + 1))) {
      throw new IllegalArgumentException(
          "a string is a sequence of Unicode scalar values, but there is an unpaired surrogate at"
              + " index "
              + index);
    }
  }

  private static void checkWellFormed(String string) {
    for (int i = 0; i < string.length(); i++) {
      if (Character.isSurrogate(string.charAt(i))) {
        checkPair(string, i);
        i++;
      }
    }
  }

  private static void encodeUtf8(String string, byte[] bytes, int address) {
    int at = address;
    int units = string.length();
    for (int i = 0; i < units; i++) {
      int point = string.charAt(i);
      if (point < 0x80) {
        bytes[at++] = (byte) point;
      } else if (point < 0x800) {
        bytes[at++] = (byte) (0xC0 | point >> 6);
        bytes[at++] = continuation(point);
      } else if (Character.isSurrogate((char) point)) {
        point = Character.toCodePoint((char) point, string.charAt(++i));
        bytes[at++] = (byte) (0xF0 | point >> 18);
        bytes[at++] = continuation(point >> 12);
        bytes[at++] = continuation(point >> 6);
        bytes[at++] = continuation(point);
      } else {
        bytes[at++] = (byte) (0xE0 | point >> 12);
        bytes[at++] = continuation(point >> 6);
        bytes[at++] = continuation(point);
      }
    }
  }

  /** A byte of UTF-8 that is not the first of its sequence. */
  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }

  /** Writes a string of code units below 256, a byte each. */
  private static void writeLowBytes(Memory memory, int address, String string) {
    if (memory instanceof LinearMemory array && isInHead(array, address, string.length())) {
      copyLowBytes(string, array.bytes, address);
    } else {
      memory.write(address, string.getBytes(StandardCharsets.ISO_8859_1), 0, string.length());
    }
  }

  // Deprecated because it drops the high bytes; here they are 0, and nothing else copies a Latin-1
  // string into an array without an array of its own.
  @SuppressWarnings("deprecation")
  private static void copyLowBytes(String string, byte[] target, int offset) {
    string.getBytes(0, string.length(), target, offset);
  }

  private static int lowerUtf16(CanonicalOptions options, String string) {
    int address = options.allocate(2, checkByteLength(2L * string.length()));
    Memory memory = options.memory();
    for (int i = 0; i < string.length(); i++) {
      memory.writeShort(address + 2 * i, (short) string.charAt(i));
    }
    return address;
  }

  private static long lowerLatin1OrUtf16(CanonicalOptions options, String string) {
    for (int i = 0; i < string.length(); i++) {
      if (string.charAt(i) > 0xFF) {
        checkWellFormed(string);
        return pack(lowerUtf16(options, string), string.length() | UTF16_TAG);
      }
    }
    int address = options.allocate(2, checkByteLength(string.length()));
    writeLowBytes(options.memory(), address, string);
    return pack(address, string.length());
  }
}
