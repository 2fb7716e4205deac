/** Tests of {@code dev.cascara.wasi.internal}. */
@NullMarked
package dev.cascara.wasi.internal;

import org.jspecify.annotations.NullMarked;
