/** Tests of the whole on real guests. */
@NullMarked
package dev.cascara.it;

import org.jspecify.annotations.NullMarked;
