package dev.cascara.runtime.component;

/**
 * A {@code tuple} of 16 elements. Where a tuple has more, the last one here is a tuple of those
 * from the sixteenth on.
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
 * @param v10 the eleventh element
 * @param v11 the twelfth element
 * @param v12 the thirteenth element
 * @param v13 the fourteenth element
 * @param v14 the fifteenth element
 * @param v15 the sixteenth element
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
 * @param <T10> the type of {@code v10}
 * @param <T11> the type of {@code v11}
 * @param <T12> the type of {@code v12}
 * @param <T13> the type of {@code v13}
 * @param <T14> the type of {@code v14}
 * @param <T15> the type of {@code v15}
 */
public record Tuple16<T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15>(
    T0 v0,
    T1 v1,
    T2 v2,
    T3 v3,
    T4 v4,
    T5 v5,
    T6 v6,
    T7 v7,
    T8 v8,
    T9 v9,
    T10 v10,
    T11 v11,
    T12 v12,
    T13 v13,
    T14 v14,
    T15 v15) {}
