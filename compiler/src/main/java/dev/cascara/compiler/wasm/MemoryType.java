package dev.cascara.compiler.wasm;

/**
 * The type of a memory.
 *
 * @param addressType the type of its addresses
 * @param limits its size in pages
 * @param shared whether several threads may use it
 * @param pageSizeLog2 the base-2 logarithm of the size of a page in bytes, 16 if not declared
 *     otherwise
 */
public record MemoryType(AddressType addressType, Limits limits, boolean shared, int pageSizeLog2)
    implements ExternType {}
