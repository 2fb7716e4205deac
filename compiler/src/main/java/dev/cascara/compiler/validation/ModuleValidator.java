package dev.cascara.compiler.validation;

import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.wasm.AddressType;
import dev.cascara.compiler.wasm.Code;
import dev.cascara.compiler.wasm.DataSegment;
import dev.cascara.compiler.wasm.ElementSegment;
import dev.cascara.compiler.wasm.Export;
import dev.cascara.compiler.wasm.Expression;
import dev.cascara.compiler.wasm.ExternType;
import dev.cascara.compiler.wasm.FunctionImportType;
import dev.cascara.compiler.wasm.Global;
import dev.cascara.compiler.wasm.GlobalType;
import dev.cascara.compiler.wasm.Import;
import dev.cascara.compiler.wasm.Limits;
import dev.cascara.compiler.wasm.MemoryType;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.SegmentMode;
import dev.cascara.compiler.wasm.Table;
import dev.cascara.compiler.wasm.TableType;
import dev.cascara.compiler.wasm.TagType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validates modules (section 3.4, "Modules"). */
public final class ModuleValidator {
  private static final long MAXIMUM_TABLE_SIZE_32 = 0xFFFF_FFFFL;

  private final Module module;
  private final ModuleContext context;
  private final ModuleTypes types;
  private final FunctionValidator validator;
  private final List<MemoryType> memories = new ArrayList<>();

  private ModuleValidator(Module module, Set<Feature> features) {
    this.module = module;
    this.types = new ModuleTypes(module.types(), 0);
    this.context = new ModuleContext(types, features);
    this.validator = new FunctionValidator(context, module.bytes());
  }

  /**
   * Validates a module of WebAssembly 3.0, in which the legacy encoding of exception handling is
   * allowed too.
   *
   * @param module the module
   * @throws WasmValidationException if the module is not valid
   * @throws WasmFormatException if the bytes of a function body are not instructions
   */
  public static void validate(Module module) {
    validate(module, Feature.defaults());
  }

  /**
   * Validates a module.
   *
   * @param module the module
   * @param features what it may use
   * @throws WasmValidationException if the module is not valid
   * @throws WasmFormatException if the bytes of a function body are not instructions
   */
  public static void validate(Module module, Set<Feature> features) {
    new ModuleValidator(module, features).validate();
  }

  private void validate() {
    declare();
    declareFunctionReferences();
    validateTables();
    validateGlobals();
    validateExports();
    validateStart();
    module.elements().forEach(this::validateElementSegment);
    validateCodes();
    module.data().forEach(this::validateDataSegment);
  }

  /** Checks the types of all imports and definitions, and fills the index spaces with them. */
  private void declare() {
    List<Integer> functions = new ArrayList<>();
    List<TableType> tables = new ArrayList<>();
    List<GlobalType> globals = new ArrayList<>();
    List<TagType> tags = new ArrayList<>();
    for (Import definition : module.imports()) {
      long offset = definition.offset();
      ExternType type = definition.type();
      if (type instanceof FunctionImportType function) {
        types.signature(function.typeIndex(), offset);
        functions.add(function.typeIndex());
      } else if (type instanceof TableType table) {
        checkTableType(table, offset);
        tables.add(table);
      } else if (type instanceof MemoryType memory) {
        checkMemoryType(memory, offset);
        memories.add(memory);
      } else if (type instanceof GlobalType global) {
        types.code(global.valueType(), offset);
        globals.add(global);
      } else if (type instanceof TagType tag) {
        checkTagType(tag, offset);
        tags.add(tag);
      }
    }
    context.visibleGlobals = globals.size();
    declareFunctions(functions);
    module.tables().forEach(table -> checkTableType(table.type(), table.offset()));
    module.tables().forEach(table -> tables.add(table.type()));
    if (tables.size() > 1) {
      context.require(Feature.MULTIPLE_TABLES, 0);
    }
    context.tables = new int[tables.size()];
    context.tableAddresses = new AddressType[tables.size()];
    for (int i = 0; i < tables.size(); i++) {
      context.tables[i] = types.code(tables.get(i).elementType(), 0);
      context.tableAddresses[i] = tables.get(i).addressType();
    }
    for (MemoryType memory : module.memories()) {
      checkMemoryType(memory, 0);
      memories.add(memory);
    }
    if (memories.size() > 1) {
      context.require(Feature.MULTIPLE_MEMORIES, 0);
    }
    context.memories = memories.toArray(MemoryType[]::new);
    for (Global global : module.globals()) {
      types.code(global.type().valueType(), global.offset());
      globals.add(global.type());
    }
    context.globals = new int[globals.size()];
    context.mutableGlobals = new boolean[globals.size()];
    for (int i = 0; i < globals.size(); i++) {
      context.globals[i] = types.code(globals.get(i).valueType(), 0);
      context.mutableGlobals[i] = globals.get(i).mutable();
    }
    for (TagType tag : module.tags()) {
      checkTagType(tag, 0);
      tags.add(tag);
    }
    context.tags = tags.stream().mapToInt(TagType::typeIndex).toArray();
    context.elements = new int[module.elements().size()];
    for (int i = 0; i < context.elements.length; i++) {
      ElementSegment segment = module.elements().get(i);
      context.elements[i] = types.code(segment.type(), segment.offset());
    }
    context.dataCount = module.data().size();
    context.dataCountDeclared = module.dataCount().isPresent();
  }

