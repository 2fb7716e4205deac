package uses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.closures.Closures;
import com.example.generative.Generative;
import com.example.transfer.Transfer;
import com.example.virtual.Virtual;
import com.example.virtual.demo.linking.Clock;
import dev.cascara.runtime.WasmTrap;
import dev.cascara.runtime.component.Result;
import dev.cascara.runtime.component.Tuple1;
import dev.cascara.runtime.component.Tuple2;
import dev.cascara.runtime.component.Tuple7;
import java.util.List;
import java.util.Optional;

public final class UseLinking implements Runnable {
  @Override
  public void run() {
    Closures closures = Closures.builder().build();
    assertThat(closures.direct(1, 10)).isEqualTo(21);
    assertThat(closures.indirect(1, 10)).isEqualTo(21);

    Generative generative = Generative.builder().build();
    assertThat(generative.both(3, 4)).isEqualTo(7);
    assertThat(generative.droppedA()).isEqualTo(3);
    assertThat(generative.droppedB()).isEqualTo(4);
    assertThatThrownBy(generative::confused)
        .isInstanceOf(WasmTrap.class)
        .hasMessageContaining("wrong type");

    Clock clock = () -> 7;
    Virtual virtual = Virtual.builder().clock(clock).build();
    assertThat(virtual.later(5)).isEqualTo(7005);
    assertThat(virtual.laterBare(5)).isEqualTo(12);
    assertThat(virtual.clock().now()).isEqualTo(7);

    transfers(Transfer.builder().build());
  }

  private static void transfers(Transfer transfer) {
    assertThat(
            transfer.scalars(true, (byte) -1, (short) -2, Long.MIN_VALUE, 1.5f, -0.0, 0x1F600))
        .isEqualTo(
            new Tuple7<>(true, (byte) -1, (short) -2, Long.MIN_VALUE, 1.5f, -0.0, 0x1F600));
    assertThat(transfer.text("Grüße 😀")).isEqualTo("Grüße 😀");
    assertThat(transfer.numbers(new short[] {1, -1})).containsExactly((short) 1, (short) -1);
    assertThat(transfer.count()).isEqualTo(2);
    List<Tuple2<Byte, String>> pairs =
        List.of(new Tuple2<>((byte) 1, "eins"), new Tuple2<>((byte) -1, "日本"));
    assertThat(transfer.pairs(pairs)).isEqualTo(pairs);
    assertThat(transfer.either(Result.ok(2.5))).isEqualTo(new Tuple1<>(Result.ok(2.5)));
    assertThat(transfer.either(Result.err(-2))).isEqualTo(new Tuple1<>(Result.err(-2)));
    List<Optional<Result<List<String>, Float>>> shapes =
        List.of(
            Optional.empty(),
            Optional.of(Result.ok(List.of("a", "ž"))),
            Optional.of(Result.err(0.5f)));
    for (Optional<Result<List<String>, Float>> shape : shapes) {
      assertThat(transfer.shape(shape)).isEqualTo(shape);
    }
    assertThat(transfer.many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17))
        .isEqualTo(153);
  }
}
