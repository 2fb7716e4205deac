package dev.cascara.compiler.wasm;

/** The shape of a defined type (section 2.3, "Composite Types"). */
public sealed interface CompositeType permits FunctionType, StructType, ArrayType {}
