package dev.cascara.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cascara.compiler.CompilerOptions.LargeMemories;
import dev.cascara.compiler.CompilerOptions.SimdTarget;
import dev.cascara.compiler.CompilerSwitches;
import dev.cascara.compiler.ProgressListener;
import dev.cascara.compiler.validation.Feature;
import dev.cascara.runtime.WasmTrap;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * How command lines become calls of the engine, and how its answers become output and exit codes.
 */
class EngineCommandsTest {
  private static final List<String> COMPILING =
      List.of("run OPTION FILE", "invoke OPTION FILE f()", "compile OPTION FILE -o JAR");

  private Path folder = Path.of("");
  private String file = "";
  private final RecordingEngine engine = new RecordingEngine();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void file(@TempDir Path temporary) throws IOException {
    folder = temporary;
    file = Files.write(folder.resolve("a.wasm"), new byte[] {1}).toString();
  }

  private int execute(String... arguments) {
    CommandLine command = Main.commandLine(engine);
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  @Test
  void runPassesArgumentsAndTheExitCode() {
    engine.exitCode = 42;

    assertThat(execute("run", file, "list", "--long", "-x", "--env", "A=B")).isEqualTo(42);
    assertThat(engine.arguments).containsExactly("list", "--long", "-x", "--env", "A=B");
  }

  @ParameterizedTest
  @CsvSource({"-- a b", "a b"})
  void runTakesArgumentsWithAndWithoutADoubleDash(String line) {
    String[] arguments = ("run " + file + " " + line).split(" ");

    assertThat(execute(arguments)).isZero();
    assertThat(engine.arguments).containsExactly("a", "b");
  }

  @Test
  void runPassesEnvironmentAndFolders() {
    execute(
        "run",
        "--env",
        "A=1",
        "--env",
        "B=x=y",
        "--dir",
        folder + "::/data",
        "--dir",
        folder.toString(),
        file);

    assertThat(engine.wasi.environment())
        .containsExactly(Map.entry("A", "1"), Map.entry("B", "x=y"));
    assertThat(engine.wasi.folders())
        .containsExactly(
            new WasiOptions.Folder(folder, "/data"),
            new WasiOptions.Folder(folder, folder.toString()));
  }

  @Test
  void aFolderThatIsMissingIsAMistakeOfTheCommandLine() {
    assertThat(execute("run", "--dir", folder.resolve("nowhere").toString(), file)).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains("no folder ");
  }

  @Test
  void invokePrintsTheResult() {
    engine.result = "\"Hello\"";

    assertThat(execute("invoke", file, "greet(\"ann\")")).isZero();
    assertThat(engine.call).isEqualTo("greet(\"ann\")");
    assertThat(out).hasToString("\"Hello\"" + System.lineSeparator());
  }

  @Test
  void invokePrintsNothingForNoResult() {
    assertThat(execute("invoke", file, "stop()")).isZero();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aTrapIsOneLineAndExitCode1() {
    engine.failure = new WasmTrap(WasmTrap.Kind.INTEGER_DIVIDE_BY_ZERO);

    assertThat(execute("invoke", file, "divide(1, 0)")).isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly("cascara: " + file + ": trap: integer divide by zero");
  }

  @Test
  void anInternalErrorHasAStackTrace() {
    engine.failure = new IllegalStateException("broken");

    assertThat(execute("run", file)).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("cascara: internal error: java.lang.IllegalStateException: broken")
        .contains("\tat dev.cascara.cli.");
  }

  @Test
  void compileWritesAJarThatLoads() throws Exception {
    engine.sources.put(
        "p/Twice.java",
        "package p; public final class Twice { public static int of(int x) { return x + x; } }");
    engine.classes.put("p/data.bin", new byte[] {7});
    Path jar = folder.resolve("out/twice.jar");

    assertThat(execute("compile", file, "-o", jar.toString())).isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      assertThat(loader.loadClass("p.Twice").getMethod("of", int.class).invoke(null, 21))
          .isEqualTo(42);
      assertThat(loader.getResource("p/data.bin")).isNotNull();
    }
  }

  @Test
  void compileWritesTheSameJarTwice() throws Exception {
    engine.sources.put("p/A.java", "package p; class A {}");
    Path first = folder.resolve("1.jar");
    Path second = folder.resolve("2.jar");
    execute("compile", file, "-o", first.toString());
    execute("compile", file, "-o", second.toString());

    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void compileKeepsTheSourcesWhereAsked() {
    engine.sources.put("p/A.java", "package p; class A {}");
    execute(
        "compile",
        file,
        "-o",
        folder.resolve("a.jar").toString(),
        "--sources",
        folder.resolve("src").toString());

    assertThat(folder.resolve("src/p/A.java")).hasContent("package p; class A {}");
  }

  @Test
  void compilePassesItsOptions() {
    execute(
        "compile",
        "-o",
        folder.resolve("a.jar").toString(),
        "--wit",
        "w",
        "--world",
        "x",
        "--package",
        "p.q",
        "--class-name",
        "C",
        file);

    assertThat(engine.options)
        .isEqualTo(
            new Engine.LibraryOptions(Path.of("w"), "x", "p.q", "C", CompilerSwitches.DEFAULT));
  }

  @ParameterizedTest
  @CsvSource({
    "'',THREADS,false",
    "--threads,THREADS,true",
    "'',WIDE_ARITHMETIC,false",
    "--wide-arithmetic,WIDE_ARITHMETIC,true",
    "'',CUSTOM_PAGE_SIZES,false",
    "--custom-page-sizes,CUSTOM_PAGE_SIZES,true",
    "'',LEGACY_EXCEPTIONS,true",
    "--legacy-exceptions,LEGACY_EXCEPTIONS,true",
    "--no-legacy-exceptions,LEGACY_EXCEPTIONS,false"
  })
  void allCommandsThatCompileHaveTheFeatures(String option, Feature feature, boolean on) {
    engine.sources.put("p/A.java", "package p; class A {}");
    for (String line : COMPILING) {
      engine.switches = new CompilerSwitches(Set.of(), LargeMemories.DECLARED, SimdTarget.SCALAR);

      assertThat(execute(compiling(line, option))).as(err.toString()).isZero();
      assertThat(engine.switches.features().contains(feature)).as(line).isEqualTo(on);
    }
  }

  @Test
  void allCommandsThatCompileHaveLargeMemories() {
    for (String line : COMPILING) {
      execute(compiling(line, ""));
      assertThat(engine.switches.largeMemories()).isEqualTo(LargeMemories.DECLARED);
      execute(compiling(line, "--large-memories"));
      assertThat(engine.switches.largeMemories()).isEqualTo(LargeMemories.ALL);
      assertThat(engine.switches.simdTarget()).isEqualTo(SimdTarget.SCALAR);
      execute(compiling(line, "--vector-api"));
      assertThat(engine.switches.simdTarget()).isEqualTo(SimdTarget.VECTOR_API);
    }
  }

  /** A command line with an option where {@code OPTION} is. */
  private String[] compiling(String line, String option) {
    return line.replace("OPTION", option)
        .replace("FILE", file)
        .replace("JAR", folder.resolve("a.jar").toString())
        .split(" +");
  }

  @Test
  void compileNeedsToKnowWhereTo() {
    assertThat(execute("compile", file)).isEqualTo(2);
    assertThat(err.toString()).contains("--output");
  }

  /** Remembers what it is asked, and answers what a test has set. */
  private static final class RecordingEngine implements Engine {
    private int exitCode;
    private String result = "";
    private RuntimeException failure = new RuntimeException();
    private List<String> arguments = List.of();
    private WasiOptions wasi = new WasiOptions();
    private String call = "";
    private LibraryOptions options =
        new LibraryOptions(null, null, null, null, CompilerSwitches.DEFAULT);
    private CompilerSwitches switches = CompilerSwitches.DEFAULT;
    private final TreeMap<String, String> sources = new TreeMap<>();
    private final TreeMap<String, byte[]> classes = new TreeMap<>();
    private final RuntimeException none = failure;

    @Override
    public int run(
        InputFile input,
        List<String> guestArguments,
        WasiOptions options,
        CompilerSwitches compilerSwitches) {
      fail();
      switches = compilerSwitches;
      arguments = guestArguments;
      wasi = options;
      return exitCode;
    }

    @Override
    public String invoke(
        InputFile input, String text, WasiOptions options, CompilerSwitches compilerSwitches) {
      fail();
      switches = compilerSwitches;
      call = text;
      wasi = options;
      return result;
    }

    @Override
    public Library generate(
        InputFile input, LibraryOptions libraryOptions, ProgressListener progress) {
      fail();
      options = libraryOptions;
      switches = libraryOptions.switches();
      return new Library(sources, classes);
    }

    private void fail() {
      if (failure != none) {
        throw failure;
      }
    }
  }
}
