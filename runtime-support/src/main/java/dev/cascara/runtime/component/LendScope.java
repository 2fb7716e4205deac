package dev.cascara.runtime.component;

import java.util.ArrayList;
import java.util.List;

/**
 * The handles that a guest lends for one call of an import: it cannot drop or pass them on until
 * the call returns ({@code Subtask.lenders} in the Canonical ABI). Only functions with {@code
 * borrow} parameters need one.
 */
public final class LendScope {
  private final List<Handle> lenders = new ArrayList<>(2);

  /** Creates the scope of one call. */
  public LendScope() {}

  void add(Handle handle) {
    handle.lends++;
    lenders.add(handle);
  }

  /** Ends the call: nothing is lent any more. */
  public void end() {
    for (Handle lender : lenders) {
      lender.lends--;
    }
    lenders.clear();
  }
}
