package dev.cascara.runtime.component;

/**
 * A {@code tuple} of 10 elements.
 *
 * @param v0 the first element
 * @param v1 the second element
 * @param v2 the third element
 * @param v3 the fourth element
 * @param v4 the fifth element
 * @param v5 the sixth element
 * @param v6 the seventh element
 * @param v7 the eighth element
 * @param v8 the ninth element
 * @param v9 the tenth element
 * @param <T0> the type of {@code v0}
 * @param <T1> the type of {@code v1}
 * @param <T2> the type of {@code v2}
 * @param <T3> the type of {@code v3}
 * @param <T4> the type of {@code v4}
 * @param <T5> the type of {@code v5}
 * @param <T6> the type of {@code v6}
 * @param <T7> the type of {@code v7}
 * @param <T8> the type of {@code v8}
 * @param <T9> the type of {@code v9}
 */
public record Tuple10<T0, T1, T2, T3, T4, T5, T6, T7, T8, T9>(
    T0 v0, T1 v1, T2 v2, T3 v3, T4 v4, T5 v5, T6 v6, T7 v7, T8 v8, T9 v9) {}
