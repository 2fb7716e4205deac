package dev.cascara.compiler.wasm;

/**
 * The type of a tag.
 *
 * @param typeIndex the index of a function type without results
 */
public record TagType(int typeIndex) implements ExternType {}
