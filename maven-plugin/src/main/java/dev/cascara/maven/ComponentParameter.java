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
