package dev.cascara.maven;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of all that the output depends on: two runs of the same fingerprint generate the same
 * files.
 */
final class Fingerprint {
  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * Returns the fingerprint of a request.
   *
   * @throws IOException if one of its files cannot be read
   */
  static String of(String generatorVersion, GenerationRequest request) throws IOException {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.text(generatorVersion);
    fingerprint.text(request.world());
    fingerprint.text(request.packageName());
    fingerprint.text(request.className());
    fingerprint.text(request.switches().toString());
    // The file's name may name the class.
    fingerprint.text(String.valueOf(request.file().getFileName()));
    fingerprint.file(request.file());
    Path wit = request.wit();
    if (wit != null) {
      for (Path file : filesBelow(wit)) {
        fingerprint.text(wit.relativize(file).toString());
        fingerprint.file(file);
      }
    }
    return HexFormat.of().formatHex(fingerprint.digest.digest());
  }

  private static List<Path> filesBelow(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Each part is preceded by its length, so that no two sequences of parts hash the same bytes. */
  private void text(@Nullable String text) {
    byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    length(text == null ? -1 : bytes.length);
    digest.update(bytes);
  }

  private void file(Path file) throws IOException {
    length(Files.size(file));
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
  }

  private void length(long length) {
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      digest.update((byte) (length >>> shift));
    }
  }
}
