/**
 * WASI 0.2 on top of {@code dev.cascara.wasi.internal}: the generated interfaces implemented. What
 * comes in was lifted by the generated classes; what breaks a precondition that a document names
 * ends the guest by a trap, everything else is told by the interface's own errors.
 */
@NullMarked
package dev.cascara.wasi.internal.preview2;

import org.jspecify.annotations.NullMarked;
