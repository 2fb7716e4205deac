package dev.cascara.compiler.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.compiler.WasmValidationException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a-b-c", "a1-2-3", "A", "A-B-C", "A1-2-3", "a11-w0rds", "m1x3d-4CR0NYMS"})
  void labelsAreWordsAndAcronyms(String label) {
    assertThat(ExternNames.isLabel(label)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1-2-3", "-a", "a-", "a--b", "aB", "a-1aB", "ä", "a_b", "a b"})
  void nothingElseIsALabel(String label) {
    assertThat(ExternNames.isLabel(label)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "[constructor]a",
        "[method]a.b",
        "[static]a.b",
        "wasi:http/handler",
        "a:b/c@1.2.3",
        "a:b/c@0.2.0-rc.1+build.01",
        "a:b/c@1",
        "a:b/c@0.2"
      })
  void plainAndInterfaceNamesAreNames(String name) {
    assertThat(ExternNames.parse(ExternName.of(name), 0)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[method]a",
        "[method]a.b.c",
        "[other]a",
        "[constructor",
        "a:b",
        "a:b/c@",
        "a:b/c@1.2",
        "a:b/c@01.2.3",
        "a:b/c@1.2.3-01",
        "A:b/c",
        "a:b/c/d",
        "a:b:c/d"
      })
  void otherNamesAreRefused(String name) {
    assertThatThrownBy(() -> ExternNames.parse(ExternName.of(name), 7))
        .isInstanceOf(WasmValidationException.class)
        .hasMessageContaining("0x7");
  }

  @Test
  void aLongNameNeedsNoDeepStack() {
    String name = "a:b/c@1.2.3-" + "x.".repeat(40_000) + "x";
    assertThat(ExternNames.parse(ExternName.of(name), 0)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FOO",
        "[constructor]FOO",
        "[method]foo.BAR",
        "[static]foo.bar",
        "[method]foo.foo"
      })
  void namesThatBecomeOneInSomeLanguageAreNotUnique(String name) {
    Set<String> names = new HashSet<>();
    for (String earlier : new String[] {"foo", "[constructor]foo", "[method]foo.bar"}) {
      ExternNames.addUnique(names, earlier, "import", 0);
    }
    assertThatThrownBy(() -> ExternNames.addUnique(names, name, "import", 0))
        .isInstanceOf(WasmValidationException.class)
        .hasMessageContaining("conflicts with previous name");
  }

  @Test
  void aVersionSuffixCompletesACanonicalVersion() {
    assertThat(ExternNames.parse(suffixed("a:b/c@1", ".2.3"), 0)).isNotNull();
    assertThatThrownBy(() -> ExternNames.parse(suffixed("a:b/c@1.2.3", ".4"), 0))
        .isInstanceOf(WasmValidationException.class);
  }

  private static ExternName suffixed(String name, String suffix) {
    return new ExternName(name, Optional.empty(), Optional.of(suffix), Optional.empty());
  }
}
