package dev.cascara.compiler.component;

import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.wasm.AddressType;
import dev.cascara.compiler.wasm.ArrayType;
import dev.cascara.compiler.wasm.ConcreteHeapType;
import dev.cascara.compiler.wasm.Export;
import dev.cascara.compiler.wasm.ExternType;
import dev.cascara.compiler.wasm.FieldType;
import dev.cascara.compiler.wasm.FunctionImportType;
import dev.cascara.compiler.wasm.FunctionType;
import dev.cascara.compiler.wasm.GlobalType;
import dev.cascara.compiler.wasm.Import;
import dev.cascara.compiler.wasm.IndexSpaces;
import dev.cascara.compiler.wasm.MemoryType;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.ReferenceType;
import dev.cascara.compiler.wasm.StructType;
import dev.cascara.compiler.wasm.SubType;
import dev.cascara.compiler.wasm.TableType;
import dev.cascara.compiler.wasm.TagType;
import dev.cascara.compiler.wasm.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves core types: those of modules, and those that components declare. */
final class CoreTypes {
  /** What an index of the core types refers to. */
  sealed interface Entry {
    /** A type of core WebAssembly. */
    record Defined(SubType type) implements Entry {}

    /** The type of a module. */
    record ModuleOf(CoreModuleType type) implements Entry {}
  }

  private CoreTypes() {}

  // ---------------------------------------------------------------- modules

  /** The type of a valid module. */
  static CoreModuleType of(Module module) {
    IndexSpaces spaces = IndexSpaces.of(module);
    List<SubType> types = spaces.types();
    List<CoreModuleType.Import> imports = new ArrayList<>();
    Set<List<String>> importNames = new HashSet<>();
    for (Import entry : module.imports()) {
      addUnique(importNames, entry);
      imports.add(
          new CoreModuleType.Import(
              entry.module(), entry.name(), resolve(entry.type(), types, entry.offset())));
    }
    Map<String, CoreExternType> exports = new LinkedHashMap<>();
    List<TagType> tags = new ArrayList<>(module.importedTypes(TagType.class));
    tags.addAll(module.tags());
    for (Export export : module.exports()) {
      CoreExternType type =
          switch (export.kind()) {
            case FUNCTION -> new CoreExternType.Function(spaces.typeOfFunction(export.index()));
            case TABLE -> new CoreExternType.Table(spaces.tables().get(export.index()));
            case MEMORY -> new CoreExternType.Memory(spaces.memories().get(export.index()));
            case GLOBAL -> new CoreExternType.Global(spaces.globals().get(export.index()));
            case TAG ->
                new CoreExternType.Tag(spaces.functionType(tags.get(export.index()).typeIndex()));
          };
      exports.put(export.name(), type);
    }
    return new CoreModuleType(imports, exports);
  }

  static FunctionType functionType(List<SubType> types, int index, long offset) {
    if (Scope.get(types, index, "type", offset).compositeType() instanceof FunctionType function) {
      return function;
    }
    throw new WasmValidationException(offset, "type index " + index + " is not a function type");
  }

  private static CoreExternType resolve(ExternType type, List<SubType> types, long offset) {
    if (type instanceof FunctionImportType function) {
      return new CoreExternType.Function(functionType(types, function.typeIndex(), offset));
    }
    if (type instanceof TagType tag) {
      return new CoreExternType.Tag(functionType(types, tag.typeIndex(), offset));
    }
    if (type instanceof TableType table) {
      return new CoreExternType.Table(table);
    }
    if (type instanceof MemoryType memory) {
      checkSize(memory, offset);
      return new CoreExternType.Memory(memory);
    }
    return new CoreExternType.Global((GlobalType) type);
  }

  private static void checkSize(MemoryType type, long offset) {
    int addressBits = type.addressType() == AddressType.I64 ? 64 : 32;
    int pageBits = Math.min(addressBits - type.pageSizeLog2(), 62);
    long most = 1L << pageBits;
    long maximum = type.limits().maximum().orElse(type.limits().minimum());
    if (Long.compareUnsigned(type.limits().minimum(), most) > 0
        || Long.compareUnsigned(maximum, most) > 0) {
      throw new WasmValidationException(
          offset, "memory size must be at most 2^" + pageBits + " pages");
    }
    if (Long.compareUnsigned(type.limits().minimum(), maximum) > 0) {
      throw new WasmValidationException(offset, "size minimum must not be greater than maximum");
    }
  }

  // ---------------------------------------------------------------- declared types

