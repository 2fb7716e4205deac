package dev.cascara.compiler;

import dev.cascara.compiler.validation.Feature;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Where generated classes go, what modules may use, and who wants to know how far compilation is.
 *
 * @param packageName the package of all generated classes. Modules that are compiled into the same
 *     package share the classes of their function types, so that calls between them are direct.
 * @param className the simple name of the instance class; further classes of the module have names
 *     that begin with it and a dollar sign
 * @param progress is told of progress; it has no influence on what is generated
 * @param features what modules may use; one that uses more is invalid
 * @param largeMemories which memories may become larger than 2 GiB
 * @param simdTarget what vectors of 128 bits become
 */
public record CompilerOptions(
    String packageName,
    String className,
    ProgressListener progress,
    Set<Feature> features,
    LargeMemories largeMemories,
    SimdTarget simdTarget) {

  /**
   * Which memories may become larger than 2 GiB, what one Java array holds. Accesses to those that
   * may have a second way, which makes code larger and slower. The others stay below 2 GiB, also
   * where they are imported from a module for which they may be larger.
   */
  public enum LargeMemories {
    /**
     * Those whose type says so, by a minimum or maximum above 2 GiB or by 64-bit addresses without
     * a maximum.
     */
    DECLARED,
    /** Also those with 32-bit addresses that have no maximum. */
    ALL
  }

  /** What vectors of 128 bits become. */
  public enum SimdTarget {
    /** Numbers: {@code int}s, {@code long}s, {@code float}s and {@code double}s. For every JDK. */
    SCALAR,
    /**
     * Objects of {@code jdk.incubator.vector}, of which HotSpot's optimising compiler makes vector
     * instructions. Code that uses vectors then needs JDK 25 or later, started with {@code
     * --add-modules jdk.incubator.vector}; otherwise instantiating it throws a {@link
     * dev.cascara.runtime.LinkException}.
     */
    VECTOR_API
  }

  /** Checks that nothing is null. */
  public CompilerOptions {
    Objects.requireNonNull(packageName);
    Objects.requireNonNull(className);
    Objects.requireNonNull(progress);
    EnumSet<Feature> copy = EnumSet.noneOf(Feature.class);
    copy.addAll(features);
    features = Collections.unmodifiableSet(copy);
    Objects.requireNonNull(largeMemories);
    Objects.requireNonNull(simdTarget);
  }

  /**
   * Creates options with the default features and memories.
   *
   * @param packageName the package of all generated classes
   * @param className the simple name of the instance class
   * @param progress is told of progress
   */
  public CompilerOptions(String packageName, String className, ProgressListener progress) {
    this(
        packageName,
        className,
        progress,
        Feature.defaults(),
        LargeMemories.DECLARED,
        SimdTarget.SCALAR);
  }

  /**
   * Creates options with the default features and memories, and without a listener.
   *
   * @param packageName the package of all generated classes
   * @param className the simple name of the instance class
   */
  public CompilerOptions(String packageName, String className) {
    this(packageName, className, ProgressListener.NONE);
  }

  /**
   * Returns these options with another listener.
   *
   * @param listener is told of progress
   * @return new options
   */
  public CompilerOptions withProgress(ProgressListener listener) {
    return new CompilerOptions(
        packageName, className, listener, features, largeMemories, simdTarget);
  }

  /**
   * Returns these options with other features.
   *
   * @param newFeatures what modules may use
   * @return new options
   */
  public CompilerOptions withFeatures(Set<Feature> newFeatures) {
    return new CompilerOptions(
        packageName, className, progress, newFeatures, largeMemories, simdTarget);
  }

  /**
   * Returns these options with another choice of memories.
   *
   * @param memories which memories may become larger than 2 GiB
   * @return new options
   */
  public CompilerOptions withLargeMemories(LargeMemories memories) {
    return new CompilerOptions(packageName, className, progress, features, memories, simdTarget);
  }

  /**
   * Returns these options with another choice of what vectors become.
   *
   * @param target what vectors of 128 bits become
   * @return new options
   */
  public CompilerOptions withSimdTarget(SimdTarget target) {
    return new CompilerOptions(packageName, className, progress, features, largeMemories, target);
  }

  /**
   * Returns these options with other switches.
   *
   * @param switches the features and the choice of memories
   * @return new options
   */
  public CompilerOptions withSwitches(CompilerSwitches switches) {
    return withFeatures(switches.features())
        .withLargeMemories(switches.largeMemories())
        .withSimdTarget(switches.simdTarget());
  }
}
