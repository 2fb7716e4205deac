package dev.cascara.wasi.internal.preview2;

import dev.cascara.runtime.WasmTrap;

/** What a document says will trap. */
final class Preconditions {
  private Preconditions() {}

  static void require(boolean condition, String message) {
    if (!condition) {
      throw new WasmTrap(WasmTrap.Kind.HOST_FUNCTION, message);
    }
  }
}
