package dev.cascara.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The scripts of an official suite as tests: nothing is wrong, and what fails for want of a feature
 * is counted.
 */
final class SuiteTests {
  private SuiteTests() {}

  /** Runs a suite whose totals are known exactly. */
  static Stream<DynamicTest> withBaseline(String suite) throws IOException {
    Path folder = Suites.folder(suite);
    Baseline baseline = Baseline.of(suite);
    List<FileReport> reports = run(folder, ComponentEngine.DYNAMIC);
    Stream<DynamicTest> totals =
        Stream.of(
            DynamicTest.dynamicTest("totals", () -> baseline.check(folder, Totals.ofAll(reports))));
    return Stream.concat(scripts(folder, reports), totals);
  }

  /** Runs a suite of components. */
  static Stream<DynamicTest> of(String suite, ComponentEngine engine) throws IOException {
    Path folder = Suites.folder(suite);
    return scripts(folder, run(folder, engine));
  }

  /** Runs scripts for core modules. */
  static Stream<DynamicTest> scripts(Path folder) throws IOException {
    return scripts(folder, run(folder, ComponentEngine.DYNAMIC));
  }

  private static Stream<DynamicTest> scripts(Path folder, List<FileReport> reports) {
    return reports.stream()
        .map(
            report ->
                DynamicTest.dynamicTest(
                    folder.relativize(Path.of(report.file())).toString(),
                    () -> assertThat(report.wrong()).isEmpty()));
  }

  private static List<FileReport> run(Path folder, ComponentEngine engine) throws IOException {
    List<Path> scripts = ScriptConverter.scripts(folder);
    assertThat(scripts).as("scripts in %s", folder).isNotEmpty();
    try {
      List<FileReport> reports = Conformance.run(folder, ClassCheck.ALL, engine);
      assertThat(reports).hasSameSizeAs(scripts);
      return reports;
    } catch (ConversionException e) {
      Suites.skip(e, scripts.size() + " scripts in " + folder);
      return List.of();
    }
  }
}
