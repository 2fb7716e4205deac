package dev.cascara.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Scripts of our own, for what the official suite leaves open of references and objects. */
class ReferencesTest {
  @TestFactory
  Stream<DynamicTest> scripts() throws URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(ReferencesTest.class.getResource("references")).toURI());
    try {
      List<FileReport> reports = Conformance.run(folder, ClassCheck.ALL, ComponentEngine.DYNAMIC);
      assertThat(reports).hasSize(3);
      return reports.stream()
          .map(
              report ->
                  DynamicTest.dynamicTest(
                      folder.relativize(Path.of(report.file())).toString(),
                      () -> assertThat(report.notPassed()).isEmpty()));
    } catch (ConversionException e) {
      Suites.skip(e, "scripts in " + folder);
      return Stream.of();
    }
  }
}
