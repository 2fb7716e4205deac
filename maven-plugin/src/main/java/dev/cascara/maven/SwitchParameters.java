package dev.cascara.maven;

import dev.cascara.compiler.CompilerOptions.LargeMemories;
import dev.cascara.compiler.CompilerOptions.SimdTarget;
import dev.cascara.compiler.CompilerSwitches;
import dev.cascara.compiler.validation.Feature;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says about the compiler's switches; null where it says nothing.
 *
 * @param threads whether threads are allowed
 * @param wideArithmetic whether 128-bit integer arithmetic is
 * @param customPageSizes whether pages of one byte are
 * @param legacyExceptions whether the legacy encoding of exception handling is
 * @param largeMemories whether all memories without a maximum may grow above 2 GiB
 * @param vectorApi whether vectors are those of {@code jdk.incubator.vector}
 */
record SwitchParameters(
    @Nullable Boolean threads,
    @Nullable Boolean wideArithmetic,
    @Nullable Boolean customPageSizes,
    @Nullable Boolean legacyExceptions,
    @Nullable Boolean largeMemories,
    @Nullable Boolean vectorApi) {

  /** The switches with what is said here; as they are where nothing is. */
  CompilerSwitches applyTo(CompilerSwitches switches) {
    CompilerSwitches result = switches;
    result = applyTo(result, Feature.THREADS, threads);
    result = applyTo(result, Feature.WIDE_ARITHMETIC, wideArithmetic);
    result = applyTo(result, Feature.CUSTOM_PAGE_SIZES, customPageSizes);
    result = applyTo(result, Feature.LEGACY_EXCEPTIONS, legacyExceptions);
    if (largeMemories != null) {
      result = result.withLargeMemories(largeMemories ? LargeMemories.ALL : LargeMemories.DECLARED);
    }
    return vectorApi == null
        ? result
        : result.withSimdTarget(vectorApi ? SimdTarget.VECTOR_API : SimdTarget.SCALAR);
  }

  private static CompilerSwitches applyTo(
      CompilerSwitches switches, Feature feature, @Nullable Boolean allowed) {
    if (allowed == null) {
      return switches;
    }
    return allowed ? switches.with(feature) : switches.without(feature);
  }
}
