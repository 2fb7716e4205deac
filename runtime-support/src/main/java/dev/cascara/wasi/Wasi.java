package dev.cascara.wasi;

import dev.cascara.runtime.component.HostInterface;
import dev.cascara.wasi.internal.preview2.ComponentHost;
import java.io.ByteArrayInputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What a WASI program gets from its host. Immutable; one configuration can serve many programs.
 *
 * <p>Unless the builder is told otherwise, a program has no arguments, no environment, no folders,
 * an empty input, and outputs that are discarded. Time and random numbers are the host's; with
 * {@link Builder#wallClock}, {@link Builder#monotonicClock} and {@link Builder#random} given, a
 * program's run is repeatable.
 *
 * <pre>{@code
 * Wasi wasi = Wasi.builder()
 *     .arguments("convert", "in.txt")
 *     .folder(Path.of("work"), "/", FolderAccess.READ_WRITE)
 *     .standardOutput(System.out)
 *     .build();
 * }</pre>
 */
public final class Wasi {
  private final List<String> arguments;
  private final Map<String, String> environment;
  private final List<PreopenedFolder> folders;
  private final Supplier<InputStream> standardInput;
  private final OutputStream standardOutput;
  private final OutputStream standardError;
  private final Set<StandardStream> terminals;
  private final Clock wallClock;
  private final MonotonicClock monotonicClock;
  private final RandomGenerator random;
  private final RandomGenerator insecureRandom;
  private final int maximumDescriptors;

  private Wasi(Builder builder) {
    arguments = List.copyOf(builder.arguments);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(builder.environment));
    folders = List.copyOf(builder.folders);
    standardInput = builder.standardInput;
    standardOutput = builder.standardOutput;
    standardError = builder.standardError;
    terminals = Collections.unmodifiableSet(EnumSet.copyOf(builder.terminals));
    wallClock = builder.wallClock;
    monotonicClock = builder.monotonicClock;
    random = builder.random;
    insecureRandom = builder.insecureRandom;
    maximumDescriptors = builder.maximumDescriptors;
  }

  /**
   * Begins a configuration that grants nothing.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the arguments.
   *
   * @return the program's name and what follows it
   */
  public List<String> arguments() {
    return arguments;
  }

  /**
   * Returns the environment.
   *
   * @return values by name, in the order given
   */
  public Map<String, String> environment() {
    return environment;
  }

  /**
   * Returns the folders.
   *
   * @return what is open from the start, in the order given
   */
  public List<PreopenedFolder> folders() {
    return folders;
  }

  /**
   * Returns what a program reads.
   *
   * @return the stream given, or a new one over the bytes given
   */
  public InputStream standardInput() {
    return standardInput.get();
  }

  /**
   * Returns where a program's output goes.
   *
   * @return the stream
   */
  public OutputStream standardOutput() {
    return standardOutput;
  }

  /**
   * Returns where a program's messages go.
   *
   * @return the stream
   */
  public OutputStream standardError() {
    return standardError;
  }

  /**
   * Returns the streams at whose other end is a terminal.
   *
   * @return a set, empty unless configured
   */
  public Set<StandardStream> terminals() {
    return terminals;
  }

  /**
   * Returns the clock for the time of day.
   *
   * @return the clock
   */
  public Clock wallClock() {
    return wallClock;
  }

  /**
   * Returns the clock for measuring and waiting.
   *
   * @return the clock
   */
  public MonotonicClock monotonicClock() {
    return monotonicClock;
  }

  /**
   * Returns the source of numbers that programs take to be unpredictable.
   *
   * @return the generator
   */
  public RandomGenerator random() {
    return random;
  }

  /**
   * Returns the source of numbers that programs do not rely on, for hash tables and the like.
   *
   * @return the generator
   */
  public RandomGenerator insecureRandom() {
    return insecureRandom;
  }

  /**
   * Returns how many descriptors a program may have open at once.
   *
   * @return the limit
   */
  public int maximumDescriptors() {
    return maximumDescriptors;
  }

  /**
   * Implements WASI 0.2 for one instance of a component. Generated builders call this.
   *
   * @return implementations that share their standard streams; new ones at each call
   * @throws java.io.UncheckedIOException if a preopened folder cannot be opened
   */
  public WasiInterfaces interfaces() {
    return ComponentHost.of(this);
  }

  /**
   * Implements WASI 0.2 for one instance of a component, for those who learn only at run time what
   * it imports.
   *
   * @return all interfaces, new ones at each call
   * @throws java.io.UncheckedIOException if a preopened folder cannot be opened
   */
  public List<HostInterface> hostInterfaces() {
    return ComponentHost.of(this).hostInterfaces();
  }

  /** Collects a configuration. */
  public static final class Builder {
    private static final int DEFAULT_MAXIMUM_DESCRIPTORS = 1024;

    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<PreopenedFolder> folders = new ArrayList<>();
    private final EnumSet<StandardStream> terminals = EnumSet.noneOf(StandardStream.class);
    private Supplier<InputStream> standardInput = InputStream::nullInputStream;
    private OutputStream standardOutput = OutputStream.nullOutputStream();
    private OutputStream standardError = OutputStream.nullOutputStream();
    private Clock wallClock = Clock.systemUTC();
    private MonotonicClock monotonicClock = MonotonicClock.system();
    private RandomGenerator random = new SecureRandom();
    private RandomGenerator insecureRandom = new SplittableRandom();
    private int maximumDescriptors = DEFAULT_MAXIMUM_DESCRIPTORS;

    private Builder() {}

    /**
     * Adds arguments. By convention the first of all is the program's name.
     *
     * @param values the arguments, without NUL
     * @return this builder
     */
    public Builder arguments(String... values) {
      return arguments(List.of(values));
    }

    /**
     * Adds arguments. By convention the first of all is the program's name.
     *
     * @param values the arguments, without NUL
     * @return this builder
     */
    public Builder arguments(List<String> values) {
      values.forEach(value -> arguments.add(requireText("argument", value)));
      return this;
    }

    /**
     * Sets an environment variable.
     *
     * @param name its name, without {@code =} and NUL
     * @param value its value, without NUL
     * @return this builder
     */
    public Builder environment(String name, String value) {
      if (name.isEmpty() || name.indexOf('=') >= 0) {
        throw new IllegalArgumentException("no name of an environment variable: " + name);
      }
      environment.put(requireText("variable", name), requireText("variable", value));
      return this;
    }

    /**
     * Sets environment variables.
     *
     * @param variables values by name
     * @return this builder
     */
    public Builder environment(Map<String, String> variables) {
      variables.forEach(this::environment);
      return this;
    }

    /**
     * Opens a folder for the program.
     *
     * @param host the folder
     * @param guest its name for the program, such as {@code /}
     * @param access what the program may do in it
     * @return this builder
     */
    public Builder folder(Path host, String guest, FolderAccess access) {
      folders.add(new PreopenedFolder(host, guest, access));
      return this;
    }

    /**
     * Sets what the program reads.
     *
     * @param stream a stream, read only as far as the program does; never closed
     * @return this builder
     */
    public Builder standardInput(InputStream stream) {
      Objects.requireNonNull(stream);
      standardInput = () -> stream;
      terminals.remove(StandardStream.INPUT);
      return this;
    }

    /**
     * Sets what the program reads; every program of this configuration reads it from the start.
     *
     * @param bytes the whole input
     * @return this builder
     */
    public Builder standardInput(byte[] bytes) {
      byte[] copy = bytes.clone();
      standardInput = () -> new ByteArrayInputStream(copy);
      terminals.remove(StandardStream.INPUT);
      return this;
    }

    /**
     * Sets what the program reads; every program of this configuration reads it from the start.
     *
     * @param text the whole input, encoded as UTF-8
     * @return this builder
     */
    public Builder standardInput(String text) {
      return standardInput(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sets where the program's output goes.
     *
     * @param stream a stream, flushed when the program asks or ends; never closed
     * @return this builder
     */
    public Builder standardOutput(OutputStream stream) {
      standardOutput = Objects.requireNonNull(stream);
      terminals.remove(StandardStream.OUTPUT);
      return this;
    }

    /**
     * Sets where the program's messages go.
     *
     * @param stream a stream, flushed when the program asks or ends; never closed
     * @return this builder
     */
    public Builder standardError(OutputStream stream) {
      standardError = Objects.requireNonNull(stream);
      terminals.remove(StandardStream.ERROR);
      return this;
    }

    /**
     * Gives the program this process's own standard streams. If this process has a console, the
     * program sees terminals.
     *
     * @return this builder
     */
    public Builder inheritStandardStreams() {
      standardInput = () -> System.in;
      // Not System.out: a PrintStream hides that a pipe is broken.
      standardOutput = new FileOutputStream(FileDescriptor.out);
      standardError = new FileOutputStream(FileDescriptor.err);
      terminals.clear();
      if (hasTerminal()) {
        terminals.addAll(EnumSet.allOf(StandardStream.class));
      }
      return this;
    }

    // Before JDK 22 there is a console only where there is a terminal; from then on it says so.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean hasTerminal() {
      Console console = System.console();
      if (console == null) {
        return false;
      }
      try {
        return (boolean) Console.class.getMethod("isTerminal").invoke(console);
      } catch (NoSuchMethodException before22) {
        return true;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the console does not say whether it is a terminal", e);
      }
    }

    /**
     * Says which of the streams a program shall take for terminals. To be called after the streams
     * are set.
     *
     * @param streams the terminals
     * @return this builder
     */
    public Builder terminals(Set<StandardStream> streams) {
      terminals.clear();
      terminals.addAll(streams);
      return this;
    }

    /**
     * Sets the clock for the time of day.
     *
     * @param clock the clock
     * @return this builder
     */
    public Builder wallClock(Clock clock) {
      wallClock = Objects.requireNonNull(clock);
      return this;
    }

    /**
     * Sets the clock for measuring and waiting.
     *
     * @param clock the clock
     * @return this builder
     */
    public Builder monotonicClock(MonotonicClock clock) {
      monotonicClock = Objects.requireNonNull(clock);
      return this;
    }

    /**
     * Sets the source of all random numbers, the secure and the insecure ones.
     *
     * @param generator what to draw from; a {@link SecureRandom} unless runs shall be repeatable
     * @return this builder
     */
    public Builder random(RandomGenerator generator) {
      random = Objects.requireNonNull(generator);
      insecureRandom = generator;
      return this;
    }

    /**
     * Limits how many descriptors a program may have open at once.
     *
     * @param limit the limit, at least 3
     * @return this builder
     */
    public Builder maximumDescriptors(int limit) {
      if (limit < 3) {
        throw new IllegalArgumentException("no program runs with " + limit + " descriptors");
      }
      maximumDescriptors = limit;
      return this;
    }

    /**
     * Ends the configuration.
     *
     * @return the configuration
     */
    public Wasi build() {
      return new Wasi(this);
    }

    private static String requireText(String what, String value) {
      if (value.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("NUL in an " + what + ": " + value);
      }
      return value;
    }
  }
}
