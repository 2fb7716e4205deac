package dev.cascara.wit.bindings;

import dev.cascara.compiler.CompilerSwitches;
import dev.cascara.compiler.ProgressListener;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What users say about a library that is to be generated, and what is taken where they say nothing.
 * The Maven plugin and the command line have the same rules, which are here:
 *
 * <ul>
 *   <li>Without a class name, the class that instantiates is named after the file: {@code Greeter}
 *       for {@code greeter.wasm}.
 *   <li>Without a package name, that class is in the default package, and each interface is where
 *       its WIT package says: {@code demo:greeter/people} is {@code demo.greeter.People}. With one,
 *       all is in it and in packages below it, so that several components in a program do not meet:
 *       {@code com.example.demo.greeter.People} for {@code com.example}.
 *   <li>Without WIT text, the world is the one inside the component.
 * </ul>
 *
 * @param wasm the component or core module; not to be changed meanwhile
 * @param fileName the name of its file, for the class's name
 * @param defaultPackage the package of the class where {@code packageName} is missing; what is not
 *     legal in it is replaced
 * @param packageName the Java package
 * @param className the simple name of the class that instantiates
 * @param wit a WIT file or folder
 * @param world the world in it; needed if there are several
 * @param progress told how far compilation is
 * @param switches what core modules may use, and how they are compiled
 */
public record LibraryRequest(
    byte[] wasm,
    String fileName,
    String defaultPackage,
    Optional<String> packageName,
    Optional<String> className,
    Optional<Path> wit,
    Optional<String> world,
    ProgressListener progress,
    CompilerSwitches switches) {
  /** Checks that nothing is null. */
  public LibraryRequest {
    Objects.requireNonNull(wasm);
    Objects.requireNonNull(fileName);
    Objects.requireNonNull(defaultPackage);
    Objects.requireNonNull(packageName);
    Objects.requireNonNull(className);
    Objects.requireNonNull(wit);
    Objects.requireNonNull(world);
    Objects.requireNonNull(progress);
    Objects.requireNonNull(switches);
  }

  /**
   * Creates a request with the default switches.
   *
   * @param wasm the component or core module; not to be changed meanwhile
   * @param fileName the name of its file, for the class's name
   * @param defaultPackage the package of the class where {@code packageName} is missing
   * @param packageName the Java package
   * @param className the simple name of the class that instantiates
   * @param wit a WIT file or folder
   * @param world the world in it; needed if there are several
   * @param progress told how far compilation is
   */
  public LibraryRequest(
      byte[] wasm,
      String fileName,
      String defaultPackage,
      Optional<String> packageName,
      Optional<String> className,
      Optional<Path> wit,
      Optional<String> world,
      ProgressListener progress) {
    this(
        wasm,
        fileName,
        defaultPackage,
        packageName,
        className,
        wit,
        world,
        progress,
        CompilerSwitches.DEFAULT);
  }
}
