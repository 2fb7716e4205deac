/** Components from reading to their plan. */
@NullMarked
package dev.cascara.it.components;

import org.jspecify.annotations.NullMarked;