  /** Adds a core type to a scope. */
  static void declare(CoreTypeSyntax syntax, Scope scope, long offset) {
    if (syntax instanceof CoreTypeSyntax.Defined defined) {
      List<SubType> subTypes = defined.type().subTypes();
      int known = scope.coreTypes.size() + subTypes.size();
      subTypes.forEach(type -> scope.coreTypes.add(new Entry.Defined(type)));
      subTypes.forEach(type -> checkReferences(type, scope, known, offset));
      return;
    }
    scope.coreTypes.add(new Entry.ModuleOf(moduleType((CoreTypeSyntax.ModuleOf) syntax, scope)));
  }

  /** Checks that the types which a type refers to are defined so far, and no module types. */
  private static void checkReferences(SubType type, Scope scope, int known, long offset) {
    List<Integer> indices = new ArrayList<>(type.supertypes());
    List<ValueType> parts = new ArrayList<>();
    if (type.compositeType() instanceof FunctionType function) {
      parts.addAll(function.parameters());
      parts.addAll(function.results());
    } else if (type.compositeType() instanceof StructType struct) {
      struct.fields().forEach(field -> addValueType(field, parts));
    } else if (type.compositeType() instanceof ArrayType array) {
      addValueType(array.element(), parts);
    }
    for (ValueType part : parts) {
      if (part instanceof ReferenceType reference
          && reference.heapType() instanceof ConcreteHeapType concrete) {
        indices.add(concrete.typeIndex());
      }
    }
    for (int index : indices) {
      if (index >= known
          || Scope.get(scope.coreTypes, index, "type", offset) instanceof Entry.ModuleOf) {
        throw new WasmValidationException(
            offset, "type index " + Integer.toUnsignedString(index) + " is no type of values");
      }
    }
  }

  private static void addValueType(FieldType field, List<ValueType> parts) {
    if (field.storageType() instanceof ValueType type) {
      parts.add(type);
    }
  }

  private static CoreModuleType moduleType(CoreTypeSyntax.ModuleOf syntax, Scope scope) {
    List<SubType> types = new ArrayList<>();
    List<CoreModuleType.Import> imports = new ArrayList<>();
    Set<List<String>> importNames = new HashSet<>();
    Map<String, CoreExternType> exports = new LinkedHashMap<>();
    for (CoreTypeSyntax.Declaration declaration : syntax.declarations()) {
      if (declaration instanceof CoreTypeSyntax.Declaration.DeclareType type) {
        if (!(type.type() instanceof CoreTypeSyntax.Defined defined)) {
          throw new WasmValidationException(
              type.offset(), "a module type cannot define a module type");
        }
        types.addAll(defined.type().subTypes());
      } else if (declaration instanceof CoreTypeSyntax.Declaration.DeclareAlias alias) {
        types.add(aliased(alias, types, scope));
      } else if (declaration instanceof CoreTypeSyntax.Declaration.DeclareImport entry) {
        Import written = entry.entry();
        addUnique(importNames, written);
        imports.add(
            new CoreModuleType.Import(
                written.module(),
                written.name(),
                resolve(written.type(), types, written.offset())));
      } else if (declaration instanceof CoreTypeSyntax.Declaration.DeclareExport export) {
        CoreExternType type = resolve(export.type(), types, export.offset());
        if (exports.put(export.name(), type) != null) {
          throw new WasmValidationException(
              export.offset(), "duplicate export name `" + export.name() + "` already defined");
        }
      }
    }
    return new CoreModuleType(imports, exports);
  }

  private static void addUnique(Set<List<String>> names, Import entry) {
    if (!names.add(List.of(entry.module(), entry.name()))) {
      throw new WasmValidationException(
          entry.offset(), "duplicate import name `" + entry.module() + ":" + entry.name() + "`");
    }
  }

  private static SubType aliased(
      CoreTypeSyntax.Declaration.DeclareAlias alias, List<SubType> types, Scope scope) {
    if (alias.count() == 0) {
      return Scope.get(types, alias.index(), "type", alias.offset());
    }
    @Nullable Scope from = scope;
    for (int i = 1; i < alias.count() && from != null; i++) {
      from = from.parent;
    }
    if (alias.count() < 0 || from == null) {
      throw new WasmValidationException(
          alias.offset(),
          "invalid outer alias count of " + Integer.toUnsignedString(alias.count()));
    }
    if (Scope.get(from.coreTypes, alias.index(), "type", alias.offset())
        instanceof Entry.Defined defined) {
      return defined.type();
    }
    throw new WasmValidationException(
        alias.offset(), "a module type cannot refer to a module type");
  }

  // ---------------------------------------------------------------- subtyping

