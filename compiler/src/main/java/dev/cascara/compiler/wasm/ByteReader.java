package dev.cascara.compiler.wasm;

import dev.cascara.compiler.WasmFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads the values of the binary format (section 5.2) from a range of bytes. Every method throws
 * {@link WasmFormatException} where the bytes are not such a value or end too early.
 */
public class ByteReader {
  /** The bytes. */
  protected final byte[] bytes;

  private int position;
  private int end;

  /**
   * Creates a reader.
   *
   * @param bytes what to read from
   * @param start where to begin
   * @param end where to stop
   */
  public ByteReader(byte[] bytes, int start, int end) {
    java.util.Objects.checkFromToIndex(start, end, bytes.length);
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /**
   * Returns where the next byte is read.
   *
   * @return an index into the bytes
   */
  public final int position() {
    return position;
  }

  /**
   * Returns where reading stops.
   *
   * @return an index into the bytes
   */
  public final int end() {
    return end;
  }

  /**
   * Continues with another range of the same bytes.
   *
   * @param newPosition where to begin
   * @param newEnd where to stop
   */
  public final void reset(int newPosition, int newEnd) {
    java.util.Objects.checkFromToIndex(newPosition, newEnd, bytes.length);
    position = newPosition;
    end = newEnd;
  }

  /**
   * Returns whether there is anything left.
   *
   * @return true before the end
   */
  public final boolean hasRemaining() {
    return position < end;
  }

  /**
   * Makes an exception for the current position.
   *
   * @param message what is wrong
   * @return the exception, to be thrown
   */
  public final WasmFormatException malformed(String message) {
    return new WasmFormatException(position, message);
  }

  /**
   * Reads a byte.
   *
   * @return the byte, 0 to 255
   */
  public final int readByte() {
    if (position >= end) {
      throw malformed("unexpected end");
    }
    return bytes[position++] & 0xFF;
  }

  /**
   * Looks at the next byte without reading it.
   *
   * @return the byte, 0 to 255
   */
  public final int peekByte() {
    if (position >= end) {
      throw malformed("unexpected end");
    }
    return bytes[position] & 0xFF;
  }

  /**
   * Passes over bytes.
   *
   * @param count how many, unsigned
   * @return where they begin
   */
  public final int skip(int count) {
    if (Integer.compareUnsigned(count, end - position) > 0) {
      throw malformed("length out of bounds");
    }
    int start = position;
    position += count;
    return start;
  }

  /**
   * Reads a {@code u32}.
   *
   * @return the 32 bits, unsigned
   */
  public final int readUnsigned32() {
    int first = readByte();
    if (first < 0x80) {
      return first;
    }
    int value = first & 0x7F;
    for (int shift = 7; ; shift += 7) {
      int next = readByte();
      if (shift == 28) {
        if (next >= 0x80) {
          throw malformed("integer representation too long");
        }
        if (next > 0x0F) {
          throw malformed("integer too large");
        }
      }
      value |= (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
  }

  /**
   * Reads a {@code u64}.
   *
   * @return the 64 bits, unsigned
   */
  public final long readUnsigned64() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = readByte();
      if (shift == 63) {
        if (next >= 0x80) {
          throw malformed("integer representation too long");
        }
        if (next > 1) {
          throw malformed("integer too large");
        }
      }
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
  }

  /**
   * Reads an {@code s32}.
   *
   * @return the integer
   */
  public final int readSigned32() {
    return (int) readSigned(32);
  }

  /**
   * Reads an {@code s33}.
   *
   * @return the integer
   */
  public final long readSigned33() {
    return readSigned(33);
  }

  /**
   * Reads an {@code s64}.
   *
   * @return the integer
   */
  public final long readSigned64() {
    return readSigned(64);
  }

  private long readSigned(int width) {
    long value = 0;
    int lastShift = (width - 1) / 7 * 7;
    for (int shift = 0; ; shift += 7) {
      int next = readByte();
      if (shift == lastShift) {
        if (next >= 0x80) {
          throw malformed("integer representation too long");
        }
        // The bits above the width must all equal the sign.
        int signAndAbove = (next & 0x7F) >> (width - lastShift - 1);
        if (signAndAbove != 0 && signAndAbove != 0x7F >> (width - lastShift - 1)) {
          throw malformed("integer too large");
        }
      }
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        int unused = 64 - Math.min(64, shift + 7);
        return value << unused >> unused;
      }
    }
  }

  /**
   * Reads the length of a vector whose entries take at least a byte each, so that a length is never
   * trusted for more than the input can hold.
   *
   * @return the length, at most the number of bytes that are left
   */
  public final int readLength() {
    int length = readUnsigned32();
    if (Integer.compareUnsigned(length, end - position) > 0) {
      throw malformed("length out of bounds");
    }
    return length;
  }

  /**
   * Reads four bytes, little-endian.
   *
   * @return the 32 bits
   */
  public final int readFixed32() {
    int start = fixed(4);
    return (bytes[start] & 0xFF)
        | (bytes[start + 1] & 0xFF) << 8
        | (bytes[start + 2] & 0xFF) << 16
        | bytes[start + 3] << 24;
  }

  /**
   * Reads eight bytes, little-endian.
   *
   * @return the 64 bits
   */
  public final long readFixed64() {
    fixed(8);
    position -= 8;
    return (readFixed32() & 0xFFFF_FFFFL) | (long) readFixed32() << 32;
  }

  private int fixed(int count) {
    if (end - position < count) {
      throw malformed("unexpected end");
    }
    position += count;
    return position - count;
  }

  /**
   * Reads a name: a vector of bytes in UTF-8.
   *
   * @return the name
   */
  public final String readName() {
    int length = readUnsigned32();
    int start = skip(length);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, start, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new WasmFormatException(start, "malformed UTF-8 encoding");
    }
  }
}
