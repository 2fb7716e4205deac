/** Tests of the configuration of WASI. */
@NullMarked
package dev.cascara.wasi;

import org.jspecify.annotations.NullMarked;
