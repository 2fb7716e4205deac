/** Tests of the canonical ABI's run time. */
@NullMarked
package dev.cascara.runtime.component;

import org.jspecify.annotations.NullMarked;
