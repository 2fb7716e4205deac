package dev.cascara.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says of scripts. */
class ConformanceTest {
  @TempDir private Path folder;

  @Test
  void countsEachCommandAndTellsWhatFailed() throws IOException {
    FileReport report =
        run(
            """
            (module (func (export "one") (result i32) i32.const 1))
            (assert_return (invoke "one") (i32.const 1))
            (assert_return (invoke "one") (i32.const 2))
            (assert_malformed (module quote "(func (") "unexpected end")
            """);
    assertThat(report.totals()).hasToString("2 passed, 1 failed, 1 skipped");
    assertThat(report.notPassed())
        .containsExactly(
            "FAILED "
                + folder.resolve("script.wast")
                + ":3: assert_return: expected {\"type\":\"i32\",\"value\":\"2\"}, found i32 1",
            "skipped "
                + folder.resolve("script.wast")
                + ":4: malformed text, which no binary expresses");
  }

  @Test
  void whatTheParserRefusesFailsAlone() throws IOException {
    FileReport report =
        run(
            """
            (module (func nonsense))
            (module (func (export "nothing")))
            (invoke "nothing")
            """);
    assertThat(report.totals()).hasToString("2 passed, 1 failed, 0 skipped");
  }

  @Test
  void threadsSeeTheSharedModuleOnly() throws IOException {
    FileReport report =
        run(
            """
            (module $M (global (export "g") i32 (i32.const 7)))
            (module $N (global (export "g") i32 (i32.const 8)))
            (thread $T (shared (module $M))
              (register "m" $M)
              (module (global (import "m" "g") i32) (export "g" (global 0)))
              (assert_return (get "g") (i32.const 7))
              (assert_return (get $N "g") (i32.const 8)))
            (wait $T)
            (wait $T)
            """);
    // The unknown module in the thread, and the second wait.
    assertThat(report.totals()).hasToString("7 passed, 2 failed, 0 skipped");
  }

  private FileReport run(String script) throws IOException {
    Files.writeString(folder.resolve("script.wast"), script);
    try {
      List<FileReport> reports = Conformance.run(folder, ClassCheck.ALL, ComponentEngine.DYNAMIC);
      assertThat(reports).hasSize(1);
      return reports.get(0);
    } catch (ConversionException e) {
      Suites.skip(e, "scripts");
      throw new IllegalStateException(e);
    }
  }
}
