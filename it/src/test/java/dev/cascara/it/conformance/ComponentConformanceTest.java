package dev.cascara.it.conformance;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ComponentConformanceTest {
  @TestFactory
  Stream<DynamicTest> componentModelPasses() throws IOException {
    return SuiteTests.of("component-model", ComponentEngine.DYNAMIC);
  }

  @TestFactory
  Stream<DynamicTest> componentModelPassesWithGeneratedBindings() throws IOException {
    return SuiteTests.of("component-model", ComponentEngine.GENERATED);
  }
}
