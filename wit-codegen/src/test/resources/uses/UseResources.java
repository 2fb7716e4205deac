package uses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.Resources;
import com.example.demo.resources.Counters;
import com.example.demo.resources.Counters.Counter;
import com.example.demo.resources.Logging;
import java.util.ArrayList;
import java.util.List;

public final class UseResources implements Runnable {
  private static final class ListLogging implements Logging {
    private final List<String> lines = new ArrayList<>();
    private int made;
    private int open;

    private final class ListLogger implements Logger {
      private final String name;
      private int count;

      ListLogger(String name) {
        this.name = name;
        open++;
      }

      @Override
      public void log(String line) {
        lines.add(name + ": " + line);
        count++;
      }

      @Override
      public int lines() {
        return count;
      }

      @Override
      public void close() {
        open--;
      }
    }

    @Override
    public Logger root() {
      return new ListLogger("root");
    }

    @Override
    public Logger newLogger(String name) {
      made++;
      return new ListLogger(name);
    }
  }

  @Override
  public void run() {
    ListLogging logging = new ListLogging();
    Resources resources = Resources.builder().logging(logging).build();
    Counters counters = resources.counters();
    try (Counter a = counters.newCounter("a", 5)) {
      assertThat(a.increment(2)).isEqualTo(7);
      assertThat(a.value()).isEqualTo(7);
      Counter b = counters.newCounter("b", 10);
      assertThat(counters.total(List.of(a, b, a))).isEqualTo(24);
      assertThat(counters.live()).isEqualTo(2);

      Counter larger = counters.larger(counters.newCounter("c", 1), b);
      assertThatThrownBy(b::value).isInstanceOf(IllegalStateException.class);
      assertThat(larger.value()).isEqualTo(10);
      Counter sum = counters.counterMerge(larger, counters.newCounter("d", 3));
      assertThat(sum.value()).isEqualTo(13);
      sum.close();
      assertThatThrownBy(sum::value)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("counter");
      sum.close();
    }
    assertThat(counters.live()).isZero();
    assertThat(logging.open).isZero();
    assertThat(logging.made).isEqualTo(4);
    assertThat(logging.lines).startsWith("a: made", "a: increment", "b: made");
    assertThat(logging.lines).contains("root: merged", "root: dropped");

    Logging.Logger logger = logging.newLogger("mine");
    assertThat(resources.useLogger(logger, "once")).isEqualTo(1);
    assertThat(resources.useLogger(logger, "again")).isEqualTo(2);
    assertThat(logging.open).isEqualTo(1);

    // A counter of another instance, or of the host's making, is refused.
    Counter own = counters.newCounter("own", 1);
    Counter foreign =
        Resources.builder().logging(new ListLogging()).build().counters().newCounter("x", 1);
    assertThatThrownBy(() -> counters.total(List.of(own, foreign)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(own.value()).isEqualTo(1);
    own.close();
    assertThatThrownBy(() -> counters.larger(foreign, foreign))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
