package dev.cascara.compiler.component;

import dev.cascara.compiler.wasm.FunctionType;
import dev.cascara.compiler.wasm.GlobalType;
import dev.cascara.compiler.wasm.MemoryType;
import dev.cascara.compiler.wasm.TableType;

/** What an import or export of a core module is, without type indices. */
public sealed interface CoreExternType {
  /**
   * A function.
   *
   * @param type its type
   */
  record Function(FunctionType type) implements CoreExternType {}

  /**
   * A table.
   *
   * @param type its type
   */
  record Table(TableType type) implements CoreExternType {}

  /**
   * A memory.
   *
   * @param type its type
   */
  record Memory(MemoryType type) implements CoreExternType {}

  /**
   * A global.
   *
   * @param type its type
   */
  record Global(GlobalType type) implements CoreExternType {}

  /**
   * A tag.
   *
   * @param type the type of its exceptions' values
   */
  record Tag(FunctionType type) implements CoreExternType {}
}
