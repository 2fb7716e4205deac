package dev.cascara.compiler.ir;

import dev.cascara.compiler.CompilerOptions.LargeMemories;
import dev.cascara.compiler.wasm.AddressType;
import dev.cascara.compiler.wasm.IndexSpaces;
import dev.cascara.compiler.wasm.MemoryType;
import java.util.List;

/** What code for a memory expects of it. */
public enum MemoryRepresentation {
  /** All of it is in one Java array, which is replaced when the memory grows. */
  ARRAY,
  /** It begins in one array; it may be larger, or shared. */
  ARRAY_AND_CHUNKS;

  /** The size in bytes that an array cannot have, but that languages name when they mean one. */
  private static final long TWO_GIB = 1L << 31;

  /**
   * Chooses the representations of a module's memories.
   *
   * @param spaces the module's index spaces
   * @param policy what is asked for memories that do not say how large they become
   * @return the representations by the memories' indices
   */
  public static List<MemoryRepresentation> of(IndexSpaces spaces, LargeMemories policy) {
    return spaces.memories().stream().map(type -> of(type, policy)).toList();
  }

  private static MemoryRepresentation of(MemoryType type, LargeMemories policy) {
    boolean large;
    if (type.limits().maximum().isPresent()) {
      large = isAbove(TWO_GIB, type.limits().maximum().getAsLong(), type);
    } else {
      large = type.addressType() == AddressType.I64 || policy == LargeMemories.ALL;
    }
    return type.shared() || large || isAbove(TWO_GIB - 65536, type.limits().minimum(), type)
        ? ARRAY_AND_CHUNKS
        : ARRAY;
  }

  private static boolean isAbove(long bytes, long pages, MemoryType type) {
    return Long.compareUnsigned(pages, bytes >> type.pageSizeLog2()) > 0;
  }
}
