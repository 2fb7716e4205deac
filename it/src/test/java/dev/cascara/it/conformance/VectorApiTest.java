package dev.cascara.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.compiler.CodeLoader;
import dev.cascara.compiler.CompiledModule;
import dev.cascara.compiler.CompilerOptions.LargeMemories;
import dev.cascara.compiler.CompilerOptions.SimdTarget;
import dev.cascara.runtime.LinkException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors that become objects of {@code jdk.incubator.vector}. */
class VectorApiTest {
  private static final String PACKAGE = "jdk/incubator/vector/";

  @TempDir private Path folder;

  private static boolean refersToVectors(CompiledModule module) {
    return module.classes().values().stream()
        .anyMatch(file -> new String(file, StandardCharsets.ISO_8859_1).contains(PACKAGE));
  }

  @ParameterizedTest
  @EnumSource(SimdTarget.class)
  void classesNeedTheModuleOnlyIfAskedFor(SimdTarget target) throws Exception {
    assertThat(refersToVectors(VectorGuestProgram.compile(target, LargeMemories.DECLARED)))
        .isEqualTo(target == SimdTarget.VECTOR_API);
  }

  /** The JVM of the tests is not started with the module. */
  @Test
  void instantiationTellsThatTheModuleIsMissing() throws Exception {
    CodeLoader.LoadedModule module =
        new CodeLoader()
            .load(VectorGuestProgram.compile(SimdTarget.VECTOR_API, LargeMemories.DECLARED));

    assertThatThrownBy(() -> module.instantiate((from, name) -> null))
        .isInstanceOf(LinkException.class)
        .hasMessageContaining("jdk.incubator.vector");
  }

  @Test
  void sameInputGivesTheSameBytes() throws Exception {
    Map<String, byte[]> first =
        VectorGuestProgram.compile(SimdTarget.VECTOR_API, LargeMemories.DECLARED).classes();
    Map<String, byte[]> second =
        VectorGuestProgram.compile(SimdTarget.VECTOR_API, LargeMemories.DECLARED).classes();

    assertThat(second.keySet()).isEqualTo(first.keySet());
    first.forEach((name, file) -> assertThat(second.get(name)).as(name).isEqualTo(file));
  }

  @Test
  void kernelsGiveWhatScalarsGive() throws Throwable {
    VectorApiJdk.Result result = VectorApiJdk.run(folder, VectorGuestProgram.class);

    assertThat(result.output()).endsWith(VectorGuestProgram.results(SimdTarget.SCALAR));
  }

  @ParameterizedTest
  @ValueSource(strings = {"simd", "relaxed-simd", "memory64"})
  void officialScriptsPass(String scripts) throws Exception {
    VectorApiJdk.Result result =
        VectorApiJdk.run(
            folder,
            Conformance.class,
            "--simd",
            SimdTarget.VECTOR_API.name(),
            Suites.folder("core").resolve(scripts).toString());
    if (result.output().contains("not run: ")) {
      Suites.skip("scripts in " + scripts + " were not run with vectors of the JDK");
    }

    assertThat(result.output()).containsPattern("conformance: \\d+ passed, 0 failed");
    assertThat(result.exitCode()).isZero();
  }
}
