package dev.cascara.compiler.component;

import dev.cascara.compiler.wasm.ExternType;
import dev.cascara.compiler.wasm.Import;
import dev.cascara.compiler.wasm.RecursiveType;
import java.util.List;

/** A core type as written in a component. */
public sealed interface CoreTypeSyntax {
  /**
   * Types as in core modules.
   *
   * @param type the recursive type
   */
  record Defined(RecursiveType type) implements CoreTypeSyntax {}

  /**
   * The type of a core module.
   *
   * @param declarations its declarations in order
   */
  record ModuleOf(List<Declaration> declarations) implements CoreTypeSyntax {}

  /** A declaration in the type of a module. */
  sealed interface Declaration {
    /**
     * A type.
     *
     * @param type the type
     * @param offset where the declaration begins
     */
    record DeclareType(CoreTypeSyntax type, long offset) implements Declaration {}

    /**
     * A core type of an enclosing component.
     *
     * @param count how many scopes outwards
     * @param index the type's index there
     * @param offset where the declaration begins
     */
    record DeclareAlias(int count, int index, long offset) implements Declaration {}

    /**
     * An import.
     *
     * @param entry the import
     */
    record DeclareImport(Import entry) implements Declaration {}

    /**
     * An export.
     *
     * @param name its name
     * @param type what it is
     * @param offset where the declaration begins
     */
    record DeclareExport(String name, ExternType type, long offset) implements Declaration {}
  }
}
