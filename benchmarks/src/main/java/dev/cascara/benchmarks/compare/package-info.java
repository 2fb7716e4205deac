/**
 * {@code benchmarks/compare}: WASI commands on Cascara and on other engines, each program and
 * engine in a process of its own. What goes in are the programs' files, what comes out a table and
 * JSON.
 */
@NullMarked
package dev.cascara.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
