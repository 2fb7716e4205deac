package dev.cascara.compiler.wasm;

import java.util.Optional;

/**
 * A table that the module defines.
 *
 * @param type its type
 * @param initializer the expression for its elements, absent where they are null
 * @param offset where in the input the table begins
 */
public record Table(TableType type, Optional<Expression> initializer, long offset) {}
