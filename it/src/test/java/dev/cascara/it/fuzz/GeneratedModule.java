package dev.cascara.it.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A module and what is to be done with it. Functions are exported as {@code f0}, {@code f1} and so
 * on by their index among those that it defines; {@code refuel} sets how much it may still do;
 * {@code memory}, the tables and the globals are exported, or not.
 *
 * @param types the types that it defines
 * @param imports the types of the imported functions, by index
 * @param functions the functions
 * @param globals the globals; the first is the fuel
 * @param tables the tables
 * @param memories the minimum and maximum number of pages; at most one
 * @param tags the types of the tags, by index
 * @param elements the element segments
 * @param data the data segments
 * @param start the index of the start function, or -1
 * @param calls what is called, in order
 * @param extensions what an engine must know
 */
record GeneratedModule(
    List<Definition> types,
    List<Integer> imports,
    List<Function> functions,
    List<GlobalVariable> globals,
    List<TableOf> tables,
    List<MemoryOf> memories,
    List<Integer> tags,
    List<Elements> elements,
    List<Data> data,
    int start,
    List<Call> calls,
    Set<Extension> extensions) {
  /** What a call may do before everything returns, in loop iterations and calls. */
  static final int FUEL = 500;

  /** A function: its type by index, its further locals and its body. */
  record Function(int type, List<Type> locals, List<Node> body) {}

  /** A global variable, exported under its index or not. */
  record GlobalVariable(Type type, boolean mutable, boolean exported, Node value) {}

  /**
   * A table.
   *
   * @param initial what all elements are at first, if it is not null
   */
  record TableOf(
      Type element, int minimum, int maximum, boolean exported, Optional<Node> initial) {}

  /** A memory. */
  record MemoryOf(int minimum, int maximum, boolean imported) {}

  /**
   * An element segment of functions, or of other references.
   *
   * @param table the table of an active segment, -1 if it is passive, -2 if it only declares
   * @param offset where it begins in the table
   * @param functions the functions, if the type is that of any function
   * @param values the constant expressions of other types
   */
  record Elements(int table, int offset, Type type, List<Integer> functions, List<Node> values) {
    /** Functions. */
    static Elements of(int table, int offset, List<Integer> functions) {
      return new Elements(table, offset, Type.FUNCREF, functions, List.of());
    }
  }

  /** A data segment, passive if the offset is -1. */
  record Data(int offset, byte[] bytes) {}

  /** A call of an exported function, with the bits of its arguments. */
  record Call(int function, List<Long> arguments) {}

  /** Returns whether a Node of some years ago does not know what it may have. */
  boolean isNew() {
    return extensions.stream().anyMatch(Extension::isNew);
  }

  /** Returns the function type of an index. */
  Signature signatureOf(int type) {
    return (Signature) types.get(type).composite();
  }

  Signature signature(int function) {
    return signatureOf(
        function < imports.size()
            ? imports.get(function)
            : functions.get(function - imports.size()).type());
  }

  GeneratedModule withFunctions(List<Function> changed) {
    return new GeneratedModule(
        types,
        imports,
        changed,
        globals,
        tables,
        memories,
        tags,
        elements,
        data,
        start,
        calls,
        extensions);
  }

  GeneratedModule withCalls(List<Call> changed) {
    return new GeneratedModule(
        types,
        imports,
        functions,
        globals,
        tables,
        memories,
        tags,
        elements,
        data,
        start,
        changed,
        extensions);
  }

  /** Returns the binary format. */
  byte[] encode() {
    Bytes out = new Bytes().put(0, 'a', 's', 'm', 1, 0, 0, 0);
    Bytes section = new Bytes();
    // The type of "refuel" is the last.
    List<Definition> all = new ArrayList<>(types);
    all.add(Definition.of(new Signature(List.of(Type.I32), List.of())));
    out.section(1, types(section, all), section);
    section = new Bytes();
    for (int i = 0; i < imports.size(); i++) {
      section.name("host").name("f" + i).put(0).unsigned(imports.get(i));
    }
    int importedMemories = 0;
    for (MemoryOf memory : memories) {
      if (memory.imported()) {
        importedMemories++;
        section.name("host").name("memory").put(2);
        limits(section, memory.minimum(), memory.maximum());
      }
    }
    out.section(2, imports.size() + importedMemories, section);
    section = new Bytes();
    for (Function function : functions) {
      section.unsigned(function.type());
    }
    section.unsigned(types.size());
    out.section(3, functions.size() + 1, section);
    section = new Bytes();
    for (TableOf table : tables) {
      table(section, table);
    }
    out.section(4, tables.size(), section);
    section = new Bytes();
    for (MemoryOf memory : memories) {
      if (!memory.imported()) {
        limits(section, memory.minimum(), memory.maximum());
      }
    }
    out.section(5, memories.size() - importedMemories, section);
    section = new Bytes();
    for (int type : tags) {
      section.put(0).unsigned(type);
    }
    out.section(13, tags.size(), section);
    section = new Bytes();
    for (GlobalVariable global : globals) {
      section.type(global.type()).put(global.mutable() ? 1 : 0);
      expression(section, global.value());
    }
    out.section(6, globals.size(), section);
    exports(out);
    if (start >= 0) {
      Bytes index = new Bytes().unsigned(start);
      out.put(8).unsigned(index.size()).put(index.toByteArray());
    }
    section = new Bytes();
    for (Elements segment : elements) {
      elements(section, segment);
    }
    out.section(9, elements.size(), section);
    out.put(12).unsigned(new Bytes().unsigned(data.size()).size()).unsigned(data.size());
    code(out);
    section = new Bytes();
    for (Data segment : data) {
      if (segment.offset() < 0) {
        section.put(1);
      } else {
        section.put(0, 0x41).signed(segment.offset()).put(0x0B);
      }
      section.unsigned(segment.bytes().length).put(segment.bytes());
    }
    out.section(11, data.size(), section);
    return out.toByteArray();
  }

  private void exports(Bytes out) {
    Bytes section = new Bytes();
    int count = 0;
    for (int i = 0; i < functions.size(); i++) {
      if (signatureOf(functions.get(i).type()).isForHosts()) {
        section.name("f" + i).put(0).unsigned(imports.size() + i);
        count++;
      }
    }
    section.name("refuel").put(0).unsigned(imports.size() + functions.size());
    count++;
    if (!memories.isEmpty()) {
      section.name("memory").put(2, 0);
      count++;
    }
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i).exported()) {
        section.name("t" + i).put(1).unsigned(i);
        count++;
      }
    }
    for (int i = 0; i < globals.size(); i++) {
      if (globals.get(i).exported()) {
        section.name("g" + i).put(3).unsigned(i);
        count++;
      }
    }
    out.section(7, count, section);
  }

  private void code(Bytes out) {
    Bytes section = new Bytes();
    for (Function function : functions) {
      Bytes body = new Bytes().unsigned(function.locals().size());
      for (Type local : function.locals()) {
        body.put(1).type(local);
      }
      function.body().forEach(node -> node.encode(body));
      body.put(0x0B);
      section.unsigned(body.size()).put(body.toByteArray());
    }
    byte[] refuel = {0, 0x20, 0, 0x24, 0, 0x0B};
    section.unsigned(refuel.length).put(refuel);
    out.section(10, functions.size() + 1, section);
  }

  private static void table(Bytes out, TableOf table) {
    table.initial().ifPresent(value -> out.put(0x40, 0x00));
    out.type(table.element());
    limits(out, table.minimum(), table.maximum());
    table.initial().ifPresent(value -> expression(out, value));
  }

  private static void expression(Bytes out, Node value) {
    value.encode(out);
    out.put(0x0B);
  }

  private static void elements(Bytes out, Elements segment) {
    if (!segment.values().isEmpty()) {
      if (segment.table() >= 0) {
        out.put(6).unsigned(segment.table()).put(0x41).signed(segment.offset()).put(0x0B);
      } else {
        out.put(5);
      }
      out.type(segment.type()).unsigned(segment.values().size());
      segment.values().forEach(value -> expression(out, value));
      return;
    }
    switch (segment.table()) {
      case -1 -> out.put(1, 0);
      case -2 -> out.put(3, 0);
      case 0 -> out.put(0, 0x41).signed(segment.offset()).put(0x0B);
      default ->
          out.put(2).unsigned(segment.table()).put(0x41).signed(segment.offset()).put(0x0B, 0);
    }
    out.unsigned(segment.functions().size());
    segment.functions().forEach(out::unsigned);
  }

  /** Returns the number of recursion groups. */
  private static int types(Bytes out, List<Definition> types) {
    int groups = 0;
    int next = 0;
    while (next < types.size()) {
      int first = next;
      int group = types.get(first).group();
      do {
        next++;
      } while (next < types.size() && group >= 0 && types.get(next).group() == group);
      if (group >= 0) {
        out.put(0x4E).unsigned(next - first);
      }
      types.subList(first, next).forEach(type -> type.encode(out));
      groups++;
    }
    return groups;
  }

  private static void limits(Bytes out, int minimum, int maximum) {
    out.put(1).unsigned(minimum).unsigned(maximum);
  }
}
