package dev.cascara.compiler.validation;

import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.wasm.AddressType;
import dev.cascara.compiler.wasm.MemoryType;
import java.util.BitSet;
import java.util.Set;

/** What instructions are checked against (section 3.1.6, "Contexts"), for one module. */
final class ModuleContext {
  final ModuleTypes types;
  final Set<Feature> features;

  /** The type index of each function. */
  int[] functions = {};

  /** The tables' element types. */
  int[] tables = {};

  AddressType[] tableAddresses = {};
  MemoryType[] memories = {};

  /** The globals' types. */
  int[] globals = {};

  boolean[] mutableGlobals = {};

  /** How many globals a constant expression may name at this point. */
  int visibleGlobals;

  /** The type index of each tag. */
  int[] tags = {};

  /** The type of each element segment. */
  int[] elements = {};

  /** How many data segments instructions may name. */
  int dataCount;

  boolean dataCountDeclared;

  /** Functions that occur outside of function bodies, so that references to them may be taken. */
  final BitSet declaredFunctions = new BitSet();

  ModuleContext(ModuleTypes types, Set<Feature> features) {
    this.types = types;
    this.features = features;
  }

  static void checkIndex(int index, int size, String what, long offset) {
    if (Integer.compareUnsigned(index, size) >= 0) {
      throw new WasmValidationException(
          offset, "unknown " + what + " " + Integer.toUnsignedString(index));
    }
  }

  void require(Feature feature, long offset) {
    if (!features.contains(feature)) {
      throw new WasmValidationException(offset, feature + " not enabled");
    }
  }
}
