/**
 * Java bindings: resolved worlds and components in, Java sources out.
 *
 * <p>The rules, by which generated names and types can be foretold:
 *
 * <ul>
 *   <li>An interface {@code ns:pkg/iface} becomes the Java interface {@code base.ns.pkg.Iface}; one
 *       that is written inside a world becomes {@code base.Iface}. Its types are nested types, its
 *       functions are methods. It is the same Java interface whether a component imports it (the
 *       host implements it) or exports it (the component class returns an implementation).
 *   <li>A resource becomes a nested interface that extends {@link AutoCloseable}; its methods are
 *       methods there. Its constructor and static functions are methods of the outer interface:
 *       {@code newFields(…)} for the constructor of {@code fields}, {@code fieldsFromList(…)} for
 *       its static function {@code from-list}.
 *   <li>{@code some-name} becomes {@code SomeName} (types), {@code someName} (functions,
 *       parameters, fields) or {@code SOME_NAME} (cases of enums and flags). Where that is a Java
 *       keyword, a method of {@link Object}, or taken already in its scope or an enclosing one, an
 *       underscore is appended, and another one while that is taken, too. Names are given in the
 *       order of the text: types, then exceptions; free functions, then constructors and static
 *       functions.
 *   <li>{@code bool} is {@code boolean}; {@code u8} and {@code s8} are {@code byte}, {@code u16}
 *       and {@code s16} {@code short}, {@code u32} and {@code s32} {@code int}, {@code u64} and
 *       {@code s64} {@code long}; {@code f32} and {@code f64} {@code float} and {@code double};
 *       {@code char} is the {@code int} of a code point; {@code string} is {@link String}.
 *   <li>A list of one of these, but not of strings, is an array, any other a {@link
 *       java.util.List}; {@code map} is {@link java.util.Map}, {@code option} {@link
 *       java.util.Optional}, a tuple {@link dev.cascara.runtime.component.Tuple2} and so on, {@code
 *       result} {@link dev.cascara.runtime.component.Result}.
 *   <li>A record becomes a record, a variant a sealed interface of records (their component is
 *       {@code value}), an enum an enum, flags an enum whose {@link java.util.Set}s are the values.
 *   <li>A function whose whole result is a {@code result<T, E>} returns {@code T} and throws a
 *       checked exception with an {@code error()}. For a record, variant, enum or flags type E its
 *       name is {@code EException}, and it is nested in E's interface if a function there fails
 *       with E, else in the function's interface; for any other E it is the function's name and
 *       {@code Exception}.
 *   <li>Beside each interface is a class {@code IfaceLowering}: its static methods are the
 *       interface's functions lowered to core functions, as a component's core modules call them.
 * </ul>
 */
@NullMarked
package dev.cascara.wit.bindings;

import org.jspecify.annotations.NullMarked;
