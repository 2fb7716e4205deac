package dev.cascara.compiler.wasm;

import java.util.List;
import java.util.OptionalInt;

/**
 * A core module (section 2.5, "Modules"), well-formed but not necessarily valid. Offsets are
 * relative to {@code bytes}.
 *
 * @param bytes the input that function bodies, expressions and segments point into; not to be
 *     changed
 * @param types the recursive types in order
 * @param imports the imports
 * @param functions the type indices of the functions that the module defines
 * @param tables the tables that it defines
 * @param memories the memories that it defines
 * @param globals the globals that it defines
 * @param tags the tags that it defines
 * @param exports the exports
 * @param start the start function's index, if there is one
 * @param elements the element segments
 * @param dataCount the number of data segments, if the module has a data count section
 * @param codes the bodies of the functions that the module defines
 * @param data the data segments
 * @param customSections all custom sections
 * @param names what the custom section for names says, as far as it is well-formed
 */
public record Module(
    byte[] bytes,
    List<RecursiveType> types,
    List<Import> imports,
    int[] functions,
    List<Table> tables,
    List<MemoryType> memories,
    List<Global> globals,
    List<TagType> tags,
    List<Export> exports,
    OptionalInt start,
    List<ElementSegment> elements,
    OptionalInt dataCount,
    List<Code> codes,
    List<DataSegment> data,
    List<CustomSection> customSections,
    Names names) {
  public Module {
    types = List.copyOf(types);
    imports = List.copyOf(imports);
    tables = List.copyOf(tables);
    memories = List.copyOf(memories);
    globals = List.copyOf(globals);
    tags = List.copyOf(tags);
    exports = List.copyOf(exports);
    elements = List.copyOf(elements);
    codes = List.copyOf(codes);
    data = List.copyOf(data);
    customSections = List.copyOf(customSections);
  }

  /**
   * Returns all types by type index.
   *
   * @return the subtypes of all recursive types
   */
  public List<SubType> subTypes() {
    return types.stream().flatMap(type -> type.subTypes().stream()).toList();
  }

  /**
   * Returns the imports' types of one kind, which take the first indices of that kind.
   *
   * @param <T> the kind
   * @param kind the class of the types
   * @return the types in order
   */
  public <T extends ExternType> List<T> importedTypes(Class<T> kind) {
    return imports.stream().map(Import::type).filter(kind::isInstance).map(kind::cast).toList();
  }
}
