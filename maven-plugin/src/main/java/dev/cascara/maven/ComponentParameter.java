package dev.cascara.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** One {@code <component>} of the goal's {@code <components>}: a file and what becomes of it. */
public final class ComponentParameter {
  /** The component or core module, in the binary format. */
  @Parameter(required = true)
  private @Nullable File file;

  /**
   * A {@code .wit} file or a folder of them, with a {@code deps} folder inside where it needs one.
   * Its comments become Javadoc; the component must export what it says.
   */
  @Parameter private @Nullable File wit;

  /** The world in {@code wit} to generate for; needed if there are several. */
  @Parameter private @Nullable String world;

  /**
   * The Java package of all that is generated. Where it is missing, the component's class is in the
   * package that the project's group names, and each interface where its WIT package says.
   */
  @Parameter private @Nullable String packageName;

  /**
   * The name of the class that instantiates the component; made from the file's name where it is
   * missing.
   */
  @Parameter private @Nullable String className;

  /**
   * Whether its core modules may use threads: shared memories and atomic instructions. What the
   * goal says where it is missing.
   */
  @Parameter private @Nullable Boolean threads;

  /**
   * Whether its core modules may use the instructions of 128-bit integer arithmetic. What the goal
   * says where it is missing.
   */
  @Parameter private @Nullable Boolean wideArithmetic;

  /**
   * Whether its core modules may have memories with pages of one byte. What the goal says where it
   * is missing.
   */
  @Parameter private @Nullable Boolean customPageSizes;

  /**
   * Whether its core modules may use the legacy encoding of exception handling: {@code try}, {@code
   * catch}, {@code delegate}. What the goal says where it is missing.
   */
  @Parameter private @Nullable Boolean legacyExceptions;

  /**
   * Whether all memories of its core modules that have no maximum may grow above 2 GiB, at some
   * cost in speed, and not only those whose type asks for it. What the goal says where it is
   * missing.
   */
  @Parameter private @Nullable Boolean largeMemories;

  /**
   * Whether vectors of 128 bits are those of {@code jdk.incubator.vector}, for JDK 25 or later with
   * {@code --add-modules jdk.incubator.vector}. What the goal says where it is missing.
   */
  @Parameter private @Nullable Boolean vectorApi;

  /** Used by Maven, which then sets the fields. */
  public ComponentParameter() {}

  ComponentParameter(
      File file,
      @Nullable File wit,
      @Nullable String world,
      @Nullable String packageName,
      @Nullable String className) {
    this.file = file;
    this.wit = wit;
    this.world = world;
    this.packageName = packageName;
    this.className = className;
  }

  /** What it says of its own about the switches. */
  SwitchParameters switches() {
    return new SwitchParameters(
        threads, wideArithmetic, customPageSizes, legacyExceptions, largeMemories, vectorApi);
  }

  @Nullable File file() {
    return file;
  }

  @Nullable File wit() {
    return wit;
  }

  @Nullable String world() {
    return world;
  }

  @Nullable String packageName() {
    return packageName;
  }

  @Nullable String className() {
    return className;
  }
}
