package dev.cascara.compiler.wasm;

/**
 * A global that the module defines.
 *
 * @param type its type
 * @param initializer the expression for its value
 * @param offset where in the input the global begins
 */
public record Global(GlobalType type, Expression initializer, long offset) {}
