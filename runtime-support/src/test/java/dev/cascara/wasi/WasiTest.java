package dev.cascara.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WasiTest {
  @Test
  void grantsNothingByItself() throws IOException {
    Wasi wasi = Wasi.builder().build();
    assertThat(wasi.arguments()).isEmpty();
    assertThat(wasi.environment()).isEmpty();
    assertThat(wasi.folders()).isEmpty();
    assertThat(wasi.terminals()).isEmpty();
    assertThat(wasi.standardInput().read()).isEqualTo(-1);
  }

  @Test
  void isNotChangedByItsBuilder() {
    Wasi.Builder builder = Wasi.builder().arguments("a").environment("N", "1");
    Wasi wasi = builder.build();
    builder.arguments("b").environment("N", "2").folder(Path.of("."), "/", FolderAccess.READ_ONLY);
    assertThat(wasi.arguments()).containsExactly("a");
    assertThat(wasi.environment()).isEqualTo(Map.of("N", "1"));
    assertThat(wasi.folders()).isEmpty();
  }

  @Test
  void keepsTheOrderOfTheEnvironment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("Z", "1");
    variables.put("A", "2");
    assertThat(Wasi.builder().environment(variables).build().environment().keySet())
        .containsExactly("Z", "A");
  }

  @Test
  void everyProgramReadsBytesFromTheStart() throws IOException {
    Wasi wasi = Wasi.builder().standardInput("text").build();
    assertThat(wasi.standardInput().readAllBytes()).hasSize(4);
    assertThat(wasi.standardInput().readAllBytes()).hasSize(4);
  }

  @Test
  void otherStreamsAreNoTerminals() {
    Wasi wasi =
        Wasi.builder()
            .terminals(EnumSet.allOf(StandardStream.class))
            .standardInput(InputStream.nullInputStream())
            .standardOutput(new ByteArrayOutputStream())
            .build();
    assertThat(wasi.terminals()).containsExactly(StandardStream.ERROR);
  }

  @Test
  void refusesWhatNoProgramCouldRead() {
    assertThatThrownBy(() -> Wasi.builder().arguments("a\0b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Wasi.builder().environment("A=B", "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A=B");
    assertThatThrownBy(() -> Wasi.builder().environment("A", "\0"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Wasi.builder().folder(Path.of("."), "", FolderAccess.READ_ONLY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Wasi.builder().maximumDescriptors(2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
