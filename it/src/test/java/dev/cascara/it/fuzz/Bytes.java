package dev.cascara.it.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the binary format. */
final class Bytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Writes bytes. */
  Bytes put(int... bytes) {
    for (int each : bytes) {
      out.write(each);
    }
    return this;
  }

  Bytes put(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Writes an unsigned integer of at most 64 bits (LEB128). */
  Bytes unsigned(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  /** Writes a signed integer (LEB128). */
  Bytes signed(long value) {
    long rest = value;
    while (rest < -64 || rest > 63) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>= 7;
    }
    out.write((int) rest & 0x7F);
    return this;
  }

  /** Writes an integer of a fixed size, its lowest byte first. */
  Bytes littleEndian(long value, int size) {
    for (int i = 0; i < size; i++) {
      out.write((int) (value >>> (8 * i)));
    }
    return this;
  }

  Bytes name(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return unsigned(utf8.length).put(utf8);
  }

  /** Writes a section, unless it has no entries. */
  Bytes section(int id, int entries, Bytes content) {
    if (entries > 0) {
      byte[] bytes = new Bytes().unsigned(entries).put(content.toByteArray()).toByteArray();
      put(id).unsigned(bytes.length).put(bytes);
    }
    return this;
  }

  Bytes type(Type type) {
    type.encode(this);
    return this;
  }

  Bytes types(List<Type> types) {
    unsigned(types.size());
    types.forEach(this::type);
    return this;
  }

  int size() {
    return out.size();
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
