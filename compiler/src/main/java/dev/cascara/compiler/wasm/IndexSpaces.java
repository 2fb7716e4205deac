package dev.cascara.compiler.wasm;

import java.util.ArrayList;
import java.util.List;

/**
 * What the indices of a valid module mean (section 2.5.1, "Indices"): imports first, then
 * definitions.
 *
 * @param types the types
 * @param functions the type indices of all functions
 * @param tables the types of all tables
 * @param memories the types of all memories
 * @param globals the types of all globals
 * @param tags the types of all tags
 * @param importedFunctions how many of the functions are imported
 */
public record IndexSpaces(
    List<SubType> types,
    int[] functions,
    List<TableType> tables,
    List<MemoryType> memories,
    List<GlobalType> globals,
    List<TagType> tags,
    int importedFunctions) {
  /**
   * Collects the index spaces of a module.
   *
   * @param module a valid module
   * @return its index spaces
   */
  public static IndexSpaces of(Module module) {
    List<FunctionImportType> imported = module.importedTypes(FunctionImportType.class);
    int[] functions = new int[imported.size() + module.functions().length];
    for (int i = 0; i < imported.size(); i++) {
      functions[i] = imported.get(i).typeIndex();
    }
    System.arraycopy(module.functions(), 0, functions, imported.size(), module.functions().length);
    List<TableType> tables = new ArrayList<>(module.importedTypes(TableType.class));
    module.tables().forEach(table -> tables.add(table.type()));
    List<MemoryType> memories = new ArrayList<>(module.importedTypes(MemoryType.class));
    memories.addAll(module.memories());
    List<GlobalType> globals = new ArrayList<>(module.importedTypes(GlobalType.class));
    module.globals().forEach(global -> globals.add(global.type()));
    List<TagType> tags = new ArrayList<>(module.importedTypes(TagType.class));
    tags.addAll(module.tags());
    return new IndexSpaces(
        module.subTypes(), functions, tables, memories, globals, tags, imported.size());
  }

  /**
   * Returns a function type.
   *
   * @param typeIndex the index of a function type
   * @return the type
   */
  public FunctionType functionType(int typeIndex) {
    return (FunctionType) types.get(typeIndex).compositeType();
  }

  /**
   * Returns the type of a tag.
   *
   * @param tag the tag's index
   * @return a function type without results
   */
  public FunctionType typeOfTag(int tag) {
    return functionType(tags.get(tag).typeIndex());
  }

  /**
   * Returns the type of a function.
   *
   * @param function the function's index
   * @return the type
   */
  public FunctionType typeOfFunction(int function) {
    return functionType(functions[function]);
  }
}
