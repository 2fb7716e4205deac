package dev.cascara.compiler.codegen;

import dev.cascara.compiler.ir.DefinedTypes;
import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrStatement.Return;
import dev.cascara.compiler.ir.IrType;
import dev.cascara.compiler.ir.Lowering;
import dev.cascara.compiler.wasm.AddressType;
import dev.cascara.compiler.wasm.DataSegment;
import dev.cascara.compiler.wasm.IndexSpaces;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.SegmentMode.Active;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The active data segments of a module in <em>runs</em>, each of which is copied as a whole: some
 * toolchains make tens of thousands of small segments, one for each few zeros between data.
 */
final class DataRuns {
  /** A run's bytes are one array while the module is instantiated. */
  private static final int MAXIMUM_BYTES = 4 << 20;

  /** The largest gap: what {@link Constants#encode(int[])} takes. */
  private static final long MAXIMUM_GAP = (1 << 30) - 1;

  /**
   * Consecutive segments of one memory. But for runs of one segment, addresses are constants, and
   * each segment begins at or behind the end of the one before.
   *
   * @param first the index of the first segment
   * @param segments the segments
   * @param gaps for each segment, how many bytes are between it and the one before; 0 for the first
   */
  record Run(int first, List<DataSegment> segments, List<Integer> gaps) {
    /** How the first segment is copied. */
    Active mode() {
      return (Active) segments.get(0).mode();
    }

    /** How many bytes the segments have together. */
    int length() {
      return segments.stream().mapToInt(DataSegment::length).sum();
    }

    /**
     * The bytes of all segments, a character each: the number above, for in class files the
     * characters from 1 to 127 take one byte, and 0 is what data has most of.
     */
    CharSequence text(byte[] module) {
      StringBuilder text = new StringBuilder(length());
      for (DataSegment segment : segments) {
        for (int i = 0; i < segment.length(); i++) {
          text.append((char) (module[segment.start() + i] + 1 & 0xFF));
        }
      }
      return text;
    }

    /** For each segment, the gap before it and its length. */
    int[] pieces() {
      int[] pieces = new int[2 * segments.size()];
      for (int i = 0; i < segments.size(); i++) {
        pieces[2 * i] = gaps.get(i);
        pieces[2 * i + 1] = segments.get(i).length();
      }
      return pieces;
    }
  }

  private final Module module;
  private final IndexSpaces spaces;
  private final DefinedTypes types;
  private final List<Run> runs = new ArrayList<>();

  private DataRuns(Module module, IndexSpaces spaces, DefinedTypes types) {
    this.module = module;
    this.spaces = spaces;
    this.types = types;
  }

  /** The runs of a module, in the order in which they are copied. */
  static List<Run> of(Module module, IndexSpaces spaces, DefinedTypes types) {
    DataRuns runs = new DataRuns(module, spaces, types);
    runs.collect();
    return runs.runs;
  }

  private void collect() {
    int bytes = 0;
    OptionalLong end = OptionalLong.empty();
    for (int i = 0; i < module.data().size(); i++) {
      DataSegment segment = module.data().get(i);
      if (!(segment.mode() instanceof Active active)) {
        continue;
      }
      OptionalLong start = constantAddress(active);
      long gap = start.orElse(0) - end.orElse(0);
      boolean continues =
          start.isPresent()
              && end.isPresent()
              && runs.get(runs.size() - 1).mode().index() == active.index()
              && gap >= 0
              && gap <= MAXIMUM_GAP
              && segment.length() <= MAXIMUM_BYTES - bytes;
      if (!continues) {
        runs.add(new Run(i, new ArrayList<>(), new ArrayList<>()));
        bytes = 0;
      }
      Run run = runs.get(runs.size() - 1);
      run.segments.add(segment);
      run.gaps.add(continues ? (int) gap : 0);
      bytes += segment.length();
      end = start.isPresent() ? OptionalLong.of(start.getAsLong() + segment.length()) : start;
    }
  }

  /** Where a segment goes, if that is a constant and not above what a {@code long} holds. */
  private OptionalLong constantAddress(Active active) {
    boolean isLong = spaces.memories().get(active.index()).addressType() == AddressType.I64;
    IrType type = isLong ? IrType.LONG : IrType.INT;
    var body = Lowering.lowerConstant(module, spaces, types, active.start(), type).body();
    if (body.get(0) instanceof Return result
        && result.values().get(0) instanceof Constant constant
        && (constant.bits() >= 0 || !isLong)) {
      return OptionalLong.of(isLong ? constant.bits() : constant.bits() & 0xFFFF_FFFFL);
    }
    return OptionalLong.empty();
  }
}
