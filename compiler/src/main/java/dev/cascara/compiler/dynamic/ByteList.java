package dev.cascara.compiler.dynamic;

import java.util.AbstractList;
import java.util.RandomAccess;

/** The elements of a {@code list<u8>}, which is often long: one byte each, not one object. */
final class ByteList extends AbstractList<Value> implements RandomAccess {
  private final byte[] bytes;

  /** Creates a list of bytes that nobody changes any more. */
  ByteList(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes, not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public Value get(int index) {
    return new Value.U8(bytes[index] & 0xFF);
  }

  @Override
  public int size() {
    return bytes.length;
  }
}
