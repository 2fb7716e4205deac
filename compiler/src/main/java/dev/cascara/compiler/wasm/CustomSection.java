package dev.cascara.compiler.wasm;

/**
 * A section that has no meaning for execution.
 *
 * @param name its name
 * @param start where in the input its contents begin, after the name
 * @param end where they end
 */
public record CustomSection(String name, int start, int end) {}
