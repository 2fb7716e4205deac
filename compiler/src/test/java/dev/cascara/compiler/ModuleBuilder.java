package dev.cascara.compiler;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes the binary format of modules that tests need, however large. */
final class ModuleBuilder {
  static final int I32 = 0x7F;
  static final int I64 = 0x7E;
  static final int F32 = 0x7D;
  static final int F64 = 0x7C;
  static final int V128 = 0x7B;
  static final int EXTERNREF = 0x6F;
  static final int FUNCREF = 0x70;

  /** {@code block}, {@code loop} or {@code if} without parameters and results. */
  static final int EMPTY = 0x40;

  private final List<Bytes> types = new ArrayList<>();
  private final List<Bytes> imports = new ArrayList<>();
  private final List<Integer> functions = new ArrayList<>();
  private final List<Bytes> tables = new ArrayList<>();
  private final List<Bytes> memories = new ArrayList<>();
  private final List<Bytes> globals = new ArrayList<>();
  private final List<Bytes> tags = new ArrayList<>();
  private final List<Bytes> exports = new ArrayList<>();
  private final List<Bytes> elements = new ArrayList<>();
  private final List<Bytes> codes = new ArrayList<>();
  private final List<Bytes> data = new ArrayList<>();
  private boolean hasDataCount;
  private int importedFunctions;
  private int importedMemories;

  /** Bytes and instructions. */
  static final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes op(int... bytes) {
      for (int b : bytes) {
        out.write(b);
      }
      return this;
    }

