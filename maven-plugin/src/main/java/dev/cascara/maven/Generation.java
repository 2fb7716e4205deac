package dev.cascara.maven;

import dev.cascara.maven.GenerationState.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Generates what is out of date, and deletes what no component generates any more. */
final class Generation {
  private final Path base;
  private final Path sourceFolder;
  private final Path classFolder;
  private final Path stateFile;
  private final String generatorVersion;
  private final LibraryGenerator generator;
  private final Consumer<String> log;

  /**
   * Creates a generation.
   *
   * @param base the folder that all output is in
   * @param sourceFolder where Java sources go
   * @param classFolder where class files go
   * @param stateFile remembers what was generated
   * @param generatorVersion another one generates everything again
   * @param generator does the work
   * @param log told what happens, a line each
   */
  Generation(
      Path base,
      Path sourceFolder,
      Path classFolder,
      Path stateFile,
      String generatorVersion,
      LibraryGenerator generator,
      Consumer<String> log) {
    this.base = base;
    this.sourceFolder = sourceFolder;
    this.classFolder = classFolder;
    this.stateFile = stateFile;
    this.generatorVersion = generatorVersion;
    this.generator = generator;
    this.log = log;
  }

  /**
   * Brings all output up to date.
   *
   * @throws IOException if a file cannot be read or written
   * @throws InvalidInputException if a component is wrong, or two of them generate different
   *     contents for a file
   */
  void run(List<GenerationRequest> requests) throws IOException, InvalidInputException {
    GenerationState former = GenerationState.read(stateFile);
    GenerationState current = new GenerationState();
    Map<Path, GenerationRequest> owners = new HashMap<>();
    List<String> generated = new ArrayList<>();
    for (GenerationRequest request : requests) {
      String fingerprint = Fingerprint.of(generatorVersion, request);
      if (former.isCurrent(fingerprint, base)) {
        current.put(fingerprint, former.outputs(fingerprint));
        for (Output output : former.outputs(fingerprint)) {
          Path path = base.resolve(output.path());
          claim(owners, path, Files.readAllBytes(path), request);
        }
        log.accept(request.file().getFileName() + " is unchanged");
        continue;
      }
      long start = System.nanoTime();
      GeneratedFiles files = generator.generate(request);
      List<Output> outputs = new ArrayList<>();
      for (Map.Entry<String, String> source : files.sources().entrySet()) {
        Path path = sourceFolder.resolve(source.getKey());
        byte[] content = source.getValue().getBytes(StandardCharsets.UTF_8);
        claim(owners, path, content, request);
        outputs.add(write(path, content));
      }
      for (Map.Entry<String, byte[]> classFile : files.classes().entrySet()) {
        Path path = classFolder.resolve(classFile.getKey());
        claim(owners, path, classFile.getValue(), request);
        outputs.add(write(path, classFile.getValue()));
      }
      current.put(fingerprint, outputs);
      generated.add(
          "Generated %d sources and %d class files from %s in %d ms"
              .formatted(
                  files.sources().size(),
                  files.classes().size(),
                  request.file().getFileName(),
                  (System.nanoTime() - start) / 1_000_000));
    }
    deleteStale(former, current);
    current.write(stateFile);
    generated.forEach(log);
  }

  /**
   * Makes sure that no two components want different contents for a file. An interface that both
   * have gives the same file, which they share.
   */
  private void claim(
      Map<Path, GenerationRequest> owners, Path path, byte[] content, GenerationRequest request)
      throws IOException, InvalidInputException {
    GenerationRequest other = owners.putIfAbsent(path, request);
    if (other != null && !Arrays.equals(Files.readAllBytes(path), content)) {
      throw new InvalidInputException(
          "%s and %s both generate %s: give one of them another <packageName> or <className>"
              .formatted(other.file(), request.file(), base.relativize(path)));
    }
  }

  /** An identical file keeps its time, so that javac need not run because of it. */
  private Output write(Path path, byte[] content) throws IOException {
    if (!Files.isRegularFile(path)
        || Files.size(path) != content.length
        || !Arrays.equals(Files.readAllBytes(path), content)) {
      Files.createDirectories(path.getParent());
      Files.write(path, content);
    }
    return new Output(content.length, base.relativize(path).toString());
  }

  private void deleteStale(GenerationState former, GenerationState current) throws IOException {
    Set<String> kept = new HashSet<>();
    current.outputs().forEach(output -> kept.add(output.path()));
    for (Output output : former.outputs()) {
      if (kept.contains(output.path())) {
        continue;
      }
      Path file = base.resolve(output.path());
      Files.deleteIfExists(file);
      if (file.startsWith(sourceFolder)) {
        deleteCompiled(classFolder.resolve(sourceFolder.relativize(file)));
      }
    }
  }

  /** Deletes what javac made of a stale source, nested classes included. */
  private static void deleteCompiled(Path source) throws IOException {
    Path folder = source.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    String name = String.valueOf(source.getFileName()).replaceFirst("\\.java$", "");
    List<Path> stale;
    try (var files = Files.list(folder)) {
      stale =
          files
              .filter(
                  file -> {
                    String fileName = String.valueOf(file.getFileName());
                    return fileName.equals(name + ".class")
                        || (fileName.startsWith(name + "$") && fileName.endsWith(".class"));
                  })
              .toList();
    }
    for (Path file : stale) {
      Files.delete(file);
    }
  }
}
