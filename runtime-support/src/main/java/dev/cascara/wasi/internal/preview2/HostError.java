package dev.cascara.wasi.internal.preview2;

import dev.cascara.wasi.filesystem.Types;
import dev.cascara.wasi.internal.ErrorCode;
import dev.cascara.wasi.io.Error;
import dev.cascara.wasi.io.Streams;
import java.io.IOException;

/**
 * The {@code error} of a stream.
 *
 * @param code what {@code filesystem-error-code} tells of it
 */
record HostError(Types.ErrorCode code) implements Error.Error_ {
  static Streams.StreamErrorException of(IOException exception) {
    return new Streams.StreamErrorException(
        new Streams.StreamError.LastOperationFailed(new HostError(code(exception))));
  }

  static Types.ErrorCode code(IOException exception) {
    return code(ErrorCode.of(exception));
  }

  static Types.ErrorCode code(ErrorCode code) {
    return switch (code) {
      // The codes that only preview 1 has.
      case BAD_ADDRESS -> Types.ErrorCode.INVALID;
      case TOO_MANY_DESCRIPTORS -> Types.ErrorCode.INSUFFICIENT_MEMORY;
      case NOT_CAPABLE -> Types.ErrorCode.NOT_PERMITTED;
      case NOT_SOCKET -> Types.ErrorCode.BAD_DESCRIPTOR;
      default -> Types.ErrorCode.valueOf(code.name());
    };
  }

  @Override
  public String toDebugString() {
    return code.name();
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
