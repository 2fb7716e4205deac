package dev.cascara.cli;

import dev.cascara.compiler.CompilerOptions.LargeMemories;
import dev.cascara.compiler.CompilerOptions.SimdTarget;
import dev.cascara.compiler.CompilerSwitches;
import dev.cascara.compiler.validation.Feature;
import picocli.CommandLine.Option;

/** What core modules may use, as options that all commands share which compile. */
final class SwitchOptions {
  @Option(
      names = "--threads",
      description = "Allows threads: shared memories and atomic instructions.")
  private boolean threads;

  @Option(
      names = "--wide-arithmetic",
      description = "Allows the instructions of 128-bit integer arithmetic.")
  private boolean wideArithmetic;

  @Option(names = "--custom-page-sizes", description = "Allows memories with pages of one byte.")
  private boolean customPageSizes;

  @Option(
      names = "--legacy-exceptions",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Allows the legacy encoding of exception handling: try, catch, delegate (allowed by default).")
  private boolean legacyExceptions;

  @Option(
      names = "--large-memories",
      description =
          "Lets all memories without a maximum grow above 2 GiB, at some cost in speed, not only"
              + " those whose type asks for it.")
  private boolean largeMemories;

  @Option(
      names = "--vector-api",
      description =
          "Makes vectors of 128 bits those of jdk.incubator.vector; the code then needs JDK 25 or"
              + " later, started with --add-modules jdk.incubator.vector.")
  private boolean vectorApi;

  CompilerSwitches switches() {
    CompilerSwitches switches = CompilerSwitches.DEFAULT;
    if (threads) {
      switches = switches.with(Feature.THREADS);
    }
    if (wideArithmetic) {
      switches = switches.with(Feature.WIDE_ARITHMETIC);
    }
    if (customPageSizes) {
      switches = switches.with(Feature.CUSTOM_PAGE_SIZES);
    }
    if (!legacyExceptions) {
      switches = switches.without(Feature.LEGACY_EXCEPTIONS);
    }
    if (largeMemories) {
      switches = switches.withLargeMemories(LargeMemories.ALL);
    }
    return vectorApi ? switches.withSimdTarget(SimdTarget.VECTOR_API) : switches;
  }
}
