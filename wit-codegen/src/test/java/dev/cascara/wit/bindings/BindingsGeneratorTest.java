package dev.cascara.wit.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.wit.WitException;
import dev.cascara.wit.WitReader;
import dev.cascara.wit.World;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What worlds become in Java. */
class BindingsGeneratorTest {
  @TempDir Path folder;

  private static SortedMap<String, String> generate(String wit) {
    World world = WitReader.readText(Map.of("world.wit", wit)).world();
    return BindingsGenerator.interfaces(world, new BindingsSettings("com.example", "Library"));
  }

  /** The text after the package's line and the imports, without comments and blank lines. */
  private static String code(@Nullable String generated) {
    String source = Objects.requireNonNull(generated);
    return source
        .substring(source.indexOf("\npublic "))
        .replaceAll("(?s)/\\*\\*.*?\\*/", "")
        .replaceAll("(?m)^\\s*\\n", "")
        .strip();
  }

  @Test
  void interfaceWithItsTypes() {
    String source =
        generate(
                """
                package demo:shop@1.0.0;
                interface stock-items {
                  enum size { small, extra-large }
                  flags labels { cheap, %new }
                  record item { name: string, size: size, class: u8, prices: list<f64> }
                  variant found { nothing, one(item), many(list<item>) }
                  resource basket {
                    constructor(owner: string);
                    add: func(item: item) -> result<u32, found>;
                    merge: static func(a: basket, b: borrow<basket>) -> basket;
                    close: func();
                  }
                  find: func(labels: labels, limit: option<u64>) -> result<list<tuple<item, char>>, string>;
                }
                world w { import stock-items; }
                """)
            .get("com/example/demo/shop/StockItems.java");
    assertThat(code(source))
        .isEqualTo(
            """
            public interface StockItems {
              Basket newBasket(String owner);
              Basket basketMerge(Basket a, Basket b);
              List<Tuple2<Item, Integer>> find(Set<Labels> labels, Optional<Long> limit) throws FindException;
              enum Size {
                SMALL,
                EXTRA_LARGE
              }
              enum Labels {
                CHEAP,
                NEW
              }
              record Item(String name, Size size, byte class_, double[] prices) {
              }
              sealed interface Found {
                record Nothing() implements Found {
                }
                record One(Item value) implements Found {
                }
                record Many(List<Item> value) implements Found {
                }
              }
              interface Basket extends AutoCloseable {
                int add(Item item) throws FoundException;
                void close_();
                @Override
                void close();
              }
              final class FoundException extends Exception {
                @Serial
                private static final long serialVersionUID = 1L;
                private final transient Found error;
                public FoundException(Found error) {
                  super(String.valueOf(error));
                  this.error = error;
                }
                public Found error() {
                  return error;
                }
              }
              final class FindException extends Exception {
                @Serial
                private static final long serialVersionUID = 1L;
                private final transient String error;
                public FindException(String error) {
                  super(String.valueOf(error));
                  this.error = error;
                }
                public String error() {
                  return error;
                }
              }
            }
            """
                .strip());
  }

  @Test
  void documentationAndGatesCarryOver() {
    String source =
        generate(
                """
                package demo:docs@1.2.0;
                /// All *about* `things` & <others>.
                interface things {
                  /// First.
                  ///
                  /// Second, ends */ here.
                  @since(version = 1.1.0)
                  @deprecated(version = 1.2.0)
                  get: func() -> u8;
                }
                world w { import things; }
                """)
            .get("com/example/demo/docs/Things.java");
    assertThat(source)
        .contains("All *about* <code>things</code> &amp; &lt;others&gt;.")
        .contains("<p>Second, ends &#42;&#47; here.")
        .contains("@since 1.1.0")
        .contains("@deprecated since 1.2.0")
        .contains("@Deprecated(");
  }

  @Test
  void interfacesOfTheRuntimeAreNotGenerated() {
    assertThat(
            generate(
                """
                package demo:app;
                package wasi:random@0.2.3 {
                  interface random { get-random-u64: func() -> u64; }
                }
                package wasi:http@0.2.3 {
                  interface types { get: func() -> u64; }
                }
                world w { import wasi:random/random@0.2.3; import wasi:http/types@0.2.3; }
                """))
        .containsOnlyKeys(
            "com/example/wasi/http/Types.java", "com/example/wasi/http/TypesLowering.java");
  }

  @Test
  void namesThatClashWithJavaCompile() throws Exception {
    SortedMap<String, String> sources =
        generate(
            """
            package demo:names;
            interface object {
              record %string { %list: string, %get-class: u8, memory: list<string>, options: u8 }
              variant memory { memory, %list(%string), to-string(list<memory-parts>) }
              record memory-parts { host: u8 }
              resource %list { constructor(memory: memory); hash-code: func(options: %string, host: u8) -> u8; }
              to-string: func(lends: borrow<%list>, options: u8, host: option<memory>) -> %string;
              notify: func(self: u8, memory: string, thrown: u8) -> result<u8, memory>;
            }
            world w { import object; }
            """);
    GeneratedClasses.compile(folder, sources, Map.of());
  }

  @Test
  void nullIsNotTheLastCaseOfAVariant() {
    String source =
        generate(
                """
                package demo:app;
                interface shapes {
                  variant shape { circle(f64), nothing }
                  last: func() -> shape;
                }
                world w { import shapes; }
                """)
            .get("com/example/demo/app/ShapesLowering.java");
    assertThat(code(source)).contains("Objects.requireNonNull(");
  }

  @Test
  void asyncFunctionIsRefused() {
    assertThatThrownBy(
            () ->
                generate(
                    """
                    package demo:app;
                    interface i { wait: async func(); }
                    world w { import i; }
                    """))
        .isInstanceOf(WitException.class)
        .hasMessageContaining("async");
  }
}
