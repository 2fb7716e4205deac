package dev.cascara.benchmarks;

import dev.cascara.runtime.Instance;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Kernels compiled from C to WebAssembly to classes, each beside the same kernel in plain Java.
 * What both return is compared before anything is measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelBenchmark {
  private static final int SIEVE = 1_000_000;
  private static final int ORDER = 160;
  private static final int PERMUTATIONS = 1_000;
  private static final int CALLS = 1_000_000;
  private static final int FIBONACCI = 27;

  private final PlainKernels plain = new PlainKernels();
  private MethodHandle sieve;
  private MethodHandle matmul;
  private MethodHandle keccak;
  private MethodHandle indirect;
  private MethodHandle fibonacci;

  /** Creates the benchmark; {@link #prepare} compiles the guest. */
  @SuppressWarnings("NullAway.Init") // JMH calls the setup before all else.
  public KernelBenchmark() {}

  /**
   * Compiles the guest and checks that both sides do the same.
   *
   * @throws Throwable if the guest cannot be read, or a kernel fails
   */
  @Setup
  public void prepare() throws Throwable {
    Instance instance = Guests.instantiate("kernels.wasm");
    sieve = Guests.function(instance, "sieve");
    matmul = Guests.function(instance, "matmul");
    keccak = Guests.function(instance, "keccak");
    indirect = Guests.function(instance, "indirect");
    fibonacci = Guests.function(instance, "fibonacci");
    check("sieve", sieveWasm(), sievePlain());
    check("matmul", matmulWasm(), matmulPlain());
    check("keccak", keccakWasm(), keccakPlain());
    check("indirect", indirectWasm(), indirectPlain());
    check("fibonacci", fibonacciWasm(), fibonacciPlain());
  }

  private static void check(String kernel, long wasm, long plain) {
    if (wasm != plain) {
      throw new IllegalStateException(kernel + ": " + wasm + " is not " + plain);
    }
  }

  /**
   * Bytes: compiled.
   *
   * @return how many primes there are
   * @throws Throwable if the kernel fails
   */
  @Benchmark
  public int sieveWasm() throws Throwable {
    return (int) sieve.invokeExact(SIEVE);
  }

  /**
   * Bytes: plain.
   *
   * @return how many primes there are
   */
  @Benchmark
  public int sievePlain() {
    return plain.sieve(SIEVE);
  }

  /**
   * 32-bit numbers: compiled.
   *
   * @return the sum of the product's elements
   * @throws Throwable if the kernel fails
   */
  @Benchmark
  public int matmulWasm() throws Throwable {
    return (int) matmul.invokeExact(ORDER);
  }

  /**
   * 32-bit numbers: plain.
   *
   * @return the sum of the product's elements
   */
  @Benchmark
  public int matmulPlain() {
    return plain.matmul(ORDER);
  }

  /**
   * 64-bit numbers: compiled.
   *
   * @return the first lane
   * @throws Throwable if the kernel fails
   */
  @Benchmark
  public long keccakWasm() throws Throwable {
    return (long) keccak.invokeExact(PERMUTATIONS);
  }

  /**
   * 64-bit numbers: plain.
   *
   * @return the first lane
   */
  @Benchmark
  public long keccakPlain() {
    return plain.keccak(PERMUTATIONS);
  }

  /**
   * Calls through a table with eight functions: compiled.
   *
   * @return the last result
   * @throws Throwable if the kernel fails
   */
  @Benchmark
  public int indirectWasm() throws Throwable {
    return (int) indirect.invokeExact(CALLS);
  }

  /**
   * Calls through an array with eight lambdas: plain.
   *
   * @return the last result
   */
  @Benchmark
  public int indirectPlain() {
    return plain.indirect(CALLS);
  }

  /**
   * Recursive calls: compiled.
   *
   * @return a number
   * @throws Throwable if the kernel fails
   */
  @Benchmark
  public int fibonacciWasm() throws Throwable {
    return (int) fibonacci.invokeExact(FIBONACCI);
  }

  /**
   * Recursive calls: plain.
   *
   * @return a number
   */
  @Benchmark
  public int fibonacciPlain() {
    return plain.fibonacci(FIBONACCI);
  }
}
