/**
 * WIT text to the resolved model, in three steps: {@code Lexer} (tokens with positions), {@code
 * Parser} (one file's syntax tree, every name with its place), {@code Resolver} (files grouped to
 * packages, packages ordered, every name replaced by what it stands for).
 *
 * <p>The steps are separate so that each error knows the place in the text that it is about: the
 * resolver never meets a name without its span.
 */
@NullMarked
package dev.cascara.wit.text;

import org.jspecify.annotations.NullMarked;
