package dev.cascara.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a user starts it: a process of its own, with real guests. */
class ProcessTest {
  private static final Path GUESTS = Path.of("../it/guests");

  @TempDir private Path folder = Path.of("");

  /** What a process did. */
  private record Result(int exitCode, String out, String err) {}

  private Result cascara(String... arguments) throws Exception {
    return cascaraWithInput("", arguments);
  }

  private Result cascaraWithInput(String input, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.cascara.cli.Main"));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Path in = Files.writeString(folder.resolve("in.txt"), input);
    Process process =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int exitCode = process.waitFor();
    return new Result(exitCode, Files.readString(out), Files.readString(err));
  }

  private static String guest(String path) {
    return GUESTS.resolve(path).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tool/tool.wasm", "tool/tool.component.wasm"})
  void runPassesArguments(String tool) throws Exception {
    Result result = cascara("run", guest(tool), "args", "--dir", "zwölf", "");

    assertThat(result).isEqualTo(new Result(0, "--dir\nzwölf\n\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tool/tool.wasm", "tool/tool.component.wasm"})
  void runPassesStandardInput(String tool) throws Exception {
    Result result = cascaraWithInput("some\nlines", "run", guest(tool), "upper");

    assertThat(result).isEqualTo(new Result(0, "SOME\nLINES", ""));
  }

  @Test
  void runKeepsTheExitCodeOfACoreModule() throws Exception {
    assertThat(cascara("run", guest("tool/tool.wasm"), "exit", "42"))
        .isEqualTo(new Result(42, "", ""));
  }

  /** The command world of WASI 0.2 knows success and failure only, but for an unstable function. */
  @Test
  void runKeepsTheFailureOfAComponent() throws Exception {
    assertThat(cascara("run", guest("tool/tool.component.wasm"), "exit", "42"))
        .isEqualTo(new Result(1, "", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tool/tool.wasm", "tool/tool.component.wasm"})
  void runPassesMessages(String tool) throws Exception {
    Result result = cascara("run", guest(tool));

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("usage: tool args");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tool/tool.wasm", "tool/tool.component.wasm"})
  void runGivesTheEnvironmentThatIsAskedForOnly(String tool) throws Exception {
    assertThat(cascara("run", "--env", "A=b=c", guest(tool), "env", "A"))
        .isEqualTo(new Result(0, "b=c\n", ""));
    assertThat(cascara("run", guest(tool), "env", "PATH")).isEqualTo(new Result(1, "", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tool/tool.wasm", "tool/tool.component.wasm"})
  void runGivesFolders(String tool) throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("a.txt"), "A");
    String dir = data + "::/work";

    assertThat(cascara("run", "--dir", dir, guest(tool), "copy", "/work/a.txt", "/work/b.txt"))
        .isEqualTo(new Result(0, "", ""));
    assertThat(data.resolve("b.txt")).hasContent("A");
    assertThat(cascara("run", "--dir", dir, guest(tool), "list", "/work"))
        .isEqualTo(new Result(0, "a.txt\nb.txt\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tool/tool.wasm", "tool/tool.component.wasm"})
  void runKeepsTheGuestInItsFolders(String tool) throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(data.resolve("link.txt"), folder.resolve("secret.txt"));
    String dir = data + "::/work";

    for (String path : List.of("/work/../secret.txt", "/work/link.txt", "/etc/hostname")) {
      Result result = cascara("run", "--dir", dir, guest(tool), "cat", path);
      assertThat(result.exitCode()).as(path).isOne();
      assertThat(result.out()).as(path).isEmpty();
      assertThat(result.err()).as(path).startsWith("tool: " + path + ": ");
    }
  }

  @Test
  void runReportsATrapOnOneLine() throws Exception {
    Result result = cascara("run", guest("tool/tool.wasm"), "abort");

    assertThat(result.exitCode()).isOne();
    assertThat(result.err().lines())
        .containsExactly("cascara: " + guest("tool/tool.wasm") + ": trap: unreachable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"calc/calc.wasm", "greeter/greeter.wasm"})
  void runRefusesWhatIsNoCommand(String guest) throws Exception {
    Result result = cascara("run", guest(guest));

    assertThat(result.exitCode()).isOne();
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .startsWith("cascara: " + guest(guest) + ": ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "greeter/greeter.wasm | greet(\"ann\") | \"Hello, ann!\"",
        "greeter/greeter.wasm | add(4294967295, 3) | 2",
        "greeter/greeter.wasm | average([1, 2, 6]) | ok(3)",
        "greeter/greeter.wasm | average([]) | err(\"no values\")",
        "greeter/greeter.wasm | oldest([{name: \"ann\", age: 4}]) | some({name: \"ann\", age: 4})",
        "greeter/greeter.wasm | demo:greeter/people@0.1.0#oldest([]) | none",
        "types/record.wasm | move({x: 1.5, y: 2, visible: true, layer: 3}, 1, -1)"
            + " | {x: 2.5, y: 1, visible: true, layer: 3}",
        "announcer/announcer.wasm | environment(\"A\") | some(\"b\")",
        "announcer/announcer.wasm | environment(\"HOME\") | none",
      })
  void invokeCallsAComponent(String guest, String call, String expected) throws Exception {
    assertThat(cascara("invoke", "--env", "A=b", guest(guest), call))
        .isEqualTo(new Result(0, expected + System.lineSeparator(), ""));
  }

  @Test
  void invokeLetsTheGuestPrint() throws Exception {
    assertThat(cascara("invoke", guest("announcer/announcer.wasm"), "announce(\"dinner\")"))
        .isEqualTo(new Result(0, "1: dinner\n", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "add(2, -3) | -1",
        "divide(-9223372036854775808, 2) | -4611686018427387904",
        "hypotenuse(3, 4) | 5",
        "half(0.5) | 0.25",
      })
  void invokeCallsACoreModule(String call, String expected) throws Exception {
    assertThat(cascara("invoke", guest("numbers/numbers.wasm"), call))
        .isEqualTo(new Result(0, expected + System.lineSeparator(), ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nothing(1) | nothing",
        "greet( | ",
        "greet(1) | ",
        "greet() | ",
        "greet(\"a\", \"b\") | ",
      })
  void invokeReportsMistakesOnOneLine(String call, String hint) throws Exception {
    Result result = cascara("invoke", guest("greeter/greeter.wasm"), call);

    assertThat(result.exitCode()).isOne();
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .startsWith("cascara: " + guest("greeter/greeter.wasm") + ": ")
        .contains(hint == null ? "" : hint)
        .doesNotContain("internal error");
  }

  /** {@code i64.mul_wide_u} of the parameters; its higher half is left out. */
  @Test
  void invokeTakesWhatASwitchAllows() throws Exception {
    String module =
        "0061736d01000000 0107 01 60027e7e017e 0302 0100 0705 01 01660000"
            + "0a0b 01 0900 2000 2001 fc16 1a 0b";
    Path file =
        Files.write(folder.resolve("wide.wasm"), HexFormat.of().parseHex(module.replace(" ", "")));

    assertThat(cascara("invoke", file.toString(), "f(6, 7)").exitCode()).isOne();
    assertThat(cascara("invoke", "--wide-arithmetic", file.toString(), "f(6, 7)"))
        .isEqualTo(new Result(0, "42\n", ""));
  }

  @Test
  void compileMakesAJarThatJavaCanUse() throws Exception {
    Path jar = folder.resolve("greeter.jar");

    assertThat(cascara("compile", guest("greeter/greeter.wasm"), "-o", jar.toString()))
        .isEqualTo(new Result(0, "", ""));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      Class<?> type = loader.loadClass("greeter.Greeter");
      Object builder = type.getMethod("builder").invoke(null);
      Object greeter = builder.getClass().getMethod("build").invoke(builder);
      assertThat(type.getMethod("greet", String.class).invoke(greeter, "Ann"))
          .isEqualTo("Hello, Ann!");
    }
  }

  @Test
  void compileIsDeterministic() throws Exception {
    Path first = folder.resolve("1.jar");
    Path second = folder.resolve("2.jar");

    cascara("compile", guest("resources/resources.wasm"), "-o", first.toString());
    cascara("compile", guest("resources/resources.wasm"), "-o", second.toString());

    assertThat(first).hasSameBinaryContentAs(second);
    try (JarFile jar = new JarFile(first.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .contains("resources/Resources.class", "demo/resources/Logging.class");
    }
  }

  @Test
  void compileTakesNamesAndKeepsSources() throws Exception {
    Path jar = folder.resolve("calc.jar");
    Path sources = folder.resolve("sources");

    Result result =
        cascara(
            "compile",
            "--package",
            "app.calc",
            "--class-name",
            "Calculator",
            "--sources",
            sources.toString(),
            "-o",
            jar.toString(),
            guest("calc/calc.wasm"));

    assertThat(result).isEqualTo(new Result(0, "", ""));
    assertThat(sources.resolve("app/calc/Calculator.java"))
        .content(StandardCharsets.UTF_8)
        .contains("package app.calc;");
    try (JarFile file = new JarFile(jar.toFile())) {
      assertThat(file.stream().map(ZipEntry::getName)).contains("app/calc/Calculator.class");
    }
  }

  @Test
  void inspectPrintsAComponentsWorld() throws Exception {
    Result result = cascara("inspect", guest("greeter/greeter.wasm"));

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("export greet: func(name: string) -> string;")
        .contains("record person {")
        .contains("sections:")
        .contains("core module");
  }

  @Test
  void inspectReportsADamagedComponentOnOneLine() throws Exception {
    byte[] bytes = Files.readAllBytes(GUESTS.resolve("greeter/greeter.wasm"));
    Path damaged = folder.resolve("damaged.wasm");
    Files.copy(new ByteArrayInputStream(bytes, 0, bytes.length - 5), damaged);

    Result result = cascara("inspect", damaged.toString());

    assertThat(result.exitCode()).isOne();
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .startsWith("cascara: " + damaged + ": ")
        .contains("offset 0x");
  }
}
