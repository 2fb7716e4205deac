package uses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.bool.Bool;
import com.example.character.Character;
import com.example.enumeration.Enumeration;
import com.example.enumeration.demo.types.Enums;
import com.example.flags.Flags;
import com.example.flags.demo.types.FlagSets;
import com.example.floats.Floats;
import com.example.imports.Imports;
import com.example.imports.ImportsImports;
import com.example.imports.demo.types.Host;
import com.example.integers.Integers;
import com.example.list.Lists;
import com.example.option.Option;
import com.example.record.Records;
import com.example.record.demo.types.Records.Point;
import com.example.resource.Resource;
import com.example.resource.demo.types.Resources;
import com.example.result.Results;
import com.example.string.Strings;
import com.example.tuple.Tuples;
import com.example.variant.Variants;
import com.example.variant.demo.types.Variants.Shape;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.WasmTrap;
import dev.cascara.runtime.component.Tuple1;
import dev.cascara.runtime.component.Tuple2;
import dev.cascara.runtime.component.Tuple3;
import dev.cascara.runtime.component.Result;
import dev.cascara.runtime.component.Unit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

public final class UseTypes implements Runnable {
  private static void traps(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(WasmTrap.class).hasMessageContaining(message);
  }

  @Override
  public void run() {
    scalars();
    lists();
    strings();
    compounds();
    resources();
    imports();
  }

