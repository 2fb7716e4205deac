/**
 * WASI's first snapshot, {@code wasi_snapshot_preview1}, for core modules: {@link
 * dev.cascara.wasi.preview1.Preview1} is what such a module imports.
 */
@NullMarked
package dev.cascara.wasi.preview1;

import org.jspecify.annotations.NullMarked;
