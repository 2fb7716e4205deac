/** Tests of values and their notation. */
@NullMarked
package dev.cascara.compiler.dynamic;

import org.jspecify.annotations.NullMarked;
