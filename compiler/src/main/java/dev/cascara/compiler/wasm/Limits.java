package dev.cascara.compiler.wasm;

import java.util.OptionalLong;

/**
 * How large a memory or table is (section 2.3, "Limits").
 *
 * @param minimum the size at the start, unsigned
 * @param maximum the size it cannot exceed, unsigned, if there is one
 */
public record Limits(long minimum, OptionalLong maximum) {}
