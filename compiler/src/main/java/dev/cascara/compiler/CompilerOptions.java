package dev.cascara.compiler;

import java.util.Objects;

/**
 * Where generated classes go, and who wants to know how far compilation is.
 *
 * @param packageName the package of all generated classes. Modules that are compiled into the same
 *     package share the classes of their function types, so that calls between them are direct.
 * @param className the simple name of the instance class; further classes of the module have names
 *     that begin with it and a dollar sign
 * @param progress is told of progress; it has no influence on what is generated
 */
public record CompilerOptions(String packageName, String className, ProgressListener progress) {
  /** Checks that nothing is null. */
  public CompilerOptions {
    Objects.requireNonNull(packageName);
    Objects.requireNonNull(className);
    Objects.requireNonNull(progress);
  }

  /**
   * Creates options without a listener.
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
    return new CompilerOptions(packageName, className, listener);
  }
}
