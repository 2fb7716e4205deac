package dev.cascara.compiler.wasm;

/** The type of an import (section 2.3, "External Types"), as written in a module. */
public sealed interface ExternType
    permits FunctionImportType, TableType, MemoryType, GlobalType, TagType {}