  private void declareFunctions(List<Integer> imported) {
    int[] defined = module.functions();
    int[] all = new int[imported.size() + defined.length];
    for (int i = 0; i < imported.size(); i++) {
      all[i] = imported.get(i);
    }
    for (int i = 0; i < defined.length; i++) {
      types.signature(defined[i], module.codes().get(i).offset());
      all[imported.size() + i] = defined[i];
    }
    context.functions = all;
  }

  private void checkTableType(TableType table, long offset) {
    types.code(table.elementType(), offset);
    Limits limits = table.limits();
    if (table.addressType() == AddressType.I32
        && (Long.compareUnsigned(limits.minimum(), MAXIMUM_TABLE_SIZE_32) > 0
            || Long.compareUnsigned(limits.maximum().orElse(0), MAXIMUM_TABLE_SIZE_32) > 0)) {
      throw new WasmValidationException(offset, "table size must be at most 2^32 - 1");
    }
    checkOrder(limits, offset);
  }

  private void checkMemoryType(MemoryType memory, long offset) {
    if (memory.pageSizeLog2() != 16) {
      context.require(Feature.CUSTOM_PAGE_SIZES, offset);
      if (memory.pageSizeLog2() != 0) {
        throw new WasmValidationException(
            offset, "invalid custom page size: it must be 1 or 65536 bytes");
      }
    }
    Limits limits = memory.limits();
    boolean is64 = memory.addressType() == AddressType.I64;
    // A memory has at most 2^32 or 2^64 bytes, and its size in pages is itself an address.
    int bits = (is64 ? 64 : 32) - memory.pageSizeLog2();
    long maximum = memory.pageSizeLog2() == 0 ? -1L >>> (64 - bits) : 1L << bits;
    if (Long.compareUnsigned(limits.minimum(), maximum) > 0
        || Long.compareUnsigned(limits.maximum().orElse(0), maximum) > 0) {
      String pages = Long.toUnsignedString(maximum) + " pages";
      throw new WasmValidationException(
          offset, "memory size must be at most " + pages + (is64 ? "" : " (4GiB)"));
    }
    checkOrder(limits, offset);
    if (memory.shared()) {
      context.require(Feature.THREADS, offset);
      if (limits.maximum().isEmpty()) {
        throw new WasmValidationException(offset, "shared memory must have maximum");
      }
    }
  }

  private static void checkOrder(Limits limits, long offset) {
    if (limits.maximum().isPresent()
        && Long.compareUnsigned(limits.minimum(), limits.maximum().getAsLong()) > 0) {
      throw new WasmValidationException(offset, "size minimum must not be greater than maximum");
    }
  }

  private void checkTagType(TagType tag, long offset) {
    if (types.signature(tag.typeIndex(), offset).results().length > 0) {
      throw new WasmValidationException(offset, "non-empty tag result type");
    }
  }

