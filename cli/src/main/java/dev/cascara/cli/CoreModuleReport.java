package dev.cascara.cli;

import dev.cascara.cli.Inspection.CoreModuleSummary;
import dev.cascara.compiler.wasm.Code;
import dev.cascara.compiler.wasm.DataSegment;
import dev.cascara.compiler.wasm.Export;
import dev.cascara.compiler.wasm.ExternKind;
import dev.cascara.compiler.wasm.ExternType;
import dev.cascara.compiler.wasm.FunctionImportType;
import dev.cascara.compiler.wasm.FunctionType;
import dev.cascara.compiler.wasm.Global;
import dev.cascara.compiler.wasm.GlobalType;
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
import java.util.Optional;
import java.util.stream.Collectors;

/** A core module in words: sections, imports, exports, functions and sizes. */
final class CoreModuleReport {
  private final Module module;
  private final List<SubType> types;
  private final List<ExternType> functions = new ArrayList<>();
  private final List<ExternType> tables = new ArrayList<>();
  private final List<ExternType> memories = new ArrayList<>();
  private final List<ExternType> globals = new ArrayList<>();

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

  /** What is to be said about a core module on its own. */
  static Inspection inspect(InputFile input) {
    Module module = ModuleReader.read(input.bytes());
    CoreModuleReport report = new CoreModuleReport(module);
    return new Inspection(
        "core module",
        input.bytes().length,
        Optional.empty(),
        Sections.of(input.bytes()),
        List.of(report.summary("0")),
        module.imports().stream()
            .map(
                entry ->
                    "%s %s: %s"
                        .formatted(
                            quoted(entry.module()),
                            quoted(entry.name()),
                            report.describe(entry.type())))
            .toList(),
        module.exports().stream()
            .map(entry -> quoted(entry.name()) + ": " + report.describe(entry))
            .toList());
  }

  /** What is to be said about a core module inside of a component. */
  static CoreModuleSummary summary(String path, Module module) {
    return new CoreModuleReport(module).summary(path);
  }

  private CoreModuleSummary summary(String path) {
    int imported = functions.size() - module.functions().length;
    return new CoreModuleSummary(
        path,
        module.names().module(),
        functions.size(),
        imported,
        codeSize(module),
        dataSize(module),
        listing(imported));
  }

  private List<String> listing(int imported) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < module.codes().size(); i++) {
      int index = imported + i;
      Code code = module.codes().get(i);
      String name = module.names().functions().get(index);
      lines.add(
          "%d%s: %s, %,d bytes"
              .formatted(
                  index,
                  name == null ? "" : " " + name,
                  index < functions.size() ? describe(functions.get(index)) : "no type",
                  code.body().end() - code.body().offset()));
    }
    return lines;
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
}
