package dev.cascara.compiler.component;

/**
 * An index with its index space.
 *
 * @param sort the index space
 * @param index the index, unsigned
 */
public record SortIndex(Sort sort, int index) {}
