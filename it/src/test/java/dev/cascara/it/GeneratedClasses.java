package dev.cascara.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** A generated library, compiled and loaded as an application would have it. */
public final class GeneratedClasses {
  private GeneratedClasses() {}

  /**
   * Compiles generated sources with the strictest javac, and loads all.
   *
   * @param folder where the files go
   * @param sources Java sources by path
   * @param classFiles generated class files by path
   */
  public static ClassLoader load(
      Path folder, Map<String, String> sources, Map<String, byte[]> classFiles) throws IOException {
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
                classes + java.io.File.pathSeparator + System.getProperty("java.class.path"),
                "-proc:none",
                "--release",
                "17",
                "-Xlint:all,-path,-classfile",
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
    return new URLClassLoader(new URL[] {url(classes)}, GeneratedClasses.class.getClassLoader());
  }

  private static URL url(Path folder) throws MalformedURLException {
    return folder.toUri().toURL();
  }
}
