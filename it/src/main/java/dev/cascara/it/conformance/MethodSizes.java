package dev.cascara.it.conformance;

import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;

/** How large the methods of a class file are. */
final class MethodSizes {
  /** HotSpot compiles no method above this size, unless an option tells it to. */
  static final int LARGEST_COMPILED = 8_000;

  private final ClassReader reader;
  private final char[] buffer;

  private MethodSizes(ClassReader reader) {
    this.reader = reader;
    this.buffer = new char[reader.getMaxStringLength()];
  }

  /** Returns the size of each method's code in bytes, as the class file has it. */
  static SortedMap<String, Integer> of(byte[] classFile) {
    return new MethodSizes(new ClassReader(classFile)).read();
  }

  private SortedMap<String, Integer> read() {
    SortedMap<String, Integer> sizes = new TreeMap<>();
    // access_flags, this_class, super_class, interfaces (JVMS 4.1).
    int at = reader.header + 6;
    at += 2 + 2 * reader.readUnsignedShort(at);
    int fields = reader.readUnsignedShort(at);
    at += 2;
    for (int i = 0; i < fields; i++) {
      at = skipAttributes(at + 6);
    }
    int methods = reader.readUnsignedShort(at);
    at += 2;
    for (int i = 0; i < methods; i++) {
      String name = reader.readUTF8(at + 2, buffer) + reader.readUTF8(at + 4, buffer);
      sizes.put(name, codeLength(at + 6));
      at = skipAttributes(at + 6);
    }
    return sizes;
  }

  private int codeLength(int attributes) {
    int at = attributes + 2;
    for (int i = reader.readUnsignedShort(attributes); i > 0; i--) {
      if ("Code".equals(reader.readUTF8(at, buffer))) {
        // Behind attribute_name_index, attribute_length, max_stack and max_locals.
        return reader.readInt(at + 10);
      }
      at += 6 + reader.readInt(at + 2);
    }
    return 0;
  }

  private int skipAttributes(int attributes) {
    int at = attributes + 2;
    for (int i = reader.readUnsignedShort(attributes); i > 0; i--) {
      at += 6 + reader.readInt(at + 2);
    }
    return at;
  }
}
