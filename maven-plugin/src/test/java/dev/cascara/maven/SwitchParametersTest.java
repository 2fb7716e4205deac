package dev.cascara.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.compiler.CompilerOptions.LargeMemories;
import dev.cascara.compiler.CompilerOptions.SimdTarget;
import dev.cascara.compiler.CompilerSwitches;
import dev.cascara.compiler.validation.Feature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration's switches mean to the compiler. */
class SwitchParametersTest {
  private static final SwitchParameters NOTHING =
      new SwitchParameters(null, null, null, null, null, null);

  /** A module with a shared memory. */
  private static final String SHARED = "0061736d01000000 0504 01 030101";

  @Test
  void whatIsNotSaidStaysAsItIs() {
    CompilerSwitches switches =
        CompilerSwitches.DEFAULT.with(Feature.THREADS).withLargeMemories(LargeMemories.ALL);

    assertThat(NOTHING.applyTo(switches)).isEqualTo(switches);
  }

  @Test
  void everythingCanBeSwitchedOn() {
    CompilerSwitches switches =
        new SwitchParameters(true, true, true, true, true, true).applyTo(CompilerSwitches.DEFAULT);

    assertThat(switches)
        .isEqualTo(new CompilerSwitches(Feature.all(), LargeMemories.ALL, SimdTarget.VECTOR_API));
  }

  @Test
  void everythingCanBeSwitchedOff() {
    CompilerSwitches switches =
        new SwitchParameters(false, false, false, false, false, false)
            .applyTo(new CompilerSwitches(Feature.all(), LargeMemories.ALL, SimdTarget.VECTOR_API));

    assertThat(switches.features())
        .containsExactly(Feature.MULTIPLE_TABLES, Feature.MULTIPLE_MEMORIES);
    assertThat(switches.largeMemories()).isEqualTo(LargeMemories.DECLARED);
    assertThat(switches.simdTarget()).isEqualTo(SimdTarget.SCALAR);
  }

  @Test
  void theGeneratorObeysThem(@TempDir Path folder) throws Exception {
    Path module =
        Files.write(
            folder.resolve("shared.wasm"), HexFormat.of().parseHex(SHARED.replace(" ", "")));

    assertThatThrownBy(() -> generate(module, CompilerSwitches.DEFAULT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("threads");
    assertThat(generate(module, CompilerSwitches.DEFAULT.with(Feature.THREADS)).sources())
        .containsOnlyKeys("app/Shared.java");
  }

  private static GeneratedFiles generate(Path module, CompilerSwitches switches) throws Exception {
    return new ComponentLibraryGenerator("app", false)
        .generate(new GenerationRequest(module, null, null, null, null, switches));
  }
}
