/**
 * Components without generated code: in come a component's bytes, out comes an instance whose
 * functions are called by name with {@link dev.cascara.compiler.dynamic.Value}s, as the command
 * line and tests do; {@link dev.cascara.compiler.dynamic.Wave} is the text notation of values.
 *
 * <p>{@link dev.cascara.compiler.dynamic.DynamicComponent} reads, validates and plans a component
 * and compiles its core modules; each instantiation executes the plan. Here, and nowhere else,
 * lifting and lowering walk types: a {@code Codec} for each.
 */
@NullMarked
package dev.cascara.compiler.dynamic;

import org.jspecify.annotations.NullMarked;
