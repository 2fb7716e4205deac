@NullMarked
package dev.cascara.compiler.component;

import org.jspecify.annotations.NullMarked;
