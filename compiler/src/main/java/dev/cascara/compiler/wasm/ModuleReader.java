package dev.cascara.compiler.wasm;

import dev.cascara.compiler.WasmFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads a core module's binary format (section 5.5, "Modules"). Of function bodies it reads the
 * frame only: their instructions are read, and found malformed, by validation.
 *
 * <p>Limits of this implementation, as in the WebAssembly JavaScript API: 1,000,000 types,
 * functions, imports, exports and globals, 100,000 data segments, 10,000,000 elements in a segment
 * or table, 1,000 parameters or results, 50,000 locals, 7,654,321 bytes in a function body.
 */
public final class ModuleReader {
  private static final int MAXIMUM_DEFINITIONS = 1_000_000;
  private static final int MAXIMUM_DATA_SEGMENTS = 100_000;
  private static final int MAXIMUM_ELEMENTS = 10_000_000;
  private static final int MAXIMUM_BODY_SIZE = 7_654_321;
  private static final int MAXIMUM_LOCALS = 50_000;

  /** {@code \0asm}. */
  private static final int MAGIC = 0x6D736100;

  private static final int[] NO_FUNCTIONS = {};

  private final byte[] bytes;
  private final InstructionReader in;

  private final List<RecursiveType> types = new ArrayList<>();
  private final List<Import> imports = new ArrayList<>();
  private int[] functions = NO_FUNCTIONS;
  private final List<Table> tables = new ArrayList<>();
  private final List<MemoryType> memories = new ArrayList<>();
  private final List<Global> globals = new ArrayList<>();
  private final List<TagType> tags = new ArrayList<>();
  private final List<Export> exports = new ArrayList<>();
  private OptionalInt start = OptionalInt.empty();
  private final List<ElementSegment> elements = new ArrayList<>();
  private OptionalInt dataCount = OptionalInt.empty();
  private final List<Code> codes = new ArrayList<>();
  private final List<DataSegment> data = new ArrayList<>();
  private final List<CustomSection> customSections = new ArrayList<>();
  private Names names = Names.NONE;

  /** The sections in the order in which they may occur. */
  private enum Section {
    TYPE(1),
    IMPORT(2),
    FUNCTION(3),
    TABLE(4),
    MEMORY(5),
    TAG(13),
    GLOBAL(6),
    EXPORT(7),
    START(8),
    ELEMENT(9),
    DATA_COUNT(12),
    CODE(10),
    DATA(11);

    private final int id;

    Section(int id) {
      this.id = id;
    }

    static Section find(ByteReader in, int id) {
      for (Section section : values()) {
        if (section.id == id) {
          return section;
        }
      }
      throw in.malformed("malformed section id " + id);
    }
  }

  private ModuleReader(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.in = new InstructionReader(bytes, offset, offset + length);
  }

  /**
   * Reads a module.
   *
   * @param bytes the module's bytes; the result refers to them, they must not change
   * @return the module
   * @throws WasmFormatException if the bytes are not a module
   */
  public static Module read(byte[] bytes) {
    return read(bytes, 0, bytes.length);
  }

  /**
   * Reads a module that is part of something larger.
   *
   * @param bytes what contains the module; the result refers to them, they must not change
   * @param offset where the module begins
   * @param length its length in bytes
   * @return the module, whose offsets are relative to {@code bytes}
   * @throws WasmFormatException if the bytes are not a module
   */
  public static Module read(byte[] bytes, int offset, int length) {
    return new ModuleReader(bytes, offset, length).read();
  }

  private Module read() {
    readPreamble();
    int end = in.end();
    Section last = null;
    while (in.hasRemaining()) {
      int id = in.readByte();
      int size = in.readUnsigned32();
      int sectionStart = in.skip(size);
      int sectionEnd = in.position();
      in.reset(sectionStart, sectionEnd);
      if (id == 0) {
        readCustomSection();
      } else {
        Section section = Section.find(in, id);
        if (last != null && section.compareTo(last) <= 0) {
          throw in.malformed("unexpected content after last section");
        }
        last = section;
        readSection(section);
        if (in.hasRemaining()) {
          throw in.malformed("section size mismatch");
        }
      }
      in.reset(sectionEnd, end);
    }
    checkCounts();
    return new Module(
        bytes,
        types,
        imports,
        functions,
        tables,
        memories,
        globals,
        tags,
        exports,
        start,
        elements,
        dataCount,
        codes,
        data,
        customSections,
        names);
  }

  private void readPreamble() {
    int start = in.position();
    if (in.readFixed32() != MAGIC) {
      throw new WasmFormatException(start, "magic header not detected");
    }
    int version = in.readFixed32();
    if (version == 0x1000D) {
      throw in.malformed("unknown binary version: this is a component, not a core module");
    }
    if (version != 1) {
      throw in.malformed("unknown binary version");
    }
  }

  private void checkCounts() {
    if (functions.length != codes.size()) {
      throw in.malformed("function and code section have inconsistent lengths");
    }
    if (dataCount.isPresent() && dataCount.getAsInt() != data.size()) {
      throw in.malformed("data count and data section have inconsistent lengths");
    }
  }

