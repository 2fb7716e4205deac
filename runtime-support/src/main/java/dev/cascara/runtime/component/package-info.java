/**
 * The run time of the component model's canonical ABI: what lifting, lowering and the canonical
 * built-ins do while a component runs.
 *
 * <p>The code that a bindings generator prints is straight-line: it calls {@link
 * dev.cascara.runtime.component.Scalars}, {@link dev.cascara.runtime.component.Strings} and {@link
 * dev.cascara.runtime.component.Lists} for the values, {@link
 * dev.cascara.runtime.component.HandleTable} for resources, and {@link
 * dev.cascara.runtime.component.ComponentInstance} around every call. Nothing here walks types.
 *
 * <p>A rule that a guest breaks is a {@link dev.cascara.runtime.WasmTrap} of kind {@code
 * CANONICAL_ABI}; a value of the host's that the ABI cannot carry is an {@link
 * java.lang.IllegalArgumentException}.
 */
@NullMarked
package dev.cascara.runtime.component;

import org.jspecify.annotations.NullMarked;
