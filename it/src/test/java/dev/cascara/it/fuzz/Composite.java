package dev.cascara.it.fuzz;

import java.util.List;

/** What a module can define a type to be. */
sealed interface Composite permits Signature, Composite.Struct, Composite.Array {
  /** Writes the type in the binary format. */
  void encode(Bytes out);

  /**
   * A field of a structure, or the elements of an array.
   *
   * @param type what is read and written
   * @param bits how many bits of it are kept, 8 or 16, or 0 for all
   */
  record Field(Type type, int bits, boolean mutable) {
    boolean isPacked() {
      return bits > 0;
    }

    private void encode(Bytes out) {
      if (isPacked()) {
        out.put(bits == 8 ? 0x78 : 0x77);
      } else {
        out.type(type);
      }
      out.put(mutable ? 1 : 0);
    }
  }

  /** A structure. */
  record Struct(List<Field> fields) implements Composite {
    public Struct {
      fields = List.copyOf(fields);
    }

    boolean isDefaultable() {
      return fields.stream().allMatch(field -> field.type().isDefaultable());
    }

    @Override
    public void encode(Bytes out) {
      out.put(0x5F).unsigned(fields.size());
      fields.forEach(field -> field.encode(out));
    }
  }

  /** An array. */
  record Array(Field element) implements Composite {
    /** Returns how many bytes of a data segment make an element, 0 if none do. */
    int elementSize() {
      return element.isPacked()
          ? element.bits() / 8
          : switch (element.type().kind()) {
            case I32, F32 -> 4;
            case I64, F64 -> 8;
            case V128 -> 16;
            case REFERENCE -> 0;
          };
    }

    @Override
    public void encode(Bytes out) {
      out.put(0x5E);
      element.encode(out);
    }
  }
}