  /** Checks that a module can be used where another is expected. */
  static void checkSubtype(CoreModuleType actual, CoreModuleType expected, long offset) {
    for (CoreModuleType.Import needed : actual.imports()) {
      @Nullable CoreExternType given = null;
      for (CoreModuleType.Import each : expected.imports()) {
        if (each.module().equals(needed.module()) && each.name().equals(needed.name())) {
          given = each.type();
        }
      }
      String name = needed.module() + "::" + needed.name();
      if (given == null) {
        throw new WasmValidationException(offset, "missing expected import `" + name + "`");
      }
      checkSubtype(given, needed.type(), "type mismatch in import `" + name + "`", offset);
    }
    expected
        .exports()
        .forEach(
            (name, type) -> {
              @Nullable CoreExternType given = actual.exports().get(name);
              if (given == null) {
                throw new WasmValidationException(offset, "missing expected export `" + name + "`");
              }
              checkSubtype(given, type, "type mismatch in export `" + name + "`", offset);
            });
  }

  /** Checks that a definition can be used for an import. */
  static void checkSubtype(
      CoreExternType actual, CoreExternType expected, String context, long offset) {
    String problem = mismatch(actual, expected, offset);
    if (!problem.isEmpty()) {
      throw new WasmValidationException(offset, context + ": " + problem);
    }
  }

  private static String mismatch(CoreExternType actual, CoreExternType expected, long offset) {
    if (actual.getClass() != expected.getClass()) {
      return "expected " + describe(expected) + ", found " + describe(actual);
    }
    if (actual instanceof CoreExternType.Function function) {
      refuseConcrete(function.type(), offset);
      return actual.equals(expected)
          ? ""
          : "expected: "
              + text(((CoreExternType.Function) expected).type())
              + ", found: "
              + text(function.type());
    }
    if (actual instanceof CoreExternType.Tag) {
      return actual.equals(expected) ? "" : "mismatch in the tag's type";
    }
    if (actual instanceof CoreExternType.Global global) {
      refuseConcrete(global.type().valueType(), offset);
      GlobalType other = ((CoreExternType.Global) expected).type();
      return global.type().mutable() != other.mutable()
          ? "global types differ in mutability"
          : global.type().valueType().equals(other.valueType())
              ? ""
              : "expected global type "
                  + other.valueType()
                  + ", found "
                  + global.type().valueType();
    }
    if (actual instanceof CoreExternType.Table table) {
      refuseConcrete(table.type().elementType(), offset);
      TableType other = ((CoreExternType.Table) expected).type();
      if (!table.type().elementType().equals(other.elementType())) {
        return "expected table element type " + other.elementType();
      }
      return table.type().addressType() == other.addressType()
              && isWithin(table.type().limits(), other.limits())
          ? ""
          : "mismatch in table limits";
    }
    MemoryType memory = ((CoreExternType.Memory) actual).type();
    MemoryType other = ((CoreExternType.Memory) expected).type();
    if (memory.shared() != other.shared()) {
      return "mismatch in the shared flag for memories";
    }
    if (memory.addressType() != other.addressType()) {
      return "mismatch in index type used for memories";
    }
    return memory.pageSizeLog2() == other.pageSizeLog2()
            && isWithin(memory.limits(), other.limits())
        ? ""
        : "mismatch in memory limits";
  }

  private static boolean isWithin(
      dev.cascara.compiler.wasm.Limits actual, dev.cascara.compiler.wasm.Limits expected) {
    return Long.compareUnsigned(actual.minimum(), expected.minimum()) >= 0
        && (expected.maximum().isEmpty()
            || (actual.maximum().isPresent()
                && Long.compareUnsigned(
                        actual.maximum().getAsLong(), expected.maximum().getAsLong())
                    <= 0));
  }

  private static void refuseConcrete(FunctionType type, long offset) {
    type.parameters().forEach(each -> refuseConcrete(each, offset));
    type.results().forEach(each -> refuseConcrete(each, offset));
  }

  /**
   * Type indices mean nothing outside their module; types that have them are compared when they can
   * be compiled.
   */
  private static void refuseConcrete(ValueType type, long offset) {
    if (type instanceof ReferenceType reference
        && reference.heapType() instanceof ConcreteHeapType) {
      throw new UnsupportedFeatureException("typed references between core modules", offset);
    }
  }

  static String describe(CoreExternType type) {
    if (type instanceof CoreExternType.Function) {
      return "func";
    }
    if (type instanceof CoreExternType.Table) {
      return "table";
    }
    if (type instanceof CoreExternType.Memory) {
      return "memory";
    }
    return type instanceof CoreExternType.Global ? "global" : "tag";
  }

  static String text(FunctionType type) {
    return type.parameters() + " -> " + type.results();
  }
}
