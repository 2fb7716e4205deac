/**
 * The compiler's API: WebAssembly bytes in, JVM class files or loaded classes out, and the
 * exceptions that tell what is wrong with the input.
 */
@NullMarked
package dev.cascara.compiler;

import org.jspecify.annotations.NullMarked;
