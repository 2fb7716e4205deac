/** Tests of what only generated code calls. */
@NullMarked
package dev.cascara.runtime.internal;

import org.jspecify.annotations.NullMarked;
