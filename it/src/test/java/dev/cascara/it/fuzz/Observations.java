package dev.cascara.it.fuzz;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Collects what an engine does, in words that are the same for all. */
final class Observations {
  /** A module that calls the host all the time is not observed for ever. */
  private static final int MOST_LINES = 20_000;

  private static final int HOST_REFERENCES = 4;

  /** Stands for an external reference that is not the host's. */
  static final long GUEST_REFERENCE = 9;

  private final List<String> lines = new ArrayList<>();

  List<String> lines() {
    return lines;
  }

  void add(String line) {
    if (lines.size() < MOST_LINES) {
      lines.add(line);
    }
  }

  void results(String what, List<Type> types, long[] bits) {
    add(what + " = " + text(types, bits));
  }

  /** Notes a memory's size and content. */
  void memory(long pages, byte[] content) {
    add("memory = " + pages + " pages, " + digest(content));
  }

  /**
   * What the host's function returns, which depends on what it is given.
   *
   * @param bits the arguments; a NaN is not looked at closely
   */
  long host(int function, Signature type, long[] bits) {
    add("host f" + function + "(" + text(type.parameters(), bits) + ")");
    int hash = function;
    for (int i = 0; i < bits.length; i++) {
      long normal = normalize(type.parameters().get(i), bits[i]);
      hash = hash * 31 + ((int) normal ^ (int) (normal >>> 32));
    }
    if (type.results().isEmpty()) {
      return 0;
    }
    return switch (type.results().get(0).kind()) {
      case I32 -> hash;
      case I64 -> hash * 0x1_0000_0001L;
      case F32 -> Float.floatToIntBits((hash & 0xFFFF) / 8f);
      case F64 -> Double.doubleToLongBits(hash / 8.0);
      case REFERENCE ->
          type.results().get(0).equals(Type.EXTERNREF) ? hash & HOST_REFERENCES - 1 : 0;
      case V128 -> throw new IllegalArgumentException("hosts have no vectors");
    };
  }

  private static String text(List<Type> types, long[] bits) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      values.add(text(types.get(i), bits[i]));
    }
    return String.join(" ", values);
  }

  /** A value in words: numbers as bits, all NaNs alike, of functions only whether there is one. */
  static String text(Type type, long bits) {
    return switch (type.kind()) {
      case I32 -> Integer.toHexString((int) bits);
      case I64 -> Long.toHexString(bits);
      case F32 ->
          Float.isNaN(Float.intBitsToFloat((int) bits)) ? "nan" : Integer.toHexString((int) bits);
      case F64 -> Double.isNaN(Double.longBitsToDouble(bits)) ? "nan" : Long.toHexString(bits);
      case REFERENCE -> {
        if (bits == 0) {
          yield "null";
        }
        yield type.equals(Type.FUNCREF)
            ? "function"
            : bits == GUEST_REFERENCE ? "guest" : "host" + bits;
      }
      case V128 -> throw new IllegalArgumentException("hosts have no vectors");
    };
  }

  private static long normalize(Type type, long bits) {
    return switch (type.kind()) {
      case I32 -> bits & 0xFFFF_FFFFL;
      case F32 -> Float.floatToIntBits(Float.intBitsToFloat((int) bits)) & 0xFFFF_FFFFL;
      case F64 -> Double.doubleToLongBits(Double.longBitsToDouble(bits));
      case REFERENCE -> type.equals(Type.FUNCREF) && bits != 0 ? 1 : bits;
      case I64, V128 -> bits;
    };
  }

  private static String digest(byte[] content) {
    // A memory is mostly empty.
    int end = content.length;
    while (end > 0 && content[end - 1] == 0) {
      end--;
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Arrays.copyOf(content, end))).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
