package dev.cascara.cli;

import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.WasmTrap;
import dev.cascara.wit.WitException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Puts exceptions into words for users. */
final class Failures {
  private Failures() {}

  /** What went wrong, on one line. */
  static String describe(Throwable failure) {
    if (failure instanceof NoSuchFileException file) {
      return file.getFile() + ": no such file";
    }
    if (failure instanceof AccessDeniedException file) {
      return file.getFile() + ": access denied";
    }
    if (failure instanceof FileSystemException file && file.getReason() == null) {
      return file.getFile() + ": cannot be used";
    }
    if (failure instanceof WitException) {
      // The mistake's place, then the line itself with a caret below.
      return String.valueOf(failure.getMessage()).stripTrailing();
    }
    String message = oneLine(String.valueOf(failure.getMessage()));
    if (failure instanceof WasmTrap) {
      return "trap: " + message;
    }
    return isInternal(failure) ? "internal error: " + oneLine(failure.toString()) : message;
  }

  /** The failure, with the name of the file that it is about where the file is at fault. */
  static RuntimeException inFile(Path file, RuntimeException failure) {
    boolean hasPlace = failure instanceof WitException wit && wit.position().isPresent();
    return isInternal(failure) || hasPlace
        ? failure
        : new CommandFailure(file + ": " + describe(failure), failure);
  }

  /** Whether the failure is a fault of this program, so that a stack trace helps. */
  static boolean isInternal(Throwable failure) {
    return !(failure instanceof CommandFailure
        || failure instanceof WasmFormatException
        || failure instanceof WasmValidationException
        || failure instanceof UnsupportedFeatureException
        || failure instanceof WitException
        || failure instanceof LinkException
        || failure instanceof WasmTrap
        || failure instanceof IOException);
  }

  /** The text with its line breaks made spaces. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