  private void readSection(Section section) {
    switch (section) {
      case TYPE -> repeat("types", () -> types.add(in.readRecursiveType()));
      case IMPORT -> repeat("imports", this::readImport);
      case FUNCTION -> readFunctionSection();
      case TABLE -> repeat("tables", this::readTable);
      case MEMORY -> repeat("memories", () -> memories.add(in.readMemoryType()));
      case TAG -> repeat("tags", () -> tags.add(in.readTagType()));
      case GLOBAL -> repeat("globals", this::readGlobal);
      case EXPORT -> repeat("exports", this::readExport);
      case START -> start = OptionalInt.of(in.readUnsigned32());
      case ELEMENT -> repeat("element segments", this::readElementSegment);
      case DATA_COUNT -> dataCount = OptionalInt.of(in.readUnsigned32());
      case CODE -> repeat("function bodies", this::readCode);
      case DATA -> {
        int count = in.readCount(MAXIMUM_DATA_SEGMENTS, "data segments");
        for (int i = 0; i < count; i++) {
          readDataSegment();
        }
      }
    }
  }

  private void repeat(String what, Runnable readEntry) {
    int count = in.readCount(MAXIMUM_DEFINITIONS, what);
    for (int i = 0; i < count; i++) {
      readEntry.run();
    }
  }

  private void readCustomSection() {
    String name = in.readName();
    CustomSection section = new CustomSection(name, in.position(), in.end());
    customSections.add(section);
    if (name.equals("name")) {
      names = NameSectionReader.read(bytes, section);
    }
  }

  private void readImport() {
    int offset = in.position();
    String module = in.readName();
    String name = in.readName();
    imports.add(new Import(module, name, in.readExternType(), offset));
  }

  private void readFunctionSection() {
    functions = readIndices(MAXIMUM_DEFINITIONS, "functions");
  }

  private int[] readIndices(int maximum, String what) {
    int[] indices = new int[in.readCount(maximum, what)];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = in.readUnsigned32();
    }
    return indices;
  }

  private void readTable() {
    int offset = in.position();
    if (in.peekByte() != 0x40) {
      tables.add(new Table(in.readTableType(), Optional.empty(), offset));
      return;
    }
    in.readByte();
    if (in.readByte() != 0) {
      throw in.malformed("malformed table");
    }
    TableType type = in.readTableType();
    tables.add(new Table(type, Optional.of(in.skipExpression()), offset));
  }

  private void readGlobal() {
    int offset = in.position();
    GlobalType type = in.readGlobalType();
    globals.add(new Global(type, in.skipExpression(), offset));
  }

  private void readExport() {
    int offset = in.position();
    String name = in.readName();
    ExternKind kind =
        switch (in.readByte()) {
          case 0 -> ExternKind.FUNCTION;
          case 1 -> ExternKind.TABLE;
          case 2 -> ExternKind.MEMORY;
          case 3 -> ExternKind.GLOBAL;
          case 4 -> ExternKind.TAG;
          default -> throw in.malformed("malformed export kind");
        };
    exports.add(new Export(name, kind, in.readUnsigned32(), offset));
  }

  private void readElementSegment() {
    int offset = in.position();
    int flags = in.readUnsigned32();
    if (Integer.compareUnsigned(flags, 7) > 0) {
      throw in.malformed("malformed elements segment kind");
    }
    boolean active = (flags & 1) == 0;
    boolean explicit = (flags & 2) != 0;
    boolean expressions = (flags & 4) != 0;
    SegmentMode mode;
    if (active) {
      int table = explicit ? in.readUnsigned32() : 0;
      mode = new SegmentMode.Active(table, in.skipExpression());
    } else {
      mode = explicit ? new SegmentMode.Declarative() : new SegmentMode.Passive();
    }
    ReferenceType type =
        expressions ? ReferenceType.FUNCREF : new ReferenceType(false, AbstractHeapType.FUNC);
    if (!active || explicit) {
      if (expressions) {
        type = in.readReferenceType();
      } else if (in.readByte() != 0) {
        throw in.malformed("malformed element kind");
      }
    }
    if (expressions) {
      int count = in.readCount(MAXIMUM_ELEMENTS, "elements");
      List<Expression> items = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        items.add(in.skipExpression());
      }
      elements.add(new ElementSegment(type, NO_FUNCTIONS, items, mode, offset));
    } else {
      elements.add(
          new ElementSegment(
              type, readIndices(MAXIMUM_ELEMENTS, "elements"), List.of(), mode, offset));
    }
  }

  private void readCode() {
    int offset = in.position();
    int size = in.readUnsigned32();
    int sectionEnd = in.end();
    int bodyStart = in.skip(size);
    int bodyEnd = in.position();
    if (size > MAXIMUM_BODY_SIZE) {
      throw new WasmFormatException(
          offset, "function body too large: " + size + " bytes, the limit is " + MAXIMUM_BODY_SIZE);
    }
    in.reset(bodyStart, bodyEnd);
    int runs = in.readLength();
    List<Code.Locals> locals = new ArrayList<>(runs);
    long total = 0;
    for (int i = 0; i < runs; i++) {
      int count = in.readUnsigned32();
      total += count & 0xFFFF_FFFFL;
      if (total > MAXIMUM_LOCALS) {
        throw in.malformed("too many locals");
      }
      locals.add(new Code.Locals(count, in.readValueType()));
    }
    codes.add(new Code(locals, new Expression(in.position(), bodyEnd), offset));
    in.reset(bodyEnd, sectionEnd);
  }

  private void readDataSegment() {
    int offset = in.position();
    int flags = in.readUnsigned32();
    SegmentMode mode =
        switch (flags) {
          case 0 -> new SegmentMode.Active(0, in.skipExpression());
          case 1 -> new SegmentMode.Passive();
          case 2 -> {
            int memory = in.readUnsigned32();
            yield new SegmentMode.Active(memory, in.skipExpression());
          }
          default -> throw in.malformed("malformed data segment kind");
        };
    int length = in.readUnsigned32();
    data.add(new DataSegment(in.skip(length), length, mode, offset));
  }
}
