package dev.cascara.cli;

import dev.cascara.cli.Engine.Library;
import dev.cascara.cli.Engine.LibraryOptions;
import dev.cascara.compiler.ProgressListener;
import dev.cascara.wit.bindings.GeneratedLibrary;
import dev.cascara.wit.bindings.LibraryGenerator;
import dev.cascara.wit.bindings.LibraryRequest;
import java.util.Locale;
import java.util.Optional;

/** Generates libraries. */
final class Libraries {
  private Libraries() {}

  /** Generates; without a package name, the package is named after the file. */
  static Library generate(InputFile input, LibraryOptions options, ProgressListener progress) {
    GeneratedLibrary library =
        LibraryGenerator.generate(
            new LibraryRequest(
                input.bytes(),
                input.baseName(),
                input.baseName().toLowerCase(Locale.ROOT),
                Optional.ofNullable(options.packageName()),
                Optional.ofNullable(options.className()),
                Optional.ofNullable(options.wit()),
                Optional.ofNullable(options.world()),
                progress,
                options.switches()));
    return new Library(library.sources(), library.classes());
  }
}
