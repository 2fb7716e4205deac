package dev.cascara.it.conformance;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CoreConformanceTest {
  @TestFactory
  Stream<DynamicTest> coreSuitePasses() throws IOException {
    return SuiteTests.withBaseline("core");
  }

  @TestFactory
  Stream<DynamicTest> proposalsPass() throws IOException {
    return SuiteTests.withBaseline("proposals");
  }
}
