package dev.cascara.compiler.codegen;

import static org.objectweb.asm.Opcodes.AASTORE;
import static org.objectweb.asm.Opcodes.ANEWARRAY;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.MethodVisitor;

/** Data of any size as strings of the constant pool, each of which takes at most 65,535 bytes. */
final class Constants {
  private static final int MAXIMUM_ENCODED_LENGTH = 65_535;

  private Constants() {}

  /** Cuts a text where the class file's encoding of it reaches the limit. */
  static List<String> parts(CharSequence text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int encoded = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int length = c >= 1 && c <= 0x7F ? 1 : c <= 0x7FF ? 2 : 3;
      if (encoded + length > MAXIMUM_ENCODED_LENGTH) {
        parts.add(text.subSequence(start, i).toString());
        start = i;
        encoded = 0;
      }
      encoded += length;
    }
    parts.add(text.subSequence(start, text.length()).toString());
    return parts;
  }

  /** Pushes an array of strings. */
  static void pushStrings(MethodVisitor method, List<String> parts) {
    Instructions.pushInt(method, parts.size());
    method.visitTypeInsn(ANEWARRAY, "java/lang/String");
    for (int i = 0; i < parts.size(); i++) {
      method.visitInsn(DUP);
      Instructions.pushInt(method, i);
      method.visitLdcInsn(parts.get(i));
      method.visitInsn(AASTORE);
    }
  }

  /** Pushes a string of any length. */
  static void pushText(MethodVisitor method, String text) {
    List<String> parts = parts(text);
    if (parts.size() == 1) {
      method.visitLdcInsn(parts.get(0));
      return;
    }
    method.visitLdcInsn("");
    pushStrings(method, parts);
    method.visitMethodInsn(
        INVOKESTATIC,
        "java/lang/String",
        "join",
        "(Ljava/lang/CharSequence;[Ljava/lang/CharSequence;)Ljava/lang/String;",
        false);
  }

  /**
   * Numbers below 2³⁰, as one character where they are below 2¹⁵, else as two, the first with its
   * top bit set.
   */
  static List<String> encode(int[] numbers) {
    StringBuilder text = new StringBuilder(numbers.length);
    for (int number : numbers) {
      append(text, number);
    }
    return parts(text);
  }

  private static void append(StringBuilder text, int number) {
    if (number >= 0x8000) {
      text.append((char) (0x8000 | (number >> 15)));
    }
    text.append((char) (number & 0x7FFF));
  }

  /** Texts, each behind its length. */
  static List<String> encode(List<String> texts) {
    StringBuilder all = new StringBuilder();
    for (String text : texts) {
      append(all, text.length());
      all.append(text);
    }
    return parts(all);
  }
}
