package dev.cascara.compiler.codegen;

import dev.cascara.compiler.wasm.Opcode;
import java.util.Locale;

/** What an access loads or stores in the array of a memory, as the runtime calls it. */
enum ElementType {
  BYTE("B", "I"),
  SHORT("S", "I"),
  INT("I", "I"),
  FLOAT("F", "F"),
  LONG("J", "J"),
  DOUBLE("D", "D");

  /** The class of the runtime with methods for such accesses. */
  final String accessClass;

  /** The descriptor of that class's methods for loads. */
  final String loadDescriptor;

  /** The descriptor of that class's methods for stores. */
  final String storeDescriptor;

  /** The descriptor of the access mode {@code get} of a handle for such elements. */
  final String getDescriptor;

  /** The descriptor of the access mode {@code set}. */
  final String setDescriptor;

  ElementType(String descriptor, String stackDescriptor) {
    String name = name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    accessClass = MemoryEmitter.RUNTIME + name + "Access";
    loadDescriptor = "(IIL" + MemoryEmitter.MEMORY + ";)" + stackDescriptor;
    storeDescriptor = "(I" + stackDescriptor + "IL" + MemoryEmitter.MEMORY + ";)V";
    getDescriptor = "([BI)" + descriptor;
    setDescriptor = "([BI" + descriptor + ")V";
  }

  static ElementType of(Opcode opcode) {
    return switch (opcode.naturalAlignment()) {
      case 0 -> BYTE;
      case 1 -> SHORT;
      case 2 -> opcode == Opcode.F32_LOAD || opcode == Opcode.F32_STORE ? FLOAT : INT;
      default -> opcode == Opcode.F64_LOAD || opcode == Opcode.F64_STORE ? DOUBLE : LONG;
    };
  }
}
