package dev.cascara.runtime.component;

import dev.cascara.runtime.WasmTrap;

/**
 * The borrowed handles that one call into a guest gives it: the callee must drop them before it
 * returns ({@code Task.num_borrows} in the Canonical ABI). Only functions with {@code borrow}
 * parameters need one.
 */
public final class BorrowScope {
  private int borrows;

  /** Creates the scope of one call. */
  public BorrowScope() {}

  void add() {
    borrows++;
  }

  void remove() {
    borrows--;
  }

  /**
   * Ends the call.
   *
   * @throws WasmTrap if the guest kept a borrowed handle
   */
  public void end() {
    if (borrows != 0) {
      throw AbiTrap.of(
          "borrow handles still remain at the end of the call: "
              + borrows
              + " borrowed "
              + (borrows == 1 ? "handle was" : "handles were")
              + " not dropped");
    }
  }
}
