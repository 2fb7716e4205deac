package dev.cascara.compiler.wasm;

/** The type of a field of a structure or array (section 2.3, "Composite Types"). */
public sealed interface StorageType permits ValueType, PackedType {}
