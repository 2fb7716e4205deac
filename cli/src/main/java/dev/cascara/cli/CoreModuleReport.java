package dev.cascara.cli;

import dev.cascara.compiler.wasm.Code;
import dev.cascara.compiler.wasm.DataSegment;
import dev.cascara.compiler.wasm.Export;
import dev.cascara.compiler.wasm.ExternKind;
import dev.cascara.compiler.wasm.ExternType;
import dev.cascara.compiler.wasm.FunctionImportType;
import dev.cascara.compiler.wasm.FunctionType;
import dev.cascara.compiler.wasm.Global;
import dev.cascara.compiler.wasm.GlobalType;
import dev.cascara.compiler.wasm.Import;
import dev.cascara.compiler.wasm.Limits;
import dev.cascara.compiler.wasm.MemoryType;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.ModuleReader;
import dev.cascara.compiler.wasm.SubType;
import dev.cascara.compiler.wasm.Table;
import dev.cascara.compiler.wasm.TableType;
import dev.cascara.compiler.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A core module in words: sections, imports, exports, functions and sizes. */
final class CoreModuleReport {
  private final Module module;
  private final List<SubType> types;
  private final List<ExternType> functions = new ArrayList<>();
  private final List<ExternType> tables = new ArrayList<>();
  private final List<ExternType> memories = new ArrayList<>();
  private final List<ExternType> globals = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private CoreModuleReport(Module module) {
    this.module = module;
    types = module.subTypes();
    module.imports().forEach(entry -> add(entry.type()));
    for (int typeIndex : module.functions()) {
      add(new FunctionImportType(typeIndex));
    }
    module.tables().stream().map(Table::type).forEach(this::add);
    module.memories().forEach(this::add);
    module.globals().stream().map(Global::type).forEach(this::add);
  }

  /** The report of a core module, many lines. */
  static String of(InputFile input) {
    CoreModuleReport report = new CoreModuleReport(ModuleReader.read(input.bytes()));
    report.write(input);
    return report.text.toString();
  }

  /** One line about a module inside of a component: sizes only. */
  static String summary(Module module) {
    int imported = module.importedTypes(FunctionImportType.class).size();
    return "%d functions (%d imported), %d bytes of code, %d bytes of data"
        .formatted(
            imported + module.functions().length, imported, codeSize(module), dataSize(module));
  }

  private void write(InputFile input) {
    line("core module, %d bytes".formatted(input.bytes().length));
    module.names().module().ifPresent(name -> line("name: %s".formatted(name)));
    line(summary(module));
    text.append(sections(input.bytes()));
    line("");
    line("imports:");
    for (Import entry : module.imports()) {
      line(
          "  %s %s: %s"
              .formatted(quoted(entry.module()), quoted(entry.name()), describe(entry.type())));
    }
    line("");
    line("exports:");
    for (Export entry : module.exports()) {
      line("  %s: %s".formatted(quoted(entry.name()), describe(entry)));
    }
    line("");
    line("functions:");
    int imported = module.importedTypes(FunctionImportType.class).size();
    for (int i = 0; i < module.codes().size(); i++) {
      int index = imported + i;
      Code code = module.codes().get(i);
      String name = module.names().functions().get(index);
      line(
          "  %d%s: %s, %d bytes"
              .formatted(
                  index,
                  name == null ? "" : " " + name,
                  describe(functions.get(index)),
                  code.body().end() - code.body().offset()));
    }
  }

  /** The list of sections, which components have too. */
  static String sections(byte[] bytes) {
    StringBuilder text = new StringBuilder("\nsections:\n");
    for (Sections.Section section : Sections.of(bytes)) {
      text.append(
          "  0x%08x %,12d bytes  %s%n".formatted(section.offset(), section.size(), section.name()));
    }
    return text.toString();
  }

  private void add(ExternType type) {
    if (type instanceof FunctionImportType) {
      functions.add(type);
    } else if (type instanceof TableType) {
      tables.add(type);
    } else if (type instanceof MemoryType) {
      memories.add(type);
    } else if (type instanceof GlobalType) {
      globals.add(type);
    }
  }

  private String describe(Export export) {
    ExternKind kind = export.kind();
    List<ExternType> space =
        switch (kind) {
          case FUNCTION -> functions;
          case TABLE -> tables;
          case MEMORY -> memories;
          case GLOBAL -> globals;
          case TAG -> List.of();
        };
    int index = export.index();
    return index >= 0 && index < space.size()
        ? describe(space.get(index))
        : kind.name().toLowerCase(java.util.Locale.ROOT) + " " + Integer.toUnsignedString(index);
  }

  private String describe(ExternType type) {
    if (type instanceof FunctionImportType function) {
      int index = function.typeIndex();
      return index >= 0
              && index < types.size()
              && types.get(index).compositeType() instanceof FunctionType signature
          ? "func " + list(signature.parameters()) + " -> " + list(signature.results())
          : "func of type " + Integer.toUnsignedString(index);
    }
    if (type instanceof TableType table) {
      return "table of %s, %s".formatted(table.elementType(), describe(table.limits()));
    }
    if (type instanceof MemoryType memory) {
      return "memory, %s pages%s"
          .formatted(describe(memory.limits()), memory.shared() ? ", shared" : "");
    }
    if (type instanceof GlobalType global) {
      return "%sglobal %s".formatted(global.mutable() ? "mutable " : "", global.valueType());
    }
    return "tag";
  }

  private static String describe(Limits limits) {
    return Long.toUnsignedString(limits.minimum())
        + (limits.maximum().isPresent()
            ? " to " + Long.toUnsignedString(limits.maximum().getAsLong())
            : " or more");
  }

  private static String list(List<ValueType> types) {
    return types.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  private static long codeSize(Module module) {
    return module.codes().stream()
        .mapToLong(code -> code.body().end() - code.body().offset())
        .sum();
  }

  private static long dataSize(Module module) {
    return module.data().stream().mapToLong(DataSegment::length).sum();
  }

  private void line(String line) {
    text.append(line).append(System.lineSeparator());
  }
}
