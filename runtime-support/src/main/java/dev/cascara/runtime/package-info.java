/**
 * The values that compiled WebAssembly modules are made of and that a host meets: memories, tables,
 * globals, functions, instances, and the traps they end with.
 *
 * <p>A compiled module is a subclass of {@link dev.cascara.runtime.Instance}; what it imports comes
 * from {@link dev.cascara.runtime.Imports}. What only generated code calls is in {@code
 * dev.cascara.runtime.internal}.
 */
@NullMarked
package dev.cascara.runtime;

import org.jspecify.annotations.NullMarked;
