package dev.cascara.runtime.component;

import dev.cascara.runtime.Memory;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** A memory with an allocator that only ever goes on, and a record of how it was called. */
final class Guest {
  final Memory memory = Memory.create(1, 4);
  final ComponentInstance instance = new ComponentInstance();
  final List<String> allocations = new ArrayList<>();
  private int next = 1024;

  CanonicalOptions options(StringEncoding encoding) {
    return options(encoding, this::allocate);
  }

  CanonicalOptions options(StringEncoding encoding, Realloc realloc) {
    return new CanonicalOptions(instance, encoding, memory, realloc);
  }

  CanonicalOptions options() {
    return options(StringEncoding.UTF8);
  }

  private int allocate(int address, int size, int alignment, int newSize) {
    allocations.add(address + "," + size + "," + alignment + "," + newSize);
    int result = Scalars.alignTo(next, alignment);
    next = result + newSize;
    return result;
  }

  int put(byte... bytes) {
    memory.write(64, bytes, 0, bytes.length);
    return 64;
  }

  int put(String text, Charset charset) {
    return put(text.getBytes(charset));
  }

  byte[] get(int address, int length) {
    byte[] bytes = new byte[length];
    memory.read(address, bytes, 0, length);
    return bytes;
  }
}
