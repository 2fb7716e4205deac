package dev.cascara.compiler.wasm;

/** What a reference refers to (section 2.3, "Heap Types"). */
public sealed interface HeapType permits AbstractHeapType, ConcreteHeapType {}
