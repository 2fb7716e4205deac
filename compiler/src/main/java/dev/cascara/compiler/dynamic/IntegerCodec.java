package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.PrimitiveType;
import dev.cascara.runtime.component.Scalars;

/**
 * The types whose values are in an {@code i32}: integers up to 32 bits, {@code bool}, {@code char}.
 */
final class IntegerCodec extends BitsCodec {
  private final PrimitiveType type;

  IntegerCodec(PrimitiveType type) {
    super(type);
    this.type = type;
  }

  @Override
  void check(Value value) {
    boolean matches =
        switch (type) {
          case BOOL -> value instanceof Value.Bool;
          case S8 -> value instanceof Value.S8;
          case U8 -> value instanceof Value.U8;
          case S16 -> value instanceof Value.S16;
          case U16 -> value instanceof Value.U16;
          case S32 -> value instanceof Value.S32;
          case U32 -> value instanceof Value.U32;
          default -> value instanceof Value.Char;
        };
    if (!matches) {
      throw mismatch(type.toString(), value);
    }
  }

  @Override
  Value value(int bits) {
    return switch (type) {
      case BOOL -> new Value.Bool(Scalars.liftBool(bits));
      case S8 -> new Value.S8((byte) bits);
      case U8 -> new Value.U8(bits & 0xFF);
      case S16 -> new Value.S16((short) bits);
      case U16 -> new Value.U16(bits & 0xFFFF);
      case S32 -> new Value.S32(bits);
      case U32 -> new Value.U32(Integer.toUnsignedLong(bits));
      default -> new Value.Char(Scalars.liftChar(bits));
    };
  }

  @Override
  int bits(Value value) {
    return switch (type) {
      case BOOL -> ((Value.Bool) value).value() ? 1 : 0;
      case S8 -> ((Value.S8) value).value();
      case U8 -> ((Value.U8) value).value();
      case S16 -> ((Value.S16) value).value();
      case U16 -> ((Value.U16) value).value();
      case S32 -> ((Value.S32) value).value();
      case U32 -> (int) ((Value.U32) value).value();
      default -> ((Value.Char) value).codePoint();
    };
  }
}
