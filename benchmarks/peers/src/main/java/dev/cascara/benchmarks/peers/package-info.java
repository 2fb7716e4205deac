/** Other engines that run in a JVM, each in the shape that {@code benchmarks/compare} measures. */
@NullMarked
package dev.cascara.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
