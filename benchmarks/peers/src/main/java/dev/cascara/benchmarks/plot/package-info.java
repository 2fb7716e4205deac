/** Draws what {@code benchmarks/compare} has measured. */
@NullMarked
package dev.cascara.benchmarks.plot;

import org.jspecify.annotations.NullMarked;
