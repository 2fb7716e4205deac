/** Tests of components, and types for other tests. */
@NullMarked
package dev.cascara.compiler.component;

import org.jspecify.annotations.NullMarked;
