/**
 * WIT, the interface language of components: text (or a component's types) in, resolved worlds out.
 *
 * <p>{@code WitReader} reads files in three steps: lexing and parsing to a syntax tree with
 * positions, and resolving to the model of this package, in which every name has become what it
 * stands for. A world that was decoded from a component is the same model, so whatever works on
 * worlds (bindings, printing) needs to know only one.
 *
 * <p>The model follows the component-model repository's {@code WIT.md}. All of it is immutable.
 */
@NullMarked
package dev.cascara.wit;

import org.jspecify.annotations.NullMarked;
