package dev.cascara.compiler.wasm;

/**
 * The type of a function that is imported.
 *
 * @param typeIndex the index of a function type
 */
public record FunctionImportType(int typeIndex) implements ExternType {}
