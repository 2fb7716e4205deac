package dev.cascara.wasi.preview1;

import dev.cascara.wasi.internal.ErrorCode;

/** The numbers of {@code errno}. */
final class Errno {
  static final int SUCCESS = 0;
  static final int FAULT = 21;

  private Errno() {}

  static int of(ErrorCode code) {
    return switch (code) {
      case ACCESS -> 2;
      case WOULD_BLOCK -> 6;
      case ALREADY -> 7;
      case BAD_DESCRIPTOR -> 8;
      case BUSY -> 10;
      case DEADLOCK -> 16;
      case QUOTA -> 19;
      case EXIST -> 20;
      case BAD_ADDRESS -> FAULT;
      case FILE_TOO_LARGE -> 22;
      case ILLEGAL_BYTE_SEQUENCE -> 25;
      case IN_PROGRESS -> 26;
      case INTERRUPTED -> 27;
      case INVALID -> 28;
      case IO -> 29;
      case IS_DIRECTORY -> 31;
      case LOOP -> 32;
      case TOO_MANY_DESCRIPTORS -> 33;
      case TOO_MANY_LINKS -> 34;
      case MESSAGE_SIZE -> 35;
      case NAME_TOO_LONG -> 37;
      case NO_DEVICE -> 43;
      case NO_ENTRY -> 44;
      case NO_LOCK -> 46;
      case INSUFFICIENT_MEMORY -> 48;
      case INSUFFICIENT_SPACE -> 51;
      case NOT_DIRECTORY -> 54;
      case NOT_EMPTY -> 55;
      case NOT_RECOVERABLE -> 56;
      case NOT_SOCKET -> 57;
      case UNSUPPORTED -> 58;
      case NO_TTY -> 59;
      case NO_SUCH_DEVICE -> 60;
      case OVERFLOW -> 61;
      case NOT_PERMITTED -> 63;
      case PIPE -> 64;
      case READ_ONLY -> 69;
      case INVALID_SEEK -> 70;
      case TEXT_FILE_BUSY -> 74;
      case CROSS_DEVICE -> 75;
      case NOT_CAPABLE -> 76;
    };
  }
}
