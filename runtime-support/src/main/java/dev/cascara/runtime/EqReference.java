package dev.cascara.runtime;

/**
 * What {@code ref.eq} compares (section 2.3, "Heap Types", {@code eq}): structures and arrays by
 * identity, small integers by value.
 */
public abstract sealed class EqReference permits WasmStruct, WasmArray, I31 {
  EqReference() {}
}
