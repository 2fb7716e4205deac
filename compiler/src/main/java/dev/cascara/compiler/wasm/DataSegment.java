package dev.cascara.compiler.wasm;

/**
 * Bytes that initialise memories.
 *
 * @param start where in the input the bytes begin
 * @param length how many there are
 * @param mode what becomes of it
 * @param offset where in the input the segment begins
 */
public record DataSegment(int start, int length, SegmentMode mode, long offset) {}
