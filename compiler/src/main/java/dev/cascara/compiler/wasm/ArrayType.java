package dev.cascara.compiler.wasm;

/**
 * The type of an array.
 *
 * @param element the elements' type
 */
public record ArrayType(FieldType element) implements CompositeType {}
