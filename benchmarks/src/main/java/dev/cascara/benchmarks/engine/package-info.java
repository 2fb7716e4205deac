/**
 * The processes that {@code benchmarks/compare} measures: each loads one program and runs it again
 * and again. They have no dependencies but their engine, so that nothing else is on its class path.
 */
@NullMarked
package dev.cascara.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
