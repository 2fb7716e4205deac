package dev.cascara.wit.bindings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.tools.ToolProvider;

/** Compiles a generated library together with a program that uses it, and runs the program. */
final class GeneratedClasses {
  static final Path GUESTS = Path.of("..", "it", "guests");

  private GeneratedClasses() {}

  static byte[] guest(String path) throws IOException {
    return Files.readAllBytes(GUESTS.resolve(path));
  }

  /**
   * Runs a program: a class of the package {@code uses}, whose source is a resource of this test.
   *
   * @param folder where the files go
   */
  static void run(Path folder, GeneratedLibrary library, String program) throws Exception {
    Map<String, String> sources = new TreeMap<>(library.sources());
    sources.put("uses/" + program + ".java", resource("/uses/" + program + ".java"));
    Path classes = compile(folder, sources, library.classes());
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, GeneratedClasses.class.getClassLoader())) {
      Runnable use =
          (Runnable) loader.loadClass("uses." + program).getDeclaredConstructor().newInstance();
      use.run();
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(GeneratedClasses.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Compiles with the strictest settings and returns the folder of all classes. */
  static Path compile(Path folder, Map<String, String> sources, Map<String, byte[]> classFiles)
      throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    for (Map.Entry<String, byte[]> file : classFiles.entrySet()) {
      Path path = classes.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-d",
                classes.toString(),
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                "-proc:none",
                "--release",
                "17",
                "-Xlint:all,-path,-classfile",
                "-Xdoclint:all,-missing",
                "-Werror"));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path path = folder.resolve("sources").resolve(source.getKey());
      Files.createDirectories(path.getParent());
      arguments.add(Files.writeString(path, source.getValue()).toString());
    }
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, messages, messages, arguments.toArray(String[]::new));
    assertThat(result).as(() -> messages.toString(StandardCharsets.UTF_8)).isZero();
    return classes;
  }
}
