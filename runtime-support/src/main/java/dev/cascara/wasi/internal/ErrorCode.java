package dev.cascara.wasi.internal;

import dev.cascara.wasi.GuestInterruptedException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why an operation failed: the {@code error-code} of {@code wasi:filesystem/types}, and what only
 * preview 1 can tell.
 */
public enum ErrorCode {
  /** Permission denied. */
  ACCESS,
  /** The operation would block. */
  WOULD_BLOCK,
  /** A connection is already in progress. */
  ALREADY,
  /** No descriptor, or not one for this operation. */
  BAD_DESCRIPTOR,
  /** The object is in use. */
  BUSY,
  /** A deadlock would occur. */
  DEADLOCK,
  /** The storage quota is used up. */
  QUOTA,
  /** The file exists. */
  EXIST,
  /** The file would be too large. */
  FILE_TOO_LARGE,
  /** Text that is not well encoded. */
  ILLEGAL_BYTE_SEQUENCE,
  /** The operation is in progress. */
  IN_PROGRESS,
  /** The operation was interrupted. */
  INTERRUPTED,
  /** An argument makes no sense. */
  INVALID,
  /** The host's storage failed. */
  IO,
  /** The object is a directory. */
  IS_DIRECTORY,
  /** Too many symbolic links, or one where none may be. */
  LOOP,
  /** Too many hard links. */
  TOO_MANY_LINKS,
  /** A message is too large. */
  MESSAGE_SIZE,
  /** A name or path is too long. */
  NAME_TOO_LONG,
  /** There is no such device. */
  NO_DEVICE,
  /** There is no such file or directory. */
  NO_ENTRY,
  /** There are no locks left. */
  NO_LOCK,
  /** There is not enough memory. */
  INSUFFICIENT_MEMORY,
  /** The device is full. */
  INSUFFICIENT_SPACE,
  /** The object is no directory. */
  NOT_DIRECTORY,
  /** The directory is not empty. */
  NOT_EMPTY,
  /** The state cannot be recovered. */
  NOT_RECOVERABLE,
  /** The host cannot do this. */
  UNSUPPORTED,
  /** The object is no terminal. */
  NO_TTY,
  /** There is no such device or address. */
  NO_SUCH_DEVICE,
  /** A value is too large for its type. */
  OVERFLOW,
  /** The operation is not permitted; above all, a path that leads out of its folder. */
  NOT_PERMITTED,
  /** Nobody reads what is written. */
  PIPE,
  /** The folder is one to read only. */
  READ_ONLY,
  /** The object has no position. */
  INVALID_SEEK,
  /** A program's file is in use. */
  TEXT_FILE_BUSY,
  /** The two objects are not on one device. */
  CROSS_DEVICE,
  /** Preview 1 only: an address outside the memory. */
  BAD_ADDRESS,
  /** Preview 1 only: too many open descriptors. */
  TOO_MANY_DESCRIPTORS,
  /** Preview 1 only: the descriptor's rights do not suffice. */
  NOT_CAPABLE,
  /** Preview 1 only: the descriptor is no socket. */
  NOT_SOCKET;

  /** What the JDK reports by nothing but the C library's text, by the text's beginning. */
  private static final Map<String, ErrorCode> BY_TEXT = new LinkedHashMap<>();

  static {
    BY_TEXT.put("Too many levels of symbolic links", LOOP);
    BY_TEXT.put("Not a directory", NOT_DIRECTORY);
    BY_TEXT.put("Is a directory", IS_DIRECTORY);
    BY_TEXT.put("Directory not empty", NOT_EMPTY);
    BY_TEXT.put("No space left on device", INSUFFICIENT_SPACE);
    BY_TEXT.put("Disk quota exceeded", QUOTA);
    BY_TEXT.put("File name too long", NAME_TOO_LONG);
    BY_TEXT.put("File too large", FILE_TOO_LARGE);
    BY_TEXT.put("Invalid argument", INVALID);
    BY_TEXT.put("Invalid cross-device link", CROSS_DEVICE);
    BY_TEXT.put("Device or resource busy", BUSY);
    BY_TEXT.put("Operation not permitted", NOT_PERMITTED);
    BY_TEXT.put("Operation not supported", UNSUPPORTED);
    BY_TEXT.put("Read-only file system", READ_ONLY);
    BY_TEXT.put("Text file busy", TEXT_FILE_BUSY);
    BY_TEXT.put("Too many links", TOO_MANY_LINKS);
    BY_TEXT.put("Too many open files", TOO_MANY_DESCRIPTORS);
    BY_TEXT.put("Illegal seek", INVALID_SEEK);
    BY_TEXT.put("Broken pipe", PIPE);
    BY_TEXT.put("No such device or address", NO_SUCH_DEVICE);
    BY_TEXT.put("No such device", NO_DEVICE);
    BY_TEXT.put("Permission denied", ACCESS);
  }

  /**
   * Finds the code for what the JDK threw.
   *
   * @param exception what a method of this package or of {@code java.nio.file} threw
   * @return the code that comes closest, {@link #IO} if nothing is known
   * @throws GuestInterruptedException if the exception is an interruption of the thread
   */
  public static ErrorCode of(IOException exception) {
    if (exception instanceof WasiException wasi) {
      return wasi.code();
    }
    if (exception instanceof ClosedByInterruptException) {
      throw new GuestInterruptedException(exception);
    }
    if (exception instanceof ClosedChannelException) {
      return BAD_DESCRIPTOR;
    }
    if (exception instanceof FileSystemException file) {
      return ofFileSystem(file);
    }
    return ofText(exception.getMessage());
  }

  /**
   * Finds the code for what a provider of a file system threw because it cannot do something.
   *
   * @param exception what it threw
   * @return the code
   */
  public static ErrorCode of(UnsupportedOperationException exception) {
    return exception instanceof ReadOnlyFileSystemException ? READ_ONLY : UNSUPPORTED;
  }

  private static ErrorCode ofFileSystem(FileSystemException exception) {
    if (exception instanceof NoSuchFileException) {
      return NO_ENTRY;
    }
    if (exception instanceof FileAlreadyExistsException) {
      return EXIST;
    }
    if (exception instanceof DirectoryNotEmptyException) {
      return NOT_EMPTY;
    }
    if (exception instanceof AccessDeniedException) {
      return ACCESS;
    }
    if (exception instanceof NotDirectoryException) {
      return NOT_DIRECTORY;
    }
    if (exception instanceof NotLinkException) {
      return INVALID;
    }
    if (exception instanceof FileSystemLoopException) {
      return LOOP;
    }
    if (exception instanceof AtomicMoveNotSupportedException) {
      return CROSS_DEVICE;
    }
    return ofText(exception.getReason());
  }

  private static ErrorCode ofText(@Nullable String text) {
    if (text != null) {
      for (Map.Entry<String, ErrorCode> entry : BY_TEXT.entrySet()) {
        if (text.startsWith(entry.getKey())) {
          return entry.getValue();
        }
      }
    }
    return IO;
  }
}
