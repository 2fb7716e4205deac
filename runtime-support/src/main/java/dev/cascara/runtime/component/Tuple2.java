package dev.cascara.runtime.component;

/**
 * A {@code tuple} of 2 elements.
 *
 * @param v0 the first element
 * @param v1 the second element
 * @param <T0> the type of {@code v0}
 * @param <T1> the type of {@code v1}
 */
public record Tuple2<T0, T1>(T0 v0, T1 v1) {}
