package dev.cascara.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a guest may see of the outside, as options that {@code run} and {@code invoke} share. */
final class WasiOptions {
  @Option(
      names = "--dir",
      paramLabel = "HOST[::GUEST]",
      converter = FolderConverter.class,
      description =
          "Gives the guest the folder HOST, under the name GUEST (HOST itself by default). May be repeated.")
  private List<Folder> folders = List.of();

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "Sets an environment variable of the guest; it has no others. May be repeated.")
  private Map<String, String> environment = new LinkedHashMap<>();

  /**
   * A folder for the guest.
   *
   * @param host where it is
   * @param guest its name for the guest
   */
  record Folder(Path host, String guest) {}

  List<Folder> folders() {
    return folders;
  }

  Map<String, String> environment() {
    return environment;
  }

  /** Reads {@code HOST[::GUEST]}. */
  static final class FolderConverter implements ITypeConverter<Folder> {
    @Override
    public Folder convert(String value) {
      int separator = value.lastIndexOf("::");
      String host = separator < 0 ? value : value.substring(0, separator);
      String guest = separator < 0 ? value : value.substring(separator + 2);
      if (host.isEmpty() || guest.isEmpty()) {
        throw new TypeConversionException("expected HOST or HOST::GUEST");
      }
      Path path = Path.of(host);
      if (!Files.isDirectory(path)) {
        throw new TypeConversionException("no folder " + host);
      }
      return new Folder(path, guest);
    }
  }
}
