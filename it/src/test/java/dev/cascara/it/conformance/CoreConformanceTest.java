package dev.cascara.it.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CoreConformanceTest {
  @TestFactory
  Stream<DynamicTest> coreSuitePasses() throws IOException {
    return SuiteTests.withBaseline("core");
  }

  /** Scripts of this project's own, for what the official ones leave out. */
  @TestFactory
  Stream<DynamicTest> ownScriptsPass() throws IOException {
    return SuiteTests.scripts(Path.of("src/test/resources/dev/cascara/it/scripts"));
  }

  @TestFactory
  Stream<DynamicTest> proposalsPass() throws IOException {
    return SuiteTests.withBaseline("proposals");
  }
}
