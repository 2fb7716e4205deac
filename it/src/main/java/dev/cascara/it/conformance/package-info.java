/**
 * The conformance harness: runs {@code .wast} scripts, in which the official test suites are
 * written, and counts what passes. {@link dev.cascara.it.conformance.Conformance} is its command.
 *
 * <p>{@link dev.cascara.it.conformance.ScriptConverter} turns the text into JSON and binary modules
 * with a parser of others, so that a mistake in ours cannot hide; {@link
 * dev.cascara.it.conformance.ScriptRunner} executes the commands.
 */
@NullMarked
package dev.cascara.it.conformance;

import org.jspecify.annotations.NullMarked;
