package dev.cascara.wit;

import java.util.stream.Stream;

/** Texts that together use every construct of the language. */
final class Samples {
  private Samples() {}

  static Stream<String> texts() {
    return Stream.of(
        "package x:p;",
        """
        /// Docs of the package.
        package ns:deep:name/nested@1.0.0-rc.1+build.5;
        /* a /* nested */ comment */
        use other:dep/types@2.0.0 as dep-types;
        /** In a block,
          * of two lines. */
        @since(version = 0.9.0)
        interface everything {
          use dep-types.{thing as it, %type};
          type a = bool; type b = list<list<u8, 3>>; type c = map<char, option<string>>;
          record r { x: s8, y: tuple<u16, s16, u32,>, %list: f32 }
          variant v { one, two(r), three(result<_, e>), }
          enum e { a, B, c-d, E-3 }
          flags f { a, b }
          @unstable(feature = try-out) resource s;
          resource res {
            constructor(init: list<u8>) -> result<res, error-context>;
            /// A method.
            @deprecated(version = 1.0.0-rc.1)
            read: async func(n: u64) -> stream<u8>;
            merge: static func(lhs: borrow<res>, rhs: own<res>) -> future<result<res>>;
          }
          type alias-of-res = res;
          @external-id("naïve \\u{1F600} \\t\\"")
          call: func(it: it, t: %type, alias: borrow<alias-of-res>) -> option<v>;
          nothing: func();
        }
        interface second { use everything.{res}; take: func(r: res); }
        world base {
          import plain: func(a: s64) -> f64;
          import inline: interface { use second.{res}; record q { x: u8 } get: func() -> q; }
          export out: interface { f: func(); }
          use everything.{e};
          resource own-res { constructor(); m: func(); }
          export g: async func(e: e);
        }
        world w {
          include base with { plain as renamed, inline as inline-two, own-res as own2, g as g2 }
          include base with { out as out2 };
          import named: second;
          export second;
          import everything;
        }
        package other:dep@2.0.0 {
          use types as own-types;
          interface types { record thing { x: u8 } type %type = thing; }
          world i { import own-types; }
        }
        """);
  }
}
