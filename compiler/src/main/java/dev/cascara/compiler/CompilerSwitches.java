package dev.cascara.compiler;

import dev.cascara.compiler.CompilerOptions.LargeMemories;
import dev.cascara.compiler.CompilerOptions.SimdTarget;
import dev.cascara.compiler.validation.Feature;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Those of the {@link CompilerOptions} that hold for all core modules of a component, whatever the
 * names of their classes: what users of the Maven plugin and of the command line can choose.
 *
 * @param features what modules may use; one that uses more is invalid
 * @param largeMemories which memories may become larger than 2 GiB
 * @param simdTarget what vectors of 128 bits become
 */
public record CompilerSwitches(
    Set<Feature> features, LargeMemories largeMemories, SimdTarget simdTarget) {
  /**
   * WebAssembly 3.0 with the legacy exceptions; memories above 2 GiB where their type says so;
   * vectors as numbers.
   */
  public static final CompilerSwitches DEFAULT =
      new CompilerSwitches(Feature.defaults(), LargeMemories.DECLARED, SimdTarget.SCALAR);

  /** Checks that nothing is null. */
  public CompilerSwitches {
    EnumSet<Feature> copy = EnumSet.noneOf(Feature.class);
    copy.addAll(features);
    features = Collections.unmodifiableSet(copy);
    Objects.requireNonNull(largeMemories);
    Objects.requireNonNull(simdTarget);
  }

  /**
   * Returns these switches with a feature on.
   *
   * @param feature what modules may use as well
   * @return new switches
   */
  public CompilerSwitches with(Feature feature) {
    EnumSet<Feature> changed = EnumSet.of(feature);
    changed.addAll(features);
    return new CompilerSwitches(changed, largeMemories, simdTarget);
  }

  /**
   * Returns these switches with a feature off.
   *
   * @param feature what modules may not use
   * @return new switches
   */
  public CompilerSwitches without(Feature feature) {
    EnumSet<Feature> changed = EnumSet.noneOf(Feature.class);
    changed.addAll(features);
    changed.remove(feature);
    return new CompilerSwitches(changed, largeMemories, simdTarget);
  }

  /**
   * Returns these switches with another choice of memories.
   *
   * @param memories which memories may become larger than 2 GiB
   * @return new switches
   */
  public CompilerSwitches withLargeMemories(LargeMemories memories) {
    return new CompilerSwitches(features, memories, simdTarget);
  }

  /**
   * Returns these switches with another choice of vectors.
   *
   * @param target what vectors of 128 bits become
   * @return new switches
   */
  public CompilerSwitches withSimdTarget(SimdTarget target) {
    return new CompilerSwitches(features, largeMemories, target);
  }
}
