package dev.cascara.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vectors in the signatures of functions, and in globals. */
class VectorFunctionTest {
  private static final FunctionType SWAP =
      FunctionType.of(List.of(ValueType.V128, ValueType.I32), List.of(ValueType.V128));

  @SuppressWarnings("UnusedMethod") // Called through a method handle.
  private static V128 swap(long low, long high, int times) {
    return times % 2 == 0 ? new V128(low, high) : new V128(high, low);
  }

  private static MethodHandle handle(MethodType type) throws ReflectiveOperationException {
    return MethodHandles.lookup().findStatic(VectorFunctionTest.class, "swap", type);
  }

  @Test
  void vectorsAreTwoLongsInSignatures() {
    assertThat(SWAP.methodType())
        .isEqualTo(MethodType.methodType(long.class, long.class, long.class, int.class));
  }

  @Test
  void hostFunctionsReturnVectors() throws Throwable {
    MethodType type = MethodType.methodType(V128.class, long.class, long.class, int.class);
    WasmFunction function = WasmFunction.of(SWAP, handle(type));
    assertThat((long) function.handle().invokeExact(1L, 2L, 1)).isEqualTo(2);
    assertThat(function.resultBits(1)).isEqualTo(1);
    assertThat(function.invoke(List.of(new V128(3, 4), 1))).containsExactly(new V128(4, 3));
  }

  @Test
  void vectorsCountTwiceAmongParametersThatTheJvmPasses() {
    FunctionType many =
        FunctionType.of(java.util.Collections.nCopies(63, ValueType.V128), List.of());
    assertThat(many.methodType()).isEqualTo(MethodType.methodType(void.class, Object[].class));
  }

  @Test
  void globalsHoldVectors() {
    Global global = Global.of(ValueType.V128, true, new V128(1, 2));
    global.set(new V128(3, -1));
    assertThat(global.get()).isEqualTo(new V128(3, -1));
    assertThat(global.get()).hasToString("i64x2 0x0000000000000003 0xffffffffffffffff");
    assertThatThrownBy(() -> global.set(1L)).isInstanceOf(IllegalArgumentException.class);
  }
}
