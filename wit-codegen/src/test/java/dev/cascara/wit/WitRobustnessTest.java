package dev.cascara.wit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WitRobustnessTest {
  static Stream<String> texts() throws IOException {
    return Stream.concat(
        Samples.texts(),
        Stream.of(
            Files.readString(WasiWitTest.FOLDER.resolve("deps/io.wit")),
            Files.readString(WasiWitTest.FOLDER.resolve("deps/clocks.wit"))));
  }

  static Stream<String> longTexts() throws IOException {
    return Stream.of(
        Files.readString(WasiWitTest.FOLDER.resolve("deps/filesystem.wit")),
        Files.readString(WasiWitTest.FOLDER.resolve("deps/cli.wit")));
  }

  private static void read(String text) {
    try {
      WitReader.readText(Map.of("a.wit", text), Features.all());
    } catch (WitException expected) {
      // An error of the text is an answer; anything else fails the test.
    }
  }

  @ParameterizedTest
  @MethodSource({"texts", "longTexts"})
  void textsCutAnywhereAreReadOrRejected(String text) {
    for (int i = 0; i < text.length(); i++) {
      read(text.substring(0, i));
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void textsWithACharacterChangedAreReadOrRejected(String text) {
    char[] replacements = {'}', '{', ';', 'a', '-', '"', '/', '*', '@', '%', '<', '\ud800', '\0'};
    for (int i = 0; i < text.length(); i++) {
      char replacement = replacements[i % replacements.length];
      read(text.substring(0, i) + replacement + text.substring(i + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void textsWithALineMissingAreReadOrRejected(String text) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int missing = i;
      read(
          IntStream.range(0, lines.size())
              .filter(line -> line != missing)
              .mapToObj(lines::get)
              .collect(Collectors.joining("\n")));
    }
  }

  /** Texts that would exhaust the stack, memory or patience if nothing were limited. */
  static Stream<String> hugeTexts() {
    int many = 20_000;
    String header = "package x:p; ";
    return Stream.of(
        header + "interface i { type t = " + "list<".repeat(many),
        header + "/*".repeat(many),
        header + "package a:b { ".repeat(many),
        header + "interface i { type t0 = u8; " + chain("type t%d = list<t%d>; ", many) + "}",
        header + "interface i { " + chain("type t%2$d = t%1$d; ", many) + "}",
        header
            + "interface i { type t0 = u8; "
            + chain("type t%d = tuple<t%2$d, t%2$d>; ", 60)
            + "}",
        header
            + "interface i { record r { x: u8 } type t0 = tuple<"
            + "r,".repeat(1000)
            + ">; "
            + chain("type t%d = tuple<t%2$d, t%2$d, t%2$d>; ", 20)
            + "}",
        header + "interface i0 { type t = u8; } " + chain("interface i%d { use i%d.{t}; } ", many),
        header + "world w0 {} " + chain("world w%d { include w%d; import f%1$d: func(); } ", 3000),
        header
            + "interface i0 { type t = u8; } "
            + chain("interface i%d { use i%d.{t}; } world w%1$d { import i%1$d; } ", 3000),
        header + chain("use i%d as i%d; ", many) + " interface j { use i1.{t}; }",
        header + "interface i { f: func(" + "a".repeat(1_000_000) + ": u8); }",
        "package x:p@" + "1".repeat(1_000_000) + ".0.0;",
        "package x:p@1.0.0-" + "a.".repeat(500_000) + "b;");
  }

  private static String chain(String format, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> String.format(format, i, i - 1))
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("hugeTexts")
  void hugeTextsAreReadOrRejectedInTime(String text) {
    Assertions.assertTimeout(Duration.ofSeconds(20), () -> read(text));
  }

  @Test
  void typesMayNotNestTooDeepByTheirNames() {
    String text =
        "package x:p; interface i { type t0 = u8; " + chain("type t%d = list<t%d>; ", 101) + "}";
    assertThatThrownBy(() -> WitReader.readText(Map.of("a.wit", text)))
        .isInstanceOf(WitException.class)
        .hasMessageContaining("nested more than 100 deep");
  }

  @Test
  void typesMayNotGrowWithoutLimit() {
    String text =
        "package x:p; interface i { type t0 = u8; "
            + chain("type t%d = tuple<t%2$d, t%2$d>; ", 60)
            + "}";
    assertThatThrownBy(() -> WitReader.readText(Map.of("a.wit", text)))
        .isInstanceOf(WitException.class)
        .hasMessageContaining("more than 1000000 parts");
  }
}