  private void declareFunctionReferences() {
    for (Export export : module.exports()) {
      if (export.kind() == dev.cascara.compiler.wasm.ExternKind.FUNCTION && export.index() >= 0) {
        declareReference(export.index());
      }
    }
    for (ElementSegment segment : module.elements()) {
      for (int function : segment.functions()) {
        declareReference(function);
      }
      for (Expression expression : segment.expressions()) {
        declareReferences(expression);
      }
    }
    module.globals().forEach(global -> declareReferences(global.initializer()));
    module.tables().forEach(table -> table.initializer().ifPresent(this::declareReferences));
  }

  private void declareReferences(Expression expression) {
    validator.functionReferences(expression, this::declareReference);
  }

  private void declareReference(int function) {
    if (Integer.compareUnsigned(function, context.functions.length) < 0) {
      context.declaredFunctions.set(function);
    }
  }

  private void validateTables() {
    for (Table table : module.tables()) {
      int type = types.code(table.type().elementType(), table.offset());
      if (table.initializer().isPresent()) {
        validator.validateConstant(table.initializer().get(), type);
      } else if (!TypeCode.isNullable(type)) {
        throw new WasmValidationException(
            table.offset(), "type mismatch: a table without initial value must allow null");
      }
    }
  }

  private void validateGlobals() {
    for (Global global : module.globals()) {
      validator.validateConstant(global.initializer(), context.globals[context.visibleGlobals]);
      context.visibleGlobals++;
    }
  }

  private void validateExports() {
    Set<String> names = new HashSet<>();
    for (Export export : module.exports()) {
      long offset = export.offset();
      int index = export.index();
      switch (export.kind()) {
        case FUNCTION ->
            ModuleContext.checkIndex(index, context.functions.length, "function", offset);
        case TABLE -> ModuleContext.checkIndex(index, context.tables.length, "table", offset);
        case MEMORY -> ModuleContext.checkIndex(index, context.memories.length, "memory", offset);
        case GLOBAL -> ModuleContext.checkIndex(index, context.globals.length, "global", offset);
        case TAG -> ModuleContext.checkIndex(index, context.tags.length, "tag", offset);
      }
      if (!names.add(export.name())) {
        throw new WasmValidationException(offset, "duplicate export name \"" + export.name() + '"');
      }
    }
  }

  private void validateStart() {
    if (module.start().isEmpty()) {
      return;
    }
    int function = module.start().getAsInt();
    ModuleContext.checkIndex(function, context.functions.length, "function", 0);
    Signature signature = types.signature(context.functions[function], 0);
    if (signature.parameters().length + signature.results().length > 0) {
      throw new WasmValidationException(
          0, "start function " + function + " has parameters or results");
    }
  }

  private void validateElementSegment(ElementSegment segment) {
    int type = types.code(segment.type(), segment.offset());
    for (int function : segment.functions()) {
      ModuleContext.checkIndex(function, context.functions.length, "function", segment.offset());
    }
    for (Expression expression : segment.expressions()) {
      validator.validateConstant(expression, type);
    }
    if (segment.mode() instanceof SegmentMode.Active active) {
      ModuleContext.checkIndex(active.index(), context.tables.length, "table", segment.offset());
      if (!types.isSubtype(type, context.tables[active.index()])) {
        throw new WasmValidationException(
            segment.offset(), "type mismatch: the table has another element type");
      }
      validator.validateConstant(
          active.start(), TypeCode.of(context.tableAddresses[active.index()].valueType()));
    }
  }

  private void validateDataSegment(DataSegment segment) {
    if (segment.mode() instanceof SegmentMode.Active active) {
      ModuleContext.checkIndex(active.index(), context.memories.length, "memory", segment.offset());
      validator.validateConstant(
          active.start(), TypeCode.of(context.memories[active.index()].addressType().valueType()));
    }
  }

  private void validateCodes() {
    int imported = context.functions.length - module.codes().size();
    for (int i = 0; i < module.codes().size(); i++) {
      int function = imported + i;
      Code code = module.codes().get(i);
      try {
        validator.validateFunction(
            code, types.signature(context.functions[function], code.offset()));
      } catch (WasmValidationException e) {
        throw e.inFunction(function, module.names().functions().get(function));
      }
    }
  }
}
