/** Tests of WASI 0.2's implementation. */
@NullMarked
package dev.cascara.wasi.internal.preview2;

import org.jspecify.annotations.NullMarked;
