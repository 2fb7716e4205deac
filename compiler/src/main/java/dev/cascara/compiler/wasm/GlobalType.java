package dev.cascara.compiler.wasm;

/**
 * The type of a global.
 *
 * @param valueType the type of its value
 * @param mutable whether the value can change
 */
public record GlobalType(ValueType valueType, boolean mutable) implements ExternType {}
