package dev.cascara.runtime.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian views of byte arrays, at any alignment. */
public final class MemoryAccess {
  /** 16 bits. */
  public static final VarHandle SHORT = view(short[].class);

  /** 32 bits. */
  public static final VarHandle INT = view(int[].class);

  /** 64 bits. */
  public static final VarHandle LONG = view(long[].class);

  /** A 32-bit float. */
  public static final VarHandle FLOAT = view(float[].class);

  /** A 64-bit float. */
  public static final VarHandle DOUBLE = view(double[].class);

  private MemoryAccess() {}

  /** Does nothing, but that this class is initialised afterwards. */
  static void initialize() {}

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
  }
}
