package dev.cascara.compiler.wasm;

/**
 * An export.
 *
 * @param name the name, unique in a valid module
 * @param kind what is exported
 * @param index its index among those of its kind
 * @param offset where in the input the export begins
 */
public record Export(String name, ExternKind kind, int index, long offset) {}
