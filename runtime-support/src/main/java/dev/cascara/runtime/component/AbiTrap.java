package dev.cascara.runtime.component;

import dev.cascara.runtime.WasmTrap;

/** Makes the traps of the canonical ABI. */
final class AbiTrap {
  private AbiTrap() {}

  static WasmTrap of(String message) {
    return new WasmTrap(WasmTrap.Kind.CANONICAL_ABI, message);
  }
}
