/** Runs the official suites where they are found. */
@NullMarked
package dev.cascara.it.conformance;

import org.jspecify.annotations.NullMarked;
