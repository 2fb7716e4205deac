package dev.cascara.benchmarks;

import dev.cascara.wit.bindings.BindingsSettings;
import dev.cascara.wit.bindings.ComponentLibrary;
import dev.cascara.wit.bindings.GeneratedLibrary;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One call of a component's export through its typed bindings, beside a plain virtual call. With
 * {@code -prof gc} it shows that numbers cost no allocation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CallBenchmark {
  private static final String TEXT =
      "sixty-four bytes of text that go into the guest and come back.  ";

  /** Calls the generated class; written here because it exists at run time only. */
  private static final String CALLER =
      """
      package generated;

      public final class Caller implements dev.cascara.benchmarks.Calls {
        private final Library library = Library.builder().build();

        @Override
        public int add(int a, int b) {
          return library.add(a, b);
        }

        @Override
        public String echo(String text) {
          return library.echo(text);
        }
      }
      """;

  /** Which side is called: {@code component} or {@code plain}. */
  @Param({"component", "plain"})
  public String side = "component";

  private Calls calls = new Plain();
  private int a = 3;
  private int b = 4;
  private String text = TEXT;

  /** The plain side. */
  private static final class Plain implements Calls {
    @Override
    public int add(int a, int b) {
      return a + b;
    }

    @Override
    public String echo(String text) {
      return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
  }

  /**
   * Generates the bindings, compiles them and builds the component.
   *
   * @throws Exception if any of it fails
   */
  @Setup
  public void prepare() throws Exception {
    if (side.equals("component")) {
      GeneratedLibrary library =
          ComponentLibrary.generate(
              Guests.read("calls.wasm"), new BindingsSettings("generated", "Library"));
      calls =
          load(library)
              .loadClass("generated.Caller")
              .asSubclass(Calls.class)
              .getConstructor()
              .newInstance();
    }
    if (calls.add(a, b) != a + b || !calls.echo(text).equals(text)) {
      throw new IllegalStateException("the guest does something else");
    }
  }

  private static ClassLoader load(GeneratedLibrary library) throws IOException {
    Path folder = Files.createTempDirectory("cascara-benchmarks");
    for (Map.Entry<String, byte[]> file : library.classes().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-d",
                folder.toString(),
                "-proc:none",
                "-cp",
                folder + File.pathSeparator + System.getProperty("java.class.path")));
    for (Map.Entry<String, String> source : library.sources().entrySet()) {
      arguments.add(write(folder.resolve("sources").resolve(source.getKey()), source.getValue()));
    }
    arguments.add(write(folder.resolve("sources/generated/Caller.java"), CALLER));
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, messages, messages, arguments.toArray(String[]::new));
    if (result != 0) {
      throw new IllegalStateException(messages.toString(StandardCharsets.UTF_8));
    }
    return new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, CallBenchmark.class.getClassLoader());
  }

  private static String write(Path path, String source) throws IOException {
    Files.createDirectories(path.getParent());
    return Files.writeString(path, source).toString();
  }

  /**
   * Two numbers in, one out.
   *
   * @return the sum
   */
  @Benchmark
  public int add() {
    return calls.add(a, b);
  }

  /**
   * A text of 64 bytes in and out. The plain side encodes and decodes it once.
   *
   * @return the text
   */
  @Benchmark
  public String echo() {
    return calls.echo(text);
  }
}
