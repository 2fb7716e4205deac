package dev.cascara.wit;

import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.wit.text.Resolver;
import dev.cascara.wit.text.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads WIT text: files to resolved packages.
 *
 * <p>The root package is a single file, or a folder: its {@code *.wit} files are one package, and
 * its folder {@code deps} has the packages that this one depends on, each as a file or a folder of
 * files. Other packages may be within any file, as {@code package a:b { … }}. A {@code *.wasm} file
 * in place of a {@code *.wit} one is a package encoded as a component.
 */
public final class WitReader {
  /** No file is larger, in bytes. */
  private static final long MAX_FILE_SIZE = 16 << 20;

  /** All files together are not larger, in characters. */
  private static final long MAX_TOTAL_SIZE = 64 << 20;

  private static final String SUFFIX = ".wit";
  private static final String DEPENDENCIES = "deps/";

  private WitReader() {}

  /**
   * Reads a file or a folder, leaving out all that is {@code @unstable}.
   *
   * @param path a file, or a folder with {@code *.wit} files
   * @return the packages
   * @throws WitException if the files cannot be read or are wrong
   */
  public static WitResolve read(Path path) {
    return read(path, Features.none());
  }

  /**
   * Reads a file or a folder.
   *
   * @param path a file, or a folder with {@code *.wit} files
   * @param features which {@code @unstable} features are wanted
   * @return the packages
   * @throws WitException if the files cannot be read or are wrong
   */
  public static WitResolve read(Path path, Features features) {
    try {
      if (!Files.isDirectory(path)) {
        return Resolver.resolve(List.of(readFile(path)), List.of(), features);
      }
      List<SourceFile> root = readFolder(path);
      if (root.isEmpty()) {
        throw new WitException("folder " + path + " has no *.wit files");
      }
      return Resolver.resolve(root, readDependencies(path.resolve("deps")), features);
    } catch (IOException e) {
      throw new WitException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads texts, leaving out all that is {@code @unstable}.
   *
   * @param files see {@link #readText(Map, Features)}
   * @return the packages
   * @throws WitException if the texts are wrong
   */
  public static WitResolve readText(Map<String, String> files) {
    return readText(files, Features.none());
  }

  /**
   * Reads texts.
   *
   * @param files texts by file name, relative to the folder that they would be in and separated by
   *     slashes: {@code world.wit} is of the root package, {@code deps/a.wit} and {@code
   *     deps/b/types.wit} are of dependencies
   * @param features which {@code @unstable} features are wanted
   * @return the packages
   * @throws WitException if the texts are wrong
   */
  public static WitResolve readText(Map<String, String> files, Features features) {
    List<SourceFile> root = new ArrayList<>();
    Map<String, List<SourceFile>> dependencies = new TreeMap<>();
    long size = 0;
    for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
      SourceFile source = new SourceFile(file.getKey(), file.getValue());
      size += file.getValue().length();
      if (size > MAX_TOTAL_SIZE) {
        throw tooLarge();
      }
      if (file.getKey().startsWith(DEPENDENCIES)) {
        String name = file.getKey().substring(DEPENDENCIES.length());
        int slash = name.indexOf('/');
        dependencies
            .computeIfAbsent(slash < 0 ? name : name.substring(0, slash), key -> new ArrayList<>())
            .add(source);
      } else {
        root.add(source);
      }
    }
    return Resolver.resolve(root, List.copyOf(dependencies.values()), features);
  }

  private static WitException tooLarge() {
    return new WitException("the files have more than " + MAX_TOTAL_SIZE + " characters together");
  }

  private static List<List<SourceFile>> readDependencies(Path folder) throws IOException {
    List<List<SourceFile>> groups = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return groups;
    }
    long size = 0;
    for (Path entry : list(folder)) {
      List<SourceFile> group = List.of();
      if (Files.isDirectory(entry)) {
        group = readFolder(entry);
      } else if (isWit(entry)) {
        group = List.of(readFile(entry));
      }
      size += group.stream().mapToLong(file -> file.text().length()).sum();
      if (size > MAX_TOTAL_SIZE) {
        throw tooLarge();
      }
      if (!group.isEmpty()) {
        groups.add(group);
      }
    }
    return groups;
  }

  private static List<SourceFile> readFolder(Path folder) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (Path entry : list(folder)) {
      if (isWit(entry) && Files.isRegularFile(entry)) {
        files.add(readFile(entry));
      }
    }
    return files;
  }

  /** Sorted, so that the result does not depend on the file system. */
  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  private static boolean isWit(Path path) {
    return path.toString().endsWith(SUFFIX) || isBinary(path);
  }

  private static boolean isBinary(Path path) {
    return path.toString().endsWith(".wasm");
  }

  private static WitResolve decode(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE_SIZE) {
      throw tooLarge(file);
    }
    try {
      return WorldDecoder.decode(Files.readAllBytes(file));
    } catch (WasmFormatException | WasmValidationException | UnsupportedFeatureException e) {
      throw new WitException(file + ": " + e.getMessage(), e);
    }
  }

  private static WitException tooLarge(Path file) {
    return new WitException(file + " is larger than " + MAX_FILE_SIZE + " bytes");
  }

  private static SourceFile readFile(Path file) throws IOException {
    if (isBinary(file)) {
      // As text it takes part in everything that other files do: features, duplicates, order.
      return new SourceFile(
          file.toString(), new WitPrinter(WitPrinter.Comments.PRINTED).print(decode(file).root()));
    }
    if (Files.size(file) > MAX_FILE_SIZE) {
      throw tooLarge(file);
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new SourceFile(file.toString(), text);
    } catch (CharacterCodingException e) {
      throw new WitException(file + " is not valid UTF-8", e);
    }
  }
}
