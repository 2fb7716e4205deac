package dev.cascara.it.fuzz;

/** The abstract heap types, by their numbers in the binary format. */
final class Heap {
  static final int NOEXN = -12;
  static final int NOFUNC = -13;
  static final int NOEXTERN = -14;
  static final int NONE = -15;
  static final int FUNC = -16;
  static final int EXTERN = -17;
  static final int ANY = -18;
  static final int EQ = -19;
  static final int I31 = -20;
  static final int STRUCT = -21;
  static final int ARRAY = -22;
  static final int EXN = -23;

  private Heap() {}
}
