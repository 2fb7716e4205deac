/**
 * Validation of core modules (chapter 3 of the specification). In comes a well-formed {@link
 * dev.cascara.compiler.wasm.Module}; it goes on, unchanged, if {@link
 * dev.cascara.compiler.validation.ModuleValidator} finds no fault in it, so that code generation
 * can rely on every index and every type.
 *
 * <p>Function bodies are checked by the algorithm of the specification's appendix, in one pass over
 * their bytes. Types are single {@code int}s there, so that nothing is allocated for an
 * instruction.
 */
@NullMarked
package dev.cascara.compiler.validation;

import org.jspecify.annotations.NullMarked;
