package dev.cascara.compiler.wasm;

import dev.cascara.compiler.WasmFormatException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code name} section (appendix, "Name Section"). Names are a help for people: what
 * follows a malformed one is ignored, as the specification allows for custom sections.
 */
final class NameSectionReader {
  private final ByteReader in;
  private Optional<String> module = Optional.empty();
  private final Map<Integer, String> functions = new HashMap<>();
  private final Map<Integer, Map<Integer, String>> locals = new HashMap<>();

  private NameSectionReader(ByteReader in) {
    this.in = in;
  }

  static Names read(byte[] bytes, CustomSection section) {
    var reader = new NameSectionReader(new ByteReader(bytes, section.start(), section.end()));
    reader.readSubsections();
    return new Names(reader.module, Map.copyOf(reader.functions), Map.copyOf(reader.locals));
  }

  private void readSubsections() {
    int end = in.end();
    try {
      while (in.hasRemaining()) {
        int id = in.readByte();
        int size = in.readUnsigned32();
        int start = in.skip(size);
        int next = in.position();
        in.reset(start, next);
        switch (id) {
          case 0 -> module = Optional.of(in.readName());
          case 1 -> readNames(functions);
          case 2 -> {
            int count = in.readLength();
            for (int i = 0; i < count; i++) {
              readNames(locals.computeIfAbsent(in.readUnsigned32(), function -> new HashMap<>()));
            }
          }
          default -> {}
        }
        in.reset(next, end);
      }
    } catch (WasmFormatException e) {
      // What was read so far is kept.
    }
  }

  private void readNames(Map<Integer, String> names) {
    int count = in.readLength();
    for (int i = 0; i < count; i++) {
      names.put(in.readUnsigned32(), in.readName());
    }
  }
}
