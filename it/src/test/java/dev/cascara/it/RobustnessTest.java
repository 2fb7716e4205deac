package dev.cascara.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import dev.cascara.compiler.CodeLoader;
import dev.cascara.compiler.CompiledModule;
import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.ModuleCompiler;
import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.component.Component;
import dev.cascara.compiler.component.ComponentReader;
import dev.cascara.compiler.component.ComponentValidator;
import dev.cascara.compiler.link.LinkPlan;
import dev.cascara.compiler.link.LinkPlanner;
import dev.cascara.compiler.validation.Feature;
import dev.cascara.compiler.validation.ModuleValidator;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.ModuleReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every sample, damaged in every way: each input is valid or ends in an exception that says what is
 * wrong with it, soon, and with no more memory than its size explains. What is still valid compiles
 * to classes that the JVM verifies.
 */
class RobustnessTest {
  private static final Path GUESTS = Path.of("guests");

  /** Ends a test that hangs; none needs a tenth of it. */
  private static final Duration HANG = Duration.ofMinutes(10);

  /** Samples of up to so many bytes are cut, and changed, at every byte. */
  private static final int WHOLE = 20_000;

  /** Larger ones are at so many places spread over them. */
  private static final int PLACES = 700;

  /** So many changed modules that are still valid are compiled for each sample. */
  private static final int COMPILED = 25;

  /** What reading and validating may allocate for nothing, and for each byte of input. */
  private static final long ALLOCATION = 24L << 20;

  private static final long ALLOCATION_PER_BYTE = 4_000;

  private enum Outcome {
    MALFORMED,
    INVALID,
    UNSUPPORTED,
    VALID
  }

  static Stream<Path> samples() throws IOException {
    try (Stream<Path> files = Files.walk(GUESTS)) {
      return files
          .filter(file -> file.toString().endsWith(".wasm"))
          .filter(file -> !file.toString().contains("node_modules"))
          .sorted()
          .toList()
          .stream();
    }
  }

  // ---------------------------------------------------------------- samples