    Bytes unsigned(long value) {
      long rest = value;
      while (rest >= 0x80 || rest < 0) {
        out.write((int) ((rest & 0x7F) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
      return this;
    }

    Bytes signed(long value) {
      long rest = value;
      while (rest < -64 || rest > 63) {
        out.write((int) ((rest & 0x7F) | 0x80));
        rest >>= 7;
      }
      out.write((int) (rest & 0x7F));
      return this;
    }

    Bytes text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      unsigned(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    Bytes append(Bytes other) {
      out.writeBytes(other.out.toByteArray());
      return this;
    }

    Bytes append(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    int size() {
      return out.size();
    }

    byte[] toByteArray() {
      return out.toByteArray();
    }

    Bytes i32(int value) {
      return op(0x41).signed(value);
    }

    Bytes i64(long value) {
      return op(0x42).signed(value);
    }

    Bytes f32(float value) {
      return op(0x43).append(littleEndian(Float.floatToRawIntBits(value), Float.BYTES));
    }

    Bytes f64(double value) {
      return op(0x44).append(littleEndian(Double.doubleToRawLongBits(value), Double.BYTES));
    }

    private static byte[] littleEndian(long bits, int size) {
      byte[] bytes = new byte[size];
      for (int i = 0; i < size; i++) {
        bytes[i] = (byte) (bits >>> (8 * i));
      }
      return bytes;
    }

    Bytes globalGet(int global) {
      return op(0x23).unsigned(global);
    }

    Bytes globalSet(int global) {
      return op(0x24).unsigned(global);
    }

    /** An instruction of the prefix 0xFB: garbage collection. */
    Bytes gc(int opcode) {
      return op(0xFB).unsigned(opcode);
    }

    /** An instruction of the prefix 0xFD: vectors. */
    Bytes simd(int opcode) {
      return op(0xFD).unsigned(opcode);
    }

    Bytes localGet(int local) {
      return op(0x20).unsigned(local);
    }

    Bytes localSet(int local) {
      return op(0x21).unsigned(local);
    }

    Bytes call(int function) {
      return op(0x10).unsigned(function);
    }

    Bytes add() {
      return op(0x6A);
    }

    Bytes block() {
      return op(0x02, EMPTY);
    }

    Bytes end() {
      return op(0x0B);
    }

    Bytes br(int depth) {
      return op(0x0C).unsigned(depth);
    }

    Bytes brIf(int depth) {
      return op(0x0D).unsigned(depth);
    }
  }

  static Bytes bytes() {
    return new Bytes();
  }

  static int[] times(int count, int value) {
    int[] result = new int[count];
    java.util.Arrays.fill(result, value);
    return result;
  }

  int type(int[] parameters, int... results) {
    Bytes type = bytes().op(0x60).unsigned(parameters.length).op(parameters);
    types.add(type.unsigned(results.length).op(results));
    return types.size() - 1;
  }

  /** Adds a type as the binary format has it, a group of its own. */
  int type(Bytes type) {
    types.add(type);
    return types.size() - 1;
  }

  /** Adds something imported, behind its names as the binary format has it. */
  void importEntry(String from, String name, Bytes type) {
    imports.add(bytes().text(from).text(name).append(type));
  }

  /** Adds a table as the binary format has it. */
  int table(Bytes table) {
    tables.add(table);
    return tables.size() - 1;
  }

  /** Adds a global as the binary format has it. */
  int global(Bytes global) {
    globals.add(global);
    return globals.size() - 1;
  }

  /** Adds an element segment as the binary format has it. */
  int elements(Bytes segment) {
    elements.add(segment);
    return elements.size() - 1;
  }

  /** Adds a passive segment that code may refer to. */
  int passiveData(byte[] content) {
    hasDataCount = true;
    data.add(bytes().unsigned(1).unsigned(content.length).append(content));
    return data.size() - 1;
  }

  int importFunction(String name, int type) {
    return importFunction("env", name, type);
  }

  /** Functions must be imported before others are added. */
  int importFunction(String from, String name, int type) {
    importEntry(from, name, bytes().op(0).unsigned(type));
    return importedFunctions++;
  }

  /** Imports the tag 0. */
  void importTag(String name, int type) {
    imports.add(bytes().text("env").text(name).op(4, 0).unsigned(type));
  }

  void exportTag(String name) {
    exports.add(bytes().text(name).op(4, 0));
  }

  /** Adds a function without locals. */
  int function(int type, Bytes body) {
    return function(type, bytes().unsigned(0), body);
  }

  int function(int type, Bytes locals, Bytes body) {
    functions.add(type);
    Bytes code = bytes().append(locals).append(body).end();
    codes.add(bytes().unsigned(code.out.size()).append(code));
    return importedFunctions + functions.size() - 1;
  }

  static Bytes locals(int count, int type) {
    return bytes().unsigned(1).unsigned(count).op(type);
  }

  void export(String name, int function) {
    exports.add(bytes().text(name).op(0).unsigned(function));
  }

  void exportGlobal(String name, int global) {
    exports.add(bytes().text(name).op(3).unsigned(global));
  }

  void exportTable(String name) {
    exports.add(bytes().text(name).op(1, 0));
  }

  void table(int size) {
    tables.add(bytes().op(FUNCREF, 0).unsigned(size));
  }

  void memory(int pages) {
    memory(0, pages);
  }

  /** A memory by the flags and numbers of its binary format. */
  void memory(long... flagsAndLimits) {
    memories.add(limits(flagsAndLimits));
  }

  private static Bytes limits(long... flagsAndLimits) {
    Bytes limits = bytes();
    for (long value : flagsAndLimits) {
      limits.unsigned(value);
    }
    return limits;
  }

  int importMemory(String name, long... flagsAndLimits) {
    imports.add(bytes().text("env").text(name).op(2).append(limits(flagsAndLimits)));
    return importedMemories++;
  }

  void exportMemory(String name, int memory) {
    exports.add(bytes().text(name).op(2).unsigned(memory));
  }

  /** A table with 64-bit indices. */
  void tableOf64(int size) {
    tables.add(bytes().op(FUNCREF, 4).unsigned(size));
  }

  void importTableOf64(String name, int size) {
    imports.add(bytes().text("env").text(name).op(1, FUNCREF, 4).unsigned(size));
  }

  /** An active segment for table 0, which has 64-bit indices. */
  void elementsAt64(long start, int... indices) {
    Bytes segment = bytes().unsigned(0).op(0x42).signed(start).end().unsigned(indices.length);
    for (int index : indices) {
      segment.unsigned(index);
    }
    elements.add(segment);
  }

  int tag(int type) {
    tags.add(bytes().op(0).unsigned(type));
    return tags.size() - 1;
  }

  void global(int value) {
    globals.add(bytes().op(I32, 1).i32(value).end());
  }

  /** An immutable global. */
  void global(Bytes type, Bytes value) {
    globals.add(bytes().append(type).op(0).append(value).end());
  }

  /** A segment that lets code refer to functions. */
  void declare(int... functions) {
    Bytes segment = bytes().unsigned(3).op(0).unsigned(functions.length);
    for (int function : functions) {
      segment.unsigned(function);
    }
    elements.add(segment);
  }

  /** An active segment for table 0. */
  void elements(int start, int... indices) {
    Bytes segment = bytes().unsigned(0).i32(start).end().unsigned(indices.length);
    for (int index : indices) {
      segment.unsigned(index);
    }
    elements.add(segment);
  }

  /** An active segment for table 0 of expressions. */
  void elementExpressions(int start, int... indices) {
    Bytes segment = bytes().unsigned(4).i32(start).end().unsigned(indices.length);
    for (int index : indices) {
      segment.op(0xD2).unsigned(index).end();
    }
    elements.add(segment);
  }

  /** An active segment for memory 0. */
  void data(int start, byte[] bytes) {
    data.add(bytes().unsigned(0).i32(start).end().unsigned(bytes.length).append(bytes));
  }

  byte[] build() {
    Bytes module = bytes().op(0, 'a', 's', 'm', 1, 0, 0, 0);
    section(module, 1, types);
    section(module, 2, imports);
    section(module, 3, functions.stream().map(type -> bytes().unsigned(type)).toList());
    section(module, 4, tables);
    section(module, 5, memories);
    section(module, 13, tags);
    section(module, 6, globals);
    section(module, 7, exports);
    section(module, 9, elements);
    if (hasDataCount) {
      Bytes count = bytes().unsigned(data.size());
      module.op(12).unsigned(count.size()).append(count);
    }
    section(module, 10, codes);
    section(module, 11, data);
    return module.out.toByteArray();
  }

  private static void section(Bytes module, int id, List<Bytes> entries) {
    if (!entries.isEmpty()) {
      Bytes content = bytes().unsigned(entries.size());
      entries.forEach(content::append);
      module.op(id).unsigned(content.out.size()).append(content);
    }
  }
}
