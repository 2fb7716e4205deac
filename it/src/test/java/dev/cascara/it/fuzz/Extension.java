package dev.cascara.it.fuzz;

import java.util.EnumSet;
import java.util.Set;

/** What a module may have beyond WebAssembly 2.0 without vectors, which every engine knows. */
enum Extension {
  VECTORS,
  TAIL_CALLS;

  /** Chooses what the module of a seed may have: the same for each. */
  static Set<Extension> of(long seed) {
    EnumSet<Extension> extensions = EnumSet.noneOf(Extension.class);
    // Two of four modules have nothing more, for the engines that know no more.
    int kind = (int) Math.floorMod(seed, 4L);
    if (kind == 2) {
      extensions.add(VECTORS);
    } else if (kind == 3) {
      extensions.add(TAIL_CALLS);
    }
    return extensions;
  }
}
