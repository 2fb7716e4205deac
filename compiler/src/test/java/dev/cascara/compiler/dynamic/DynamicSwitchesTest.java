package dev.cascara.compiler.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.compiler.CompilerSwitches;
import dev.cascara.compiler.ProgressListener;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.validation.Feature;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Switches of a component hold for its core modules, those of nested components too. */
class DynamicSwitchesTest {
  /** A memory that is shared, and one with pages of a byte. */
  @ParameterizedTest
  @CsvSource({
    "THREADS, 0061736d0d000100 010e 0061736d01000000 0504 01 030101",
    "THREADS, 0061736d0d000100 0418 0061736d0d000100 010e 0061736d01000000 0504 01 030101",
    "CUSTOM_PAGE_SIZES, 0061736d0d000100 010e 0061736d01000000 0504 01 080100"
  })
  void featuresHoldForTheCoreModules(Feature feature, String text) {
    byte[] component = HexFormat.of().parseHex(text.replace(" ", ""));

    assertThatThrownBy(() -> DynamicComponent.load(component))
        .isInstanceOf(WasmValidationException.class);
    DynamicComponent loaded =
        DynamicComponent.load(
            component, ProgressListener.NONE, CompilerSwitches.DEFAULT.with(feature));
    assertThat(loaded.instantiate(DynamicImports.none())).isNotNull();
  }
}
