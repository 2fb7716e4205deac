@NullMarked
package dev.cascara.wit;

import org.jspecify.annotations.NullMarked;
