package dev.cascara.wit.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Collects a string literal, whose escapes may be bytes of a longer UTF-8 sequence. */
final class Utf8Buffer {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  void codePoint(int c) {
    bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
  }

  void single(int value) {
    bytes.write(value);
  }

  Optional<String> decode() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
