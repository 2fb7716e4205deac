package dev.cascara.compiler.dynamic;

import dev.cascara.runtime.Memory;
import dev.cascara.runtime.WasmTrap;
import dev.cascara.runtime.component.BorrowScope;
import dev.cascara.runtime.component.CanonicalOptions;
import dev.cascara.runtime.component.GuestBorrows;
import dev.cascara.runtime.component.HandleTable;
import dev.cascara.runtime.component.LendScope;
import java.util.ArrayList;
import java.util.List;

/**
 * What one call needs while values pass between one component instance and others ({@code
 * LiftLowerContext} in the Canonical ABI).
 */
final class Transfer {
  /**
   * How many values may be lifted for one call. Lists can share their elements' memory, so that a
   * guest could describe far more values than its memory holds.
   */
  private static final long MAXIMUM_VALUES = 1L << 24;

  /** How many bytes of strings and of {@code list<u8>} count as one value. */
  private static final int BYTES_OF_VALUE = 16;

  private final CanonicalOptions options;
  private final LendScope lends = new LendScope();
  private final BorrowScope borrows = new BorrowScope();
  private final GuestBorrows hostBorrows = new GuestBorrows();
  private final List<BorrowedHandle> handles = new ArrayList<>(0);
  private long values;

  Transfer(CanonicalOptions options) {
    this.options = options;
  }

  CanonicalOptions options() {
    return options;
  }

  Memory memory() {
    return options.memory();
  }

  HandleTable handles() {
    return options.handles();
  }

  /** The handles that the instance lends to what it calls. */
  LendScope lends() {
    return lends;
  }

  /** The handles that the instance was given for the time of a call. */
  BorrowScope borrows() {
    return borrows;
  }

  /** The host's handles that the call borrows. */
  GuestBorrows hostBorrows() {
    return hostBorrows;
  }

  /** Makes a handle that is good until the call ends. */
  BorrowedHandle lend(BorrowedHandle handle) {
    handles.add(handle);
    return handle;
  }

  /** Ends the call, however it ended: nothing is lent any more. */
  void end() {
    lends.end();
    hostBorrows.end();
    handles.forEach(BorrowedHandle::end);
  }

  /** Counts values before they are lifted; where there are too many, traps. */
  void count(int lifted) {
    values += lifted;
    if (values > MAXIMUM_VALUES) {
      throw new WasmTrap(
          WasmTrap.Kind.CANONICAL_ABI,
          "more than " + MAXIMUM_VALUES + " values are passed in one call");
    }
  }

  /** Counts bytes. */
  void countBytes(int lifted) {
    count(lifted / BYTES_OF_VALUE);
  }
}
