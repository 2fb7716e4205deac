/**
 * Validation of core modules (chapter 3), by the algorithm of the specification's appendix. In
 * comes a well-formed module; nothing comes out but the certainty that later stages can rely on its
 * rules.
 */
@NullMarked
package dev.cascara.compiler.validation;

import org.jspecify.annotations.NullMarked;
