package dev.cascara.compiler.wasm;

/**
 * Instructions, as bytes of the input.
 *
 * @param offset where the first begins
 * @param end where the bytes end, after the final {@code end}
 */
public record Expression(int offset, int end) {}
