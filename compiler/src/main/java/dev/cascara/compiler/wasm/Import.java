package dev.cascara.compiler.wasm;

/**
 * An import.
 *
 * @param module the name of the module that provides it
 * @param name its name there
 * @param type what it must be
 * @param offset where in the input it begins
 */
public record Import(String module, String name, ExternType type, long offset) {}
