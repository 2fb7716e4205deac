package dev.cascara.compiler;

import static dev.cascara.compiler.ModuleBuilder.I32;
import static dev.cascara.compiler.ModuleBuilder.I64;
import static dev.cascara.compiler.ModuleBuilder.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.WasmTrap;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Divisions by constants, of which most are compiled as something else. */
class DivisionsTest {
  private static final int DIV_S = 0x6D;
  private static final int REM_S = 0x6F;

  private final ModuleBuilder module = new ModuleBuilder();

  /** What divides, in the order of the opcodes. */
  private enum Division {
    DIV_S((a, b) -> a / b, (a, b) -> a / b),
    DIV_U(Integer::divideUnsigned, Long::divideUnsigned),
    REM_S((a, b) -> a % b, (a, b) -> a % b),
    REM_U(Integer::remainderUnsigned, Long::remainderUnsigned);

    @SuppressWarnings("ImmutableEnumChecker") // has no state
    final IntBinaryOperator of32Bits;

    @SuppressWarnings("ImmutableEnumChecker") // has no state
    final LongBinaryOperator of64Bits;

    Division(IntBinaryOperator of32Bits, LongBinaryOperator of64Bits) {
      this.of32Bits = of32Bits;
      this.of64Bits = of64Bits;
    }
  }

  /** Small numbers, those about the powers of two, and some others. */
  private static List<Integer> divisors() {
    Set<Integer> result = new TreeSet<>();
    for (int i = 1; i <= 130; i++) {
      result.add(i);
      result.add(-i);
    }
    for (int i = 3; i < 32; i++) {
      result.addAll(List.of((1 << i) - 1, 1 << i, (1 << i) + 1));
    }
    new Random(1).ints(200).filter(i -> i != 0).forEach(result::add);
    result.addAll(List.of(641, 1_000_000_007, Integer.MIN_VALUE, Integer.MAX_VALUE));
    return List.copyOf(result);
  }

  /** Where quotients change, near both ends of the range, and some others. */
  private static List<Integer> dividends(int divisor) {
    List<Integer> result = new ArrayList<>();
    int last = Integer.divideUnsigned(-1, divisor) * divisor;
    for (int multiple : new int[] {0, divisor, -divisor, last, Integer.MIN_VALUE}) {
      for (int i = -2; i <= 2; i++) {
        result.add(multiple + i);
      }
    }
    new Random(divisor).ints(20).forEach(result::add);
    return result;
  }

  private Instance instantiate() {
    return new CodeLoader()
        .load(ModuleCompiler.compile(module.build(), new CompilerOptions("divisions", "Divisions")))
        .instantiate(Imports.NONE);
  }

  private static MethodHandle handle(Instance instance, int divisor) {
    return ((WasmFunction) instance.export("by" + divisor)).handle();
  }

  @ParameterizedTest
  @EnumSource
  void numbersOf32Bits(Division division) throws Throwable {
    int type = module.type(new int[] {I32}, I32);
    int opcode = DIV_S + division.ordinal();
    for (int divisor : divisors()) {
      module.export(
          "by" + divisor, module.function(type, bytes().localGet(0).i32(divisor).op(opcode)));
    }
    Instance instance = instantiate();
    for (int divisor : divisors()) {
      MethodHandle handle = handle(instance, divisor);
      for (int dividend : dividends(divisor)) {
        boolean overflows =
            division == Division.DIV_S && divisor == -1 && dividend == Integer.MIN_VALUE;
        if (!overflows) {
          assertThat((int) handle.invokeExact(dividend))
              .as("%s of %s by %s", division, dividend, divisor)
              .isEqualTo(division.of32Bits.applyAsInt(dividend, divisor));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void numbersOf64Bits(Division division) throws Throwable {
    int type = module.type(new int[] {I64}, I64);
    int opcode = 0x7F + division.ordinal();
    for (int divisor : divisors()) {
      module.export(
          "by" + divisor, module.function(type, bytes().localGet(0).i64(divisor).op(opcode)));
    }
    Instance instance = instantiate();
    for (int divisor : divisors()) {
      MethodHandle handle = handle(instance, divisor);
      for (int dividend : dividends(divisor)) {
        for (long bits : new long[] {dividend, dividend * 0x1_0000_0001L}) {
          assertThat((long) handle.invokeExact(bits))
              .as("%s of %s by %s", division, bits, divisor)
              .isEqualTo(division.of64Bits.applyAsLong(bits, divisor));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {DIV_S, DIV_S + 1, REM_S, REM_S + 1})
  void byZeroTheyTrap(int opcode) {
    int type = module.type(new int[] {I32}, I32);
    module.export("by0", module.function(type, bytes().localGet(0).i32(0).op(opcode)));
    MethodHandle handle = handle(instantiate(), 0);
    assertThatThrownBy(() -> handle.invoke(1))
        .isInstanceOfSatisfying(
            WasmTrap.class,
            trap -> assertThat(trap.kind()).isEqualTo(WasmTrap.Kind.INTEGER_DIVIDE_BY_ZERO));
  }

  @Test
  void byMinusOneTheLeastNumberOverflows() {
    module.export(
        "by-1",
        module.function(module.type(new int[] {I32}, I32), bytes().localGet(0).i32(-1).op(DIV_S)));
    MethodHandle handle = handle(instantiate(), -1);
    assertThatThrownBy(() -> handle.invoke(Integer.MIN_VALUE))
        .isInstanceOfSatisfying(
            WasmTrap.class,
            trap -> assertThat(trap.kind()).isEqualTo(WasmTrap.Kind.INTEGER_OVERFLOW));
  }

  @Test
  void whatIsDroppedStillTraps() {
    module.export(
        "by0",
        module.function(
            module.type(new int[] {I32}, I32),
            bytes().localGet(0).i32(0).op(DIV_S + 1).op(0x1A).localGet(0)));
    MethodHandle handle = handle(instantiate(), 0);
    assertThatThrownBy(() -> handle.invoke(1)).isInstanceOf(WasmTrap.class);
  }
}