  private static void scalars() {
    Bool bool = Bool.builder().build();
    assertThat(bool.echo(true)).isTrue();
    assertThat(bool.not(true)).isFalse();
    assertThat(bool.two()).isTrue();

    Character character = Character.builder().build();
    assertThat(character.echo(0x1F600)).isEqualTo(0x1F600);
    assertThatThrownBy(() -> character.echo(0xD800)).isInstanceOf(IllegalArgumentException.class);
    assertThat(character.echo('a')).isEqualTo('a');
    traps(character::surrogate, "char");
    traps(() -> Character.builder().build().tooLarge(), "char");

    Integers integers = Integers.builder().build();
    assertThat(integers.echoU8((byte) 200)).isEqualTo((byte) 200);
    assertThat(integers.echoS8((byte) -1)).isEqualTo((byte) -1);
    assertThat(integers.echoU16((short) 60000)).isEqualTo((short) 60000);
    assertThat(integers.echoS16((short) -2)).isEqualTo((short) -2);
    assertThat(integers.echoU32(-3)).isEqualTo(-3);
    assertThat(integers.echoS64(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    assertThat(integers.wideU8()).isEqualTo((byte) 0xFF);
    assertThat(integers.wideS8()).isEqualTo((byte) -1);
    assertThat(integers.wideU16()).isEqualTo((short) 0x5FFF);
    assertThat(integers.wideS16()).isEqualTo((short) 0x5FFF);

    Floats floats = Floats.builder().build();
    assertThat(floats.echoF32(1.5f)).isEqualTo(1.5f);
    assertThat(floats.echoF64(-0.0)).isEqualTo(-0.0);
    assertThat(Double.doubleToRawLongBits(floats.nanF64()))
        .isEqualTo(Double.doubleToRawLongBits(Double.NaN));
    assertThat(Float.floatToRawIntBits(floats.nanF32()))
        .isEqualTo(Float.floatToRawIntBits(Float.NaN));
  }

  private static void lists() {
    Lists lists = Lists.builder().build();
    assertThat(lists.echoBool(new boolean[] {true, false})).containsExactly(true, false);
    assertThat(lists.echoU8(new byte[] {1, -1})).containsExactly(1, -1);
    assertThat(lists.echoS8(new byte[0])).isEmpty();
    assertThat(lists.echoU16(new short[] {1, -1})).containsExactly((short) 1, (short) -1);
    assertThat(lists.echoU32(new int[] {1, -1})).containsExactly(1, -1);
    assertThat(lists.echoS64(new long[] {1, -1})).containsExactly(1, -1);
    assertThat(lists.echoF32(new float[] {1, -1})).containsExactly(1, -1);
    assertThat(lists.echoF64(new double[] {1, -1})).containsExactly(1, -1);
    assertThat(lists.echoChar(new int[] {'a', 0x1F600})).containsExactly('a', 0x1F600);
    assertThat(lists.echoString(List.of("a", "žß", ""))).containsExactly("a", "žß", "");
    assertThat(lists.echoList(List.of(new short[] {1, 2}, new short[0])))
        .containsExactly(new short[] {1, 2}, new short[0]);
    assertThat(lists.echoOption(List.of(Optional.of(5L), Optional.empty())))
        .containsExactly(Optional.of(5L), Optional.empty());
    assertThat(lists.echoTuple(List.of(new Tuple2<>((byte) 1, "x"))))
        .containsExactly(new Tuple2<>((byte) 1, "x"));
    assertThatThrownBy(() -> lists.echoString(List.of("a")).add("b"))
        .isInstanceOf(UnsupportedOperationException.class);
    traps(lists::misaligned, "unaligned");
    traps(() -> Lists.builder().build().huge(), "out-of-bounds");
  }

  private static void strings() {
    Strings strings = Strings.builder().build();
    for (String text : List.of("", "plain", "Grüße", "日本語 😀")) {
      assertThat(strings.echoUtf8(text)).isEqualTo(text);
      assertThat(strings.echoUtf16(text)).isEqualTo(text);
      assertThat(strings.echoLatin1Utf16(text)).isEqualTo(text);
    }
    assertThat(strings.lengthUtf8("Grüße")).isEqualTo(7);
    assertThat(strings.lengthUtf16("Grüße")).isEqualTo(5);
    assertThat(strings.lengthLatin1Utf16("Grüße")).isEqualTo(5);
    traps(strings::brokenUtf8, "utf-8");
    traps(() -> Strings.builder().build().brokenUtf16(), "utf-16");
    traps(() -> Strings.builder().build().outside(), "out of bounds");
  }

  private static void compounds() {
    Option option = Option.builder().build();
    assertThat(option.echoU32(Optional.of(7))).contains(7);
    assertThat(option.echoU64(Optional.empty())).isEmpty();
    assertThat(option.echoNested(Optional.of(Optional.of((byte) 3))))
        .isEqualTo(Optional.of(Optional.of((byte) 3)));
    assertThat(option.echoNested(Optional.of(Optional.empty())))
        .isEqualTo(Optional.of(Optional.empty()));
    traps(option::broken, "discriminant");

    Results results = Results.builder().build();
    try {
      results.echoEmpty(Result.ok(Unit.UNIT));
      assertThat(results.echoJoined(Result.ok(1.25))).isEqualTo(1.25);
      assertThat(results.echoFloats(Result.ok(1.25f))).isEqualTo(1.25f);
      results.echoError(Result.ok(Unit.UNIT));
    } catch (Results.EchoEmptyException
        | Results.EchoJoinedException
        | Results.EchoFloatsException
        | Results.EchoErrorException e) {
      throw new AssertionError(e);
    }
    assertThatThrownBy(() -> results.echoEmpty(Result.err(Unit.UNIT)))
        .isInstanceOf(Results.EchoEmptyException.class);
    assertThatThrownBy(() -> results.echoJoined(Result.err(-5)))
        .isInstanceOfSatisfying(
            Results.EchoJoinedException.class, e -> assertThat(e.error()).isEqualTo(-5));
    assertThatThrownBy(() -> results.echoFloats(Result.err(-5)))
        .isInstanceOfSatisfying(
            Results.EchoFloatsException.class, e -> assertThat(e.error()).isEqualTo(-5));
    assertThatThrownBy(() -> results.echoError(Result.err((byte) 9)))
        .isInstanceOfSatisfying(
            Results.EchoErrorException.class, e -> assertThat(e.error()).isEqualTo((byte) 9));

    Tuples tuples = Tuples.builder().build();
    assertThat(tuples.echo(new Tuple3<>((byte) 1, 2, 3.5)))
        .isEqualTo(new Tuple3<>((byte) 1, 2, 3.5));
    assertThat(tuples.swap(new Tuple2<>((short) -1, (short) 2)))
        .isEqualTo(new Tuple2<>((short) 2, (short) -1));
    assertThat(tuples.single(new Tuple1<>(5L))).isEqualTo(new Tuple1<>(5L));

    com.example.record.demo.types.Records records = Records.builder().build().records();
    Point point = new Point(1.5, 2, true, (short) 7);
    assertThat(records.echo(point)).isEqualTo(point);
    assertThat(records.move(point, 1, -1)).isEqualTo(new Point(2.5, 1, true, (short) 7));

    com.example.variant.demo.types.Variants variants = Variants.builder().build().variants();
    for (Shape shape :
        List.of(
            new Shape.Nothing(),
            new Shape.Flag(true),
            new Shape.Number(-2.5),
            new Shape.Pair(new Tuple2<>((byte) 1, -1)))) {
      assertThat(variants.echo(shape)).isEqualTo(shape);
    }
    traps(variants::broken, "discriminant");

    Enums enums = Enumeration.builder().build().enums();
    assertThat(enums.echo(Enums.Colour.DARK_BLUE)).isEqualTo(Enums.Colour.DARK_BLUE);
    traps(enums::broken, "discriminant");

    FlagSets flags = Flags.builder().build().flagSets();
    assertThat(flags.echo(Set.of(FlagSets.Access.READ, FlagSets.Access.EXECUTE)))
        .containsExactlyInAnyOrder(FlagSets.Access.READ, FlagSets.Access.EXECUTE);
    assertThat(flags.echo(Set.of())).isEmpty();
    assertThat(flags.echoWide(EnumSet.allOf(FlagSets.Wide.class))).hasSize(10);
    assertThat(flags.all()).hasSize(3);
  }

  private static void resources() {
    Resources resources = Resource.builder().build().resources();
    try (Resources.Cell cell = resources.newCell(42)) {
      assertThat(cell.get()).isEqualTo(42);
      try (Resources.Cell same = resources.echo(cell)) {
        assertThatThrownBy(cell::get).isInstanceOf(IllegalStateException.class);
        assertThat(same.get()).isEqualTo(42);
        assertThat(resources.dropped()).isZero();
      }
      assertThat(resources.dropped()).isEqualTo(1);
    }
    assertThat(resources.consume(resources.newCell(7))).isEqualTo(7);
    Resources.Cell own =
        new Resources.Cell() {
          @Override
          public int get() {
            return 1;
          }

          @Override
          public void close() {}
        };
    assertThatThrownBy(() -> resources.consume(own))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cell");
  }

  private static void imports() {
    ImportsImports twice = value -> 2 * value;
    Host host = (a, b) -> new Tuple2<>(b + 1, (byte) (a + 1));
    Imports imports = Imports.builder().imports(twice).host(host).build();
    assertThat(imports.fourTimes(5)).isEqualTo(20);
    assertThat(imports.swapped((byte) 1, 2.5f)).isEqualTo(new Tuple2<>(3.5f, (byte) 2));
    assertThatThrownBy(() -> Imports.builder().host(host).build())
        .isInstanceOf(LinkException.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> Imports.builder().imports(twice).build())
        .isInstanceOf(LinkException.class)
        .hasMessageContaining("demo:types/host");
  }
}
