package dev.cascara.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ComponentConformanceTest {
  @TestFactory
  Stream<DynamicTest> componentModelPasses() {
    Path folder = Suites.folder("component-model");
    List<FileReport> reports = run(folder);
    assertThat(reports).as("scripts in %s", folder).isNotEmpty();
    return reports.stream()
        .map(
            report ->
                DynamicTest.dynamicTest(
                    folder.relativize(Path.of(report.file())).toString(),
                    () -> assertThat(report.failures()).isEmpty()));
  }

  private static List<FileReport> run(Path folder) {
    try {
      return Conformance.run(folder);
    } catch (ConversionException e) {
      Suites.skip(e);
      return List.of();
    }
  }
}
