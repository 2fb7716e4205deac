/**
 * Components' types to resolved WIT. What comes in is a valid component's type, in which types are
 * shared by identity; what goes out is the model in which they are shared by {@code use}.
 */
@NullMarked
package dev.cascara.wit.binary;

import org.jspecify.annotations.NullMarked;
