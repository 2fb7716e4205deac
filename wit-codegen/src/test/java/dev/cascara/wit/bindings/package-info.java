@NullMarked
package dev.cascara.wit.bindings;

import org.jspecify.annotations.NullMarked;
