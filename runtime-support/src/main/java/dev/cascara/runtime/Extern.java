package dev.cascara.runtime;

/**
 * What a module instance imports or exports: the specification's <em>external value</em> (section
 * 4.2, "External Values").
 */
public sealed interface Extern permits WasmFunction, Memory, Table, Global, Tag {}
