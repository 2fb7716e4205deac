package dev.cascara.it.conformance;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Turns {@code .wast} scripts into JSON and binary modules, with Node and the parser in the package
 * {@code @bytecodealliance/jco}. The package and the results are kept in a cache folder: {@code
 * CASCARA_CACHE}, else {@code cascara} in the user's cache folder. The system property {@code
 * conformance.conversions} names another folder for the results.
 *
 * <p>If the environment names a {@code node_modules} folder in {@code CASCARA_NODE_MODULES},
 * nothing is installed.
 */
final class ScriptConverter {
  private static final String TOOL = "wast2json.mjs";
  private static final String PACKAGE = "package.json";
  private static final long TIMEOUT_MINUTES = 10;

  /** The tool's exit code where it has converted all but some forms. */
  private static final int SOME_FORMS_REFUSED = 1;

  /**
   * A script and what it was turned into.
   *
   * @param name the script's path, as the caller named it
   * @param json the commands; the modules are beside it
   */
  record Converted(String name, Path json) {}

  private final Path cache;

  ScriptConverter() {
    this(cacheFolder());
  }

  private ScriptConverter(Path cache) {
    this.cache = cache;
  }

  private static Path cacheFolder() {
    String named = System.getenv("CASCARA_CACHE");
    if (named != null) {
      return Path.of(named, "conformance");
    }
    String user = System.getenv("XDG_CACHE_HOME");
    Path base = user != null ? Path.of(user) : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("cascara").resolve("conformance");
  }

  /**
   * Converts a script or all scripts in a folder, but for those that have been converted before. A
   * form that the parser refuses becomes a command of the type {@code unconverted}.
   *
   * @param path a file or folder
   * @return the scripts, sorted by name
   * @throws ConversionException if Node is missing or the conversion fails
   */
  List<Converted> convert(Path path) throws ConversionException {
    try {
      return convertAll(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConversionException("interrupted");
    }
  }

  private List<Converted> convertAll(Path path)
      throws ConversionException, IOException, InterruptedException {
    Path toolFolder = unpackTool();
    Path conversions = cache.resolve("scripts").resolve(toolFolder.getFileName());
    Files.createDirectories(conversions);
    List<Converted> result = new ArrayList<>();
    List<Path> missing = new ArrayList<>();
    for (Path script : scripts(path)) {
      Path json = conversions.resolve(hash(Files.readAllBytes(script))).resolve("script.json");
      result.add(new Converted(script.toString(), json));
      if (!Files.exists(json)) {
        missing.add(script);
      }
    }
    if (!missing.isEmpty()) {
      String log = runTool(toolFolder, conversions, missing);
      for (Converted script : result) {
        if (!Files.exists(script.json())) {
          throw new ConversionException("not converted: " + script.name() + "\n" + log);
        }
      }
    }
    return result;
  }

  private static String runTool(Path toolFolder, Path conversions, List<Path> scripts)
      throws ConversionException, IOException, InterruptedException {
    Path modules = installPackage(toolFolder);
    Path list = Files.createTempFile("cascara", ".txt");
    try {
      Files.write(
          list, scripts.stream().map(script -> script.toAbsolutePath().toString()).toList());
      return run(
          toolFolder,
          SOME_FORMS_REFUSED,
          "node",
          toolFolder.resolve(TOOL).toString(),
          "--jco",
          modules.toString(),
          "--by-content",
          "-o",
          conversions.toString(),
          "--files-from",
          list.toString());
    } finally {
      Files.delete(list);
    }
  }

  /** Lists the scripts that a file or folder stands for, sorted. */
  static List<Path> scripts(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(file -> file.toString().endsWith(".wast") && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }

  /** The tool goes to a folder of its content's name, so that versions do not meet. */
  private Path unpackTool() throws IOException {
    byte[] tool = resource(TOOL);
    byte[] description = resource(PACKAGE);
    Path folder =
        cache
            .resolve("tool")
            .resolve((hash(tool).substring(0, 8) + hash(description).substring(0, 8)));
    Files.createDirectories(folder);
    write(folder.resolve(TOOL), tool);
    write(folder.resolve(PACKAGE), description);
    return folder;
  }

  private static void write(Path file, byte[] content) throws IOException {
    if (!Files.exists(file)) {
      Path temporary = Files.createTempFile(file.getParent(), "new", ".tmp");
      Files.write(temporary, content);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ScriptConverter.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + name);
      }
      return in.readAllBytes();
    }
  }

  private static Path installPackage(Path folder)
      throws ConversionException, IOException, InterruptedException {
    if (!isOnPath("node")) {
      throw new ConversionException("needs node on the path");
    }
    String named = System.getenv("CASCARA_NODE_MODULES");
    if (named != null) {
      return Path.of(named).toAbsolutePath();
    }
    Path modules = folder.resolve("node_modules");
    if (!Files.exists(modules.resolve("@bytecodealliance").resolve("jco"))) {
      if (!isOnPath("npm")) {
        throw new ConversionException(
            "needs npm on the path, or a node_modules folder in CASCARA_NODE_MODULES");
      }
      run(folder, 0, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts");
    }
    return modules;
  }

  private static boolean isOnPath(String program) {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    String path = System.getenv("PATH");
    return path != null
        && Stream.of(path.split(File.pathSeparator))
            .anyMatch(
                folder -> Files.exists(Path.of(folder, windows ? program + ".exe" : program)));
  }

  /** Runs a program that may end with the code 0, or with another one that it is given. */
  private static String run(Path folder, int alsoGood, String... command)
      throws ConversionException, IOException, InterruptedException {
    Path log = Files.createTempFile("cascara", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new ConversionException(String.join(" ", command) + " takes too long");
      }
      String output = Files.readString(log);
      if (process.exitValue() != 0 && process.exitValue() != alsoGood) {
        throw new ConversionException(String.join(" ", command) + " failed:\n" + output);
      }
      return output;
    } finally {
      Files.delete(log);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
