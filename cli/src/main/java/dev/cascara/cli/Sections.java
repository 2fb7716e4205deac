package dev.cascara.cli;

import dev.cascara.compiler.WasmFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The top-level sections of a module or component, of which all that is looked at is their frame.
 */
final class Sections {
  /**
   * A section.
   *
   * @param name the specification's name of it, with its own name if it is a custom section
   * @param offset where its contents begin, in bytes
   * @param size the size of its contents, in bytes
   */
  record Section(String name, int offset, int size) {}

  private static final int PREAMBLE = 8;
  private static final List<String> CORE_NAMES =
      List.of(
          "custom",
          "type",
          "import",
          "function",
          "table",
          "memory",
          "global",
          "export",
          "start",
          "element",
          "code",
          "data",
          "data count",
          "tag");
  private static final List<String> COMPONENT_NAMES =
      List.of(
          "custom",
          "core module",
          "core instance",
          "core type",
          "component",
          "instance",
          "alias",
          "type",
          "canon",
          "start",
          "import",
          "export",
          "value");

  private final byte[] bytes;
  private int position = PREAMBLE;

  private Sections(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Whether the preamble says that this is a component; anything else is left to the module reader.
   */
  static boolean isComponent(byte[] bytes) {
    return bytes.length >= PREAMBLE
        && bytes[0] == 0
        && bytes[1] == 'a'
        && bytes[2] == 's'
        && bytes[3] == 'm'
        && bytes[6] == 1
        && bytes[7] == 0;
  }

  /** Lists the sections of an input whose preamble has been read. */
  static List<Section> of(byte[] bytes) {
    List<String> names = isComponent(bytes) ? COMPONENT_NAMES : CORE_NAMES;
    Sections reader = new Sections(bytes);
    List<Section> sections = new ArrayList<>();
    while (reader.position < bytes.length) {
      int id = bytes[reader.position++] & 0xff;
      int size = reader.size();
      int offset = reader.position;
      String name = id < names.size() ? names.get(id) : "section " + id;
      if (id == 0) {
        int length = reader.size();
        if (length > size - (reader.position - offset)) {
          throw new WasmFormatException(offset, "the custom section's name exceeds the section");
        }
        name +=
            " \"%s\"".formatted(new String(bytes, reader.position, length, StandardCharsets.UTF_8));
      }
      sections.add(new Section(name, offset, size));
      reader.position = offset + size;
    }
    return sections;
  }

  /** Reads an unsigned LEB128 number that cannot exceed what is left of the input. */
  private int size() {
    int start = position;
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (position >= bytes.length) {
        throw new WasmFormatException(position, "unexpected end");
      }
      byte next = bytes[position++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        if (value > bytes.length - position) {
          throw new WasmFormatException(start, "the size exceeds the input");
        }
        return (int) value;
      }
    }
    throw new WasmFormatException(start, "the size exceeds 32 bits");
  }
}
