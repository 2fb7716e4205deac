package dev.cascara.compiler.wasm;

/**
 * The type of a table.
 *
 * @param elementType the type of its elements
 * @param addressType the type of its indices
 * @param limits its size in elements
 */
public record TableType(ReferenceType elementType, AddressType addressType, Limits limits)
    implements ExternType {}
