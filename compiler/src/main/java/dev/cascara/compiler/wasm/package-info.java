/**
 * Core modules as syntax: the structures of the specification's chapter 2, and the reader of its
 * binary format (chapter 5). In comes a {@code byte[]}, out comes a {@link
 * dev.cascara.compiler.wasm.Module}, well-formed but not yet valid.
 *
 * <p>Function bodies and constant expressions stay bytes: whoever needs their instructions walks
 * them with an {@link dev.cascara.compiler.wasm.InstructionReader}, which allocates nothing for an
 * instruction.
 */
@NullMarked
package dev.cascara.compiler.wasm;

import org.jspecify.annotations.NullMarked;
