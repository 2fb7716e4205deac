/** Tests of {@code dev.cascara.wasi.preview1}. */
@NullMarked
package dev.cascara.wasi.preview1;

import org.jspecify.annotations.NullMarked;
