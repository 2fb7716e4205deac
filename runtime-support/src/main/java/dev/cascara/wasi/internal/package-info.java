/**
 * Files, streams, clocks and random numbers as guests may use them, under no particular version of
 * WASI's interfaces: what comes in are guests' paths, offsets and lengths, none of them trusted;
 * what goes out are results or one of the {@link dev.cascara.wasi.internal.ErrorCode}s.
 */
@NullMarked
package dev.cascara.wasi.internal;

import org.jspecify.annotations.NullMarked;
