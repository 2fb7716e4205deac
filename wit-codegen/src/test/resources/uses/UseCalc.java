package uses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.Calc;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.WasmTrap;
import java.util.ArrayList;
import java.util.List;

public final class UseCalc implements Runnable {
  @Override
  public void run() {
    List<Integer> logged = new ArrayList<>();
    Calc.Env env =
        new Calc.Env() {
          @Override
          public void log(int value) {
            logged.add(value);
          }

          @Override
          public double scale(double value) {
            if (value < 0) {
              throw new IndexOutOfBoundsException("negative");
            }
            return 10 * value;
          }
        };
    Calc calc = Calc.builder().env(env).build();
    assertThat(calc.add(Integer.MAX_VALUE, 1)).isEqualTo(Integer.MIN_VALUE);
    assertThat(calc.divide(-7, 2)).isEqualTo(-3);
    assertThat(calc.hypotenuse(3, 4)).isEqualTo(5);
    assertThat(calc.half(3)).isEqualTo(1.5f);
    assertThat(calc.scaled_sum(1, 2)).isEqualTo(30);
    calc.count_down(3);
    assertThat(logged).containsExactly(3, 2, 1);
    assertThat(calc.apply(2, 6, 7)).isEqualTo(42);
    calc.memory().writeInt(calc.buffer_address(), 40);
    calc.memory().writeInt(calc.buffer_address() + 4, 2);
    assertThat(calc.sum(2)).isEqualTo(42);

    assertThatThrownBy(() -> calc.divide(1, 0))
        .isInstanceOf(WasmTrap.class)
        .hasMessageContaining("divide by zero");
    // What the host throws is not taken for a trap.
    assertThatThrownBy(() -> calc.scaled_sum(-1, 0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("negative");
    assertThatThrownBy(() -> Calc.builder().build())
        .isInstanceOf(LinkException.class)
        .hasMessageContaining("env");
  }
}
