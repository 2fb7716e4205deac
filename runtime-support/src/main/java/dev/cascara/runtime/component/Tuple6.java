package dev.cascara.runtime.component;

/**
 * A {@code tuple} of 6 elements.
 *
 * @param v0 the first element
 * @param v1 the second element
 * @param v2 the third element
 * @param v3 the fourth element
 * @param v4 the fifth element
 * @param v5 the sixth element
 * @param <T0> the type of {@code v0}
 * @param <T1> the type of {@code v1}
 * @param <T2> the type of {@code v2}
 * @param <T3> the type of {@code v3}
 * @param <T4> the type of {@code v4}
 * @param <T5> the type of {@code v5}
 */
public record Tuple6<T0, T1, T2, T3, T4, T5>(T0 v0, T1 v1, T2 v2, T3 v3, T4 v4, T5 v5) {}
