package dev.cascara.compiler.wasm;

/**
 * The type of a field of a structure, or of the elements of an array.
 *
 * @param storageType what is stored
 * @param mutable whether it can be changed
 */
public record FieldType(StorageType storageType, boolean mutable) {}
