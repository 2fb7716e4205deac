package dev.cascara.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.validation.Feature;
import dev.cascara.compiler.validation.ModuleValidator;
import dev.cascara.compiler.wasm.ModuleReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Damaged modules end in the exceptions that say so, and soon. */
class DamagedModulesTest {
  private static final Path GUESTS = Path.of("guests");
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** What larger samples would add takes longer than it is worth. */
  private static final int LARGEST_OF_SUITE = 600;

  private static final int LARGEST_GUEST = 50_000;

  @Test
  void guestsTruncatedAnywhereAreRejected() throws IOException {
    List<byte[]> modules = modules(GUESTS, LARGEST_GUEST);
    assertThat(modules).isNotEmpty();
    Assertions.assertTimeout(LIMIT, () -> modules.forEach(DamagedModulesTest::truncate));
  }

  @Test
  void guestsWithAByteFlippedAreReadOrRejected() throws IOException {
    List<byte[]> modules = modules(GUESTS, LARGEST_GUEST);
    Assertions.assertTimeout(LIMIT, () -> modules.forEach(DamagedModulesTest::flip));
  }

  @Test
  void modulesOfTheSuiteTruncatedOrFlippedAreReadOrRejected() throws IOException {
    Path suite = Suites.folder("core");
    List<byte[]> modules = converted(suite);
    Assertions.assertTimeout(
        LIMIT,
        () -> {
          modules.forEach(DamagedModulesTest::truncate);
          modules.forEach(DamagedModulesTest::flip);
        });
  }

  private static List<byte[]> converted(Path suite) throws IOException {
    try {
      List<byte[]> modules = new ArrayList<>();
      for (ScriptConverter.Converted script : new ScriptConverter().convert(suite)) {
        modules.addAll(modules(script.json().resolveSibling(""), LARGEST_OF_SUITE));
      }
      return modules;
    } catch (ConversionException e) {
      Suites.skip(e, "damaged modules of the core suite");
      return List.of();
    }
  }

  private static List<byte[]> modules(Path folder, int largest) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".wasm"))
          .filter(file -> file.toFile().length() <= largest)
          .map(DamagedModulesTest::readFile)
          .filter(bytes -> bytes.length > 8 && bytes[4] == 1)
          .toList();
    }
  }

  private static byte[] readFile(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void truncate(byte[] module) {
    // Large ones are cut at every byte of their head and at some bytes of the rest.
    int step = Math.max(1, module.length / 2000);
    for (int length = 0; length < module.length; length += length < 500 ? 1 : step) {
      read(Arrays.copyOf(module, length), "cut to " + length);
    }
  }

  private static void flip(byte[] module) {
    int step = Math.max(1, module.length / 500);
    byte[] copy = module.clone();
    for (int i = 0; i < module.length; i += step) {
      for (int mask : new int[] {0xFF, 0x01, 0x80}) {
        copy[i] = (byte) (module[i] ^ mask);
        read(copy, "byte " + i + " xor " + mask);
      }
      copy[i] = module[i];
    }
  }

  private static void read(byte[] bytes, String damage) {
    try {
      ModuleValidator.validate(ModuleReader.read(bytes), Feature.all());
    } catch (WasmFormatException | WasmValidationException e) {
      assertThat(e).hasMessageContaining("offset");
    } catch (RuntimeException e) {
      fail(damage, e);
    }
  }
}
