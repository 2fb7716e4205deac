package dev.cascara.benchmarks;

import dev.cascara.compiler.CodeLoader;
import dev.cascara.compiler.CodeLoader.LoadedModule;
import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.ModuleCompiler;
import dev.cascara.runtime.Imports;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A memory that grows page by page, from the instantiation on. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GrowBenchmark {
  /** By how many pages of 64 KiB. */
  @Param({"0", "16", "256", "1024"})
  public int pages;

  private LoadedModule module;

  /** Creates the benchmark; {@link #prepare} compiles the guest. */
  @SuppressWarnings("NullAway.Init") // JMH calls the setup before all else.
  public GrowBenchmark() {}

  /**
   * Compiles the guest.
   *
   * @throws IOException if it cannot be read
   */
  @Setup
  public void prepare() throws IOException {
    CompilerOptions options = new CompilerOptions("guest", "Guest");
    module = new CodeLoader().load(ModuleCompiler.compile(Guests.read("kernels.wasm"), options));
  }

  /**
   * Instantiates the module and grows its memory.
   *
   * @return its size in pages
   * @throws Throwable if the guest fails
   */
  @Benchmark
  public int grow() throws Throwable {
    return (int) Guests.function(module.instantiate(Imports.NONE), "grow").invokeExact(pages);
  }
}
