/**
 * What a host grants to WASI programs: {@link dev.cascara.wasi.Wasi} is the whole configuration. By
 * default nothing is granted.
 *
 * <p>Core modules that import {@code wasi_snapshot_preview1} are served by {@code
 * dev.cascara.wasi.preview1}. Both that and WASI 0.2 stand on one implementation of files, streams
 * and clocks, which no guest reaches past.
 */
@NullMarked
package dev.cascara.wasi;

import org.jspecify.annotations.NullMarked;
