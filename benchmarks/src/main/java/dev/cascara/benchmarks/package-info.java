/**
 * Benchmarks: compiled WebAssembly beside the same in plain Java, and calls through typed bindings.
 */
@NullMarked
package dev.cascara.benchmarks;

import org.jspecify.annotations.NullMarked;
