package dev.cascara.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.ModuleCompiler;
import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.component.ComponentReader;
import dev.cascara.compiler.component.ComponentValidator;
import dev.cascara.compiler.component.ValidComponent;
import dev.cascara.compiler.link.LinkPlanner;
import dev.cascara.compiler.validation.Feature;
import dev.cascara.compiler.validation.ModuleValidator;
import dev.cascara.compiler.wasm.ModuleReader;
import dev.cascara.wit.WitException;
import dev.cascara.wit.WitReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Whatever bytes come, they are read, or rejected by the documented exceptions, and soon, and with
 * little memory. In the build Jazzer runs the inputs in the resources, those that once failed among
 * them; with the profile {@code jazzer} it looks for more.
 */
class ReadersFuzzTest {
  /** Of any input. */
  private static final long ALLOCATION = 64L << 20;

  /** Of each byte of the input. */
  private static final long ALLOCATION_OF_A_BYTE = 20_000;

  private static final String TIME = "10m";

  /** Something that reads an input. */
  private interface Reading {
    void run();
  }

  @FuzzTest(maxDuration = TIME)
  void modules(byte[] input) {
    measure(
        input.length,
        () -> {
          try {
            ModuleValidator.validate(ModuleReader.read(input), Feature.all());
          } catch (WasmFormatException | WasmValidationException e) {
            assertThat(e).hasMessageContaining("offset");
          }
        });
  }

  @FuzzTest(maxDuration = TIME)
  void compiledModules(byte[] input) {
    measure(
        input.length,
        () -> {
          try {
            ModuleCompiler.compile(input, new CompilerOptions("fuzz", "Module"));
          } catch (WasmFormatException | WasmValidationException | UnsupportedFeatureException e) {
            assertThat(e).hasMessageContaining("offset");
          }
        });
  }

  @FuzzTest(maxDuration = TIME)
  void components(byte[] input) {
    measure(
        input.length,
        () -> {
          try {
            ValidComponent component = ComponentValidator.validate(ComponentReader.read(input));
            LinkPlanner.plan(component);
          } catch (WasmFormatException | WasmValidationException | UnsupportedFeatureException e) {
            assertThat(e).hasMessageContaining("offset");
          }
        });
  }

  @FuzzTest(maxDuration = TIME)
  void wit(byte[] input) {
    measure(
        input.length,
        () -> {
          try {
            WitReader.readText(Map.of("fuzz.wit", new String(input, StandardCharsets.UTF_8)));
          } catch (WitException e) {
            assertThat(e).hasMessageContaining("fuzz.wit");
          }
        });
  }

  private static void measure(int length, Reading reading) {
    long limit = ALLOCATION + length * ALLOCATION_OF_A_BYTE;
    long allocated = allocated(reading);
    if (allocated > limit) {
      // The first time, classes are loaded, and Jazzer changes each of them.
      allocated = allocated(reading);
    }
    assertThat(allocated).as("allocated for %d bytes", length).isLessThan(limit);
  }

  private static long allocated(Reading reading) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    reading.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
