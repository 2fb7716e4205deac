package dev.cascara.it.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.component.Component;
import dev.cascara.compiler.component.ComponentReader;
import dev.cascara.compiler.component.ComponentValidator;
import dev.cascara.compiler.link.LinkPlanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Damaged components end in the exceptions that say so, and soon. */
class DamagedComponentsTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Larger ones are damaged in some places only. */
  private static final int MOST_PLACES = 600;

  @Test
  void componentsTruncatedAnywhereAreRejected() throws IOException {
    List<byte[]> components = components();
    assertThat(components).isNotEmpty();
    Assertions.assertTimeout(
        LIMIT,
        () -> {
          for (byte[] component : components) {
            int step = Math.max(1, component.length / MOST_PLACES);
            for (int length = 0; length < component.length; length += step) {
              plan(Arrays.copyOf(component, length), "cut to " + length);
            }
          }
        });
  }

  @Test
  void componentsWithAByteFlippedAreReadOrRejected() throws IOException {
    List<byte[]> components = components();
    Assertions.assertTimeout(LIMIT, () -> components.forEach(DamagedComponentsTest::flip));
  }

  private static void flip(byte[] component) {
    int step = Math.max(1, component.length / MOST_PLACES);
    byte[] copy = component.clone();
    for (int i = 0; i < component.length; i += step) {
      for (int mask : new int[] {0xFF, 0x01, 0x02, 0x80}) {
        copy[i] = (byte) (component[i] ^ mask);
        plan(copy, "byte " + i + " xor " + mask);
      }
      copy[i] = component[i];
    }
  }

  private static List<byte[]> components() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("guests"))) {
      return files
          .filter(file -> file.toString().endsWith(".wasm"))
          .map(DamagedComponentsTest::readFile)
          .filter(Component::isComponent)
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

  private static void plan(byte[] bytes, String damage) {
    try {
      LinkPlanner.plan(ComponentValidator.validate(ComponentReader.read(bytes)));
    } catch (WasmFormatException | WasmValidationException | UnsupportedFeatureException e) {
      assertThat(e).hasMessageContaining("offset");
    } catch (RuntimeException | StackOverflowError e) {
      fail(damage, e);
    }
  }
}
