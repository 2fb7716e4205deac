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
 * @param methodSize the largest size of a method's code in bytes, {@value #MINIMUM_METHOD_SIZE} to
 *     {@value #MAXIMUM_METHOD_SIZE}; larger functions are divided
 */
public record CompilerOptions(
    String packageName,
    String className,
    ProgressListener progress,
    Set<Feature> features,
    LargeMemories largeMemories,
    SimdTarget simdTarget,
    int methodSize) {
  /** HotSpot compiles no method with more code: the default. */
  public static final int MAXIMUM_METHOD_SIZE = 8_000;

  /** The smallest limit: what parts of a function pass each other takes some code. */
  public static final int MINIMUM_METHOD_SIZE = 800;

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

  /** Checks that nothing is null, and the size of methods. */
  public CompilerOptions {
    Objects.requireNonNull(packageName);
    Objects.requireNonNull(className);
    Objects.requireNonNull(progress);
    EnumSet<Feature> copy = EnumSet.noneOf(Feature.class);
    copy.addAll(features);
    features = Collections.unmodifiableSet(copy);
    Objects.requireNonNull(largeMemories);
    Objects.requireNonNull(simdTarget);
    if (methodSize < MINIMUM_METHOD_SIZE || methodSize > MAXIMUM_METHOD_SIZE) {
      throw new IllegalArgumentException("methods of " + methodSize + " bytes");
    }
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
        SimdTarget.SCALAR,
        MAXIMUM_METHOD_SIZE);
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
        packageName, className, listener, features, largeMemories, simdTarget, methodSize);
  }

  /**
   * Returns these options with other features.
   *
   * @param newFeatures what modules may use
   * @return new options
   */
  public CompilerOptions withFeatures(Set<Feature> newFeatures) {
    return new CompilerOptions(
        packageName, className, progress, newFeatures, largeMemories, simdTarget, methodSize);
  }

  /**
   * Returns these options with another choice of memories.
   *
   * @param memories which memories may become larger than 2 GiB
   * @return new options
   */
  public CompilerOptions withLargeMemories(LargeMemories memories) {
    return new CompilerOptions(
        packageName, className, progress, features, memories, simdTarget, methodSize);
  }

  /**
   * Returns these options with another choice of what vectors become.
   *
   * @param target what vectors of 128 bits become
   * @return new options
   */
  public CompilerOptions withSimdTarget(SimdTarget target) {
    return new CompilerOptions(
        packageName, className, progress, features, largeMemories, target, methodSize);
  }

  /**
   * Returns these options with another limit for the size of methods. Code in smaller methods is
   * slower. It is the same code otherwise, which is what tests are interested in: functions that
   * need to be divided are rare without such a limit.
   *
   * @param bytes the largest size of a method's code, {@value #MINIMUM_METHOD_SIZE} to {@value
   *     #MAXIMUM_METHOD_SIZE}; what cannot be divided, a switch above all, may still be larger
   * @return new options
   * @throws IllegalArgumentException if the size is outside these limits
   */
  public CompilerOptions withMethodSize(int bytes) {
    return new CompilerOptions(
        packageName, className, progress, features, largeMemories, simdTarget, bytes);
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