  @ParameterizedTest
  @MethodSource("samples")
  void isValidAsItIs(Path sample) throws IOException {
    byte[] bytes = Files.readAllBytes(sample);
    assertThat(examine(bytes, sample.toString())).isEqualTo(Outcome.VALID);
    assertThat(compile(bytes, sample.toString())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void truncatedAnywhereIsRefused(Path sample) throws IOException {
    byte[] bytes = Files.readAllBytes(sample);
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    assertTimeoutPreemptively(
        HANG,
        () ->
            places(bytes.length)
                .forEach(
                    length -> {
                      byte[] cut = Arrays.copyOf(bytes, length);
                      count(outcomes, examine(cut, sample + " cut to " + length));
                    }));
    report(sample, "cut", outcomes);
    // Behind a section, a shorter input may be whole: without its last custom sections, say.
    assertThat(outcomes).containsKey(Outcome.MALFORMED);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void changedAnywhereIsRefusedOrCompiles(Path sample) throws IOException {
    byte[] bytes = Files.readAllBytes(sample);
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    List<byte[]> valid = new ArrayList<>();
    assertTimeoutPreemptively(
        HANG,
        () -> {
          places(bytes.length)
              .forEach(
                  at -> {
                    for (int mask : new int[] {0xFF, 1 << at % 8}) {
                      byte[] changed = bytes.clone();
                      changed[at] ^= (byte) mask;
                      Outcome outcome = examine(changed, sample + " byte " + at + " xor " + mask);
                      count(outcomes, outcome);
                      if (outcome == Outcome.VALID) {
                        valid.add(changed);
                      }
                    }
                  });
          int step = 1 + valid.size() / COMPILED;
          for (int i = 0; i < valid.size(); i += step) {
            compile(valid.get(i), sample + ", valid change number " + i);
          }
        });
    report(sample, "changed", outcomes);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void wrongLayerOrVersionIsRefused(Path sample) throws IOException {
    byte[] bytes = Files.readAllBytes(sample);
    byte[] original = bytes.clone();
    for (int version = 0; version < 16; version++) {
      for (int layer = 0; layer < 3; layer++) {
        bytes[4] = (byte) version;
        bytes[6] = (byte) layer;
        boolean unchanged = Arrays.equals(bytes, original);
        assertThat(examine(bytes, sample + " version " + version + " layer " + layer))
            .isEqualTo(unchanged ? Outcome.VALID : Outcome.MALFORMED);
      }
    }
  }

  private static void report(Path sample, String what, Map<Outcome, Integer> outcomes) {
    int all = outcomes.values().stream().mapToInt(i -> i).sum();
    System.out.println(GUESTS.relativize(sample) + " " + what + ": " + all + " cases " + outcomes);
  }

  private static void count(Map<Outcome, Integer> outcomes, Outcome outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }

  /** All places of small inputs; of large ones all at the start and then some, evenly. */
  private static IntStream places(int length) {
    int all = PLACES / 3;
    if (length <= WHOLE) {
      return IntStream.range(0, length);
    }
    int rest = PLACES - all;
    return IntStream.concat(
        IntStream.range(0, all),
        IntStream.range(0, rest).map(i -> (int) (all + (long) i * (length - all) / rest)));
  }

  // ---------------------------------------------------------------- made-up inputs

  static Stream<Arguments> hugeCounts() {
    List<Arguments> cases = new ArrayList<>();
    byte[] huge = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
    byte[] large = {(byte) 0xC0, (byte) 0x84, 0x3D};
    for (byte[] header : List.of(header(1, 0), header(0x0D, 1))) {
      for (int section = 1; section <= 13; section++) {
        for (byte[] count : List.of(huge, large)) {
          String name = (header[6] == 0 ? "module" : "component") + " section " + section;
          cases.add(
              Arguments.of(
                  name + " of huge size", concat(header, new byte[] {(byte) section}, count)));
          for (int prefix : new int[] {0, 1}) {
            byte[] content = concat(new byte[prefix], count, new byte[40]);
            cases.add(
                Arguments.of(
                    name + " with huge count after " + prefix + " bytes",
                    concat(header, new byte[] {(byte) section, (byte) content.length}, content)));
          }
        }
      }
    }
    // A function type with huge counts, locals without end, a table of branches without end.
    cases.add(Arguments.of("parameters", module(1, concat(new byte[] {1, 0x60}, huge))));
    cases.add(
        Arguments.of(
            "locals",
            concat(
                module(1, new byte[] {1, 0x60, 0, 0}),
                section(3, new byte[] {1, 0}),
                section(
                    10,
                    concat(new byte[] {1, 10, 1}, huge, new byte[] {0x7F, 0x0B, 0x0B, 0x0B})))));
    cases.add(
        Arguments.of(
            "labels",
            concat(
                module(1, new byte[] {1, 0x60, 0, 0}),
                section(3, new byte[] {1, 0}),
                section(
                    10,
                    concat(new byte[] {1, 11, 0, 0x41, 0, 0x0E}, huge, new byte[] {0, 0x0B})))));
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hugeCounts")
  void hugeCountsAreRefused(String name, byte[] bytes) {
    assertThat(examine(bytes, name)).isNotEqualTo(Outcome.VALID);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1_000, 100_000})
  void componentsInComponents(int depth) {
    byte[] header = header(0x0D, 1);
    // From the inside out, as the size of each is known only then; so what is written is reversed.
    ByteArrayOutputStream reversed = new ByteArrayOutputStream();
    reversed.writeBytes(reverse(header));
    for (int i = 0; i < depth; i++) {
      reversed.writeBytes(reverse(concat(header, new byte[] {4}, unsigned(reversed.size()))));
    }
    byte[] component = reverse(reversed.toByteArray());
    Outcome outcome = examine(component, "depth " + depth);
    assertThat(outcome).isIn(Outcome.VALID, Outcome.MALFORMED, Outcome.INVALID);
    assertThat(outcome == Outcome.VALID).isEqualTo(depth < 1_000);
  }

  private static byte[] reverse(byte[] bytes) {
    byte[] result = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      result[i] = bytes[bytes.length - 1 - i];
    }
    return result;
  }

  @ParameterizedTest
  @ValueSource(ints = {0x40, 0x41, 0x42})
  void typesInTypes(int constructor) {
    // A component type, or an instance type, that declares one that declares one, and so on.
    int depth = 50_000;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(1);
    for (int i = 0; i < depth; i++) {
      out.write(constructor);
      out.write(1);
      out.write(1);
    }
    byte[] content = out.toByteArray();
    byte[] bytes = concat(header(0x0D, 1), new byte[] {7}, unsigned(content.length), content);
    assertThat(examine(bytes, "types")).isIn(Outcome.MALFORMED, Outcome.INVALID);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x02, 0x03, 0x04, 0x06, 0x1F})
  void blocksInBlocksWithoutEnd(int opcode) {
    byte[] body = new byte[3_000_000];
    int end = 0;
    while (end < body.length - 8) {
      body[end++] = 0x41;
      body[end++] = 0;
      body[end++] = (byte) opcode;
      body[end++] = 0x40;
      if (opcode == 0x1F) {
        body[end++] = 0;
      }
    }
    byte[] code = Arrays.copyOf(body, end);
    byte[] sized = concat(new byte[] {1}, unsigned(code.length + 1), new byte[] {0}, code);
    byte[] bytes =
        concat(
            module(1, new byte[] {1, 0x60, 0, 0}),
            section(3, new byte[] {1, 0}),
            section(10, sized));
    assertThat(examine(bytes, "blocks")).isIn(Outcome.MALFORMED, Outcome.INVALID);
  }

  @Test
  void nothingIsRefused() {
    assertThat(examine(new byte[0], "nothing")).isEqualTo(Outcome.MALFORMED);
    assertThat(examine(new byte[100_000], "zeros")).isEqualTo(Outcome.MALFORMED);
  }

  private static byte[] header(int version, int layer) {
    return new byte[] {0, 'a', 's', 'm', (byte) version, 0, (byte) layer, 0};
  }

  private static byte[] module(int section, byte[] content) {
    return concat(header(1, 0), section(section, content));
  }

  private static byte[] section(int section, byte[] content) {
    return concat(new byte[] {(byte) section}, unsigned(content.length), content);
  }

  private static byte[] unsigned(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rest = value;
    while (rest >= 0x80) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  // ---------------------------------------------------------------- what is done with each input

  /** Reads, validates and plans; fails if it ends in any other way, or takes too much memory. */
  private static Outcome examine(byte[] bytes, String what) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Outcome outcome;
    try {
      read(bytes);
      outcome = Outcome.VALID;
    } catch (WasmFormatException e) {
      assertThat(e.offset()).as(what).isBetween(0L, (long) bytes.length);
      outcome = Outcome.MALFORMED;
    } catch (WasmValidationException e) {
      assertThat(e.offset()).as(what).isBetween(0L, (long) bytes.length);
      outcome = Outcome.INVALID;
    } catch (UnsupportedFeatureException e) {
      outcome = Outcome.UNSUPPORTED;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(what, e);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .as(what)
        .isLessThan(ALLOCATION + ALLOCATION_PER_BYTE * bytes.length);
    return outcome;
  }

  private static List<Module> read(byte[] bytes) {
    if (Component.isComponent(bytes)) {
      LinkPlan plan = LinkPlanner.plan(ComponentValidator.validate(ComponentReader.read(bytes)));
      return plan.modules();
    }
    Module module = ModuleReader.read(bytes);
    ModuleValidator.validate(module, Feature.all());
    return List.of(module);
  }

  /** Compiles a valid input's modules and has the JVM verify all classes. */
  private static boolean compile(byte[] bytes, String what) {
    try {
      for (Module module : read(bytes)) {
        CompiledModule compiled =
            ModuleCompiler.compile(
                module, new CompilerOptions("robustness", "Sample").withFeatures(Feature.all()));
        CodeLoader loader = new CodeLoader();
        loader.load(compiled);
        for (String name : compiled.classes().keySet()) {
          Class.forName(name, true, loader);
        }
      }
      return true;
    } catch (UnsupportedFeatureException e) {
      return false;
    } catch (RuntimeException | LinkageError | ClassNotFoundException e) {
      throw new AssertionError(what, e);
    }
  }
}
