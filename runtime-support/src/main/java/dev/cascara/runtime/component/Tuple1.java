package dev.cascara.runtime.component;

/**
 * A {@code tuple} of 1 element.
 *
 * @param v0 the first element
 * @param <T0> the type of {@code v0}
 */
public record Tuple1<T0>(T0 v0) {}
