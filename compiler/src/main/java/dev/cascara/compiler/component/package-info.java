/**
 * Components: their syntax, the reader of their binary format (the component model's {@code
 * Binary.md}), their types, and validation. In comes a {@code byte[]}; {@link
 * dev.cascara.compiler.component.ComponentReader} makes a {@link
 * dev.cascara.compiler.component.Component} of it, as written; {@link
 * dev.cascara.compiler.component.ComponentValidator} checks it.
 */
@NullMarked
package dev.cascara.compiler.component;

import org.jspecify.annotations.NullMarked;
