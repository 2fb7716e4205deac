/**
 * The {@code cascara} command. Each subcommand is a class that reads its arguments, calls one stage
 * or the other of the compiler, and prints; nothing is decided here that the libraries could
 * decide.
 */
@NullMarked
package dev.cascara.cli;

import org.jspecify.annotations.NullMarked;
