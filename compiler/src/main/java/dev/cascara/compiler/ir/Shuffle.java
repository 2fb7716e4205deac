package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.VectorOperation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code i8x16.shuffle} does in terms of words of 4 or 8 bytes: each word of the result is
 * combined from words of the operands, shifted and masked.
 */
final class Shuffle {
  private static final int BYTES = 16;

  /** For each byte of the result, which of the 32 bytes of both operands it is. */
  private final int[] lanes = new int[BYTES];

  private Shuffle() {}

  /**
   * A part of a word of the result.
   *
   * @param word which of the words of both operands
   * @param distance by how many bytes it is shifted, to the left where positive
   * @param mask the bytes of the result that come from it, a bit each
   */
  record Part(int word, int distance, int mask) {
    /** Whether the bytes are just those that the shift leaves, so that no mask is needed. */
    boolean isWholeShift(int wordBytes) {
      int all = (1 << wordBytes) - 1;
      return mask == (distance >= 0 ? all << distance & all : all >> -distance);
    }

    /** The mask with a bit for each bit. */
    long bits() {
      long bits = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        if ((mask >> i & 1) != 0) {
          bits |= 0xFFL << (8 * i);
        }
      }
      return bits;
    }
  }

  static Shuffle of(VectorOperation operation) {
    Shuffle shuffle = new Shuffle();
    for (int i = 0; i < BYTES; i++) {
      long half = i < Long.BYTES ? operation.low() : operation.high();
      shuffle.lanes[i] = (int) (half >>> (8 * (i & 7))) & 31;
    }
    if (operation.operands().get(0).equals(operation.operands().get(1))) {
      // Both operands are the same variable or constant.
      for (int i = 0; i < BYTES; i++) {
        shuffle.lanes[i] &= 15;
      }
    }
    return shuffle;
  }

  /** Which byte of the operands a byte of the result is: 0 to 31. */
  int lane(int index) {
    return lanes[index];
  }

  /** Whether all bytes of the result are the same byte of an operand. */
  boolean isSplat() {
    for (int lane : lanes) {
      if (lane != lanes[0]) {
        return false;
      }
    }
    return true;
  }

  /** Whether words are only moved, none torn apart. */
  boolean moves(int wordBytes) {
    for (int i = 0; i < BYTES; i++) {
      if (lanes[i] % wordBytes != i % wordBytes
          || lanes[i] - i % wordBytes != lanes[i - i % wordBytes]) {
        return false;
      }
    }
    return true;
  }

  /** The parts of a word of the result. */
  List<Part> parts(int word, int wordBytes) {
    record Source(int word, int distance) {}
    Map<Source, Integer> masks = new LinkedHashMap<>();
    for (int i = 0; i < wordBytes; i++) {
      int lane = lanes[word * wordBytes + i];
      masks.merge(new Source(lane / wordBytes, i - lane % wordBytes), 1 << i, (a, b) -> a | b);
    }
    List<Part> parts = new ArrayList<>();
    masks.forEach((source, mask) -> parts.add(new Part(source.word(), source.distance(), mask)));
    return parts;
  }

  /** How many operations it takes in words of a size. */
  int cost(int wordBytes) {
    int cost = 0;
    for (int word = 0; word < BYTES / wordBytes; word++) {
      List<Part> parts = parts(word, wordBytes);
      if (isRotation(parts, wordBytes)) {
        cost++;
        continue;
      }
      cost += parts.size() - 1;
      for (Part part : parts) {
        cost += (part.distance() == 0 ? 0 : 1) + (part.isWholeShift(wordBytes) ? 0 : 1);
      }
    }
    return cost;
  }

  private static boolean isRotation(List<Part> parts, int wordBytes) {
    return parts.size() == 2
        && parts.get(0).word() == parts.get(1).word()
        && parts.get(0).isWholeShift(wordBytes)
        && parts.get(1).isWholeShift(wordBytes);
  }
}
