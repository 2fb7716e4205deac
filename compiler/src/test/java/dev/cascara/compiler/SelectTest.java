package dev.cascara.compiler;

import static dev.cascara.compiler.ModuleBuilder.I32;
import static dev.cascara.compiler.ModuleBuilder.bytes;
import static dev.cascara.compiler.ModuleBuilder.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cascara.compiler.ModuleBuilder.Bytes;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.WasmFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Choices between two numbers by comparing them, of which some are compiled as calls. */
class SelectTest {
  private static final int SELECT = 0x1B;
  private static final int LESS = 0x48;
  private static final int GREATER = 0x4A;
  private static final int[] NUMBERS = {0, 1, -1, 255, Integer.MAX_VALUE, Integer.MIN_VALUE};

  private final ModuleBuilder module = new ModuleBuilder();
  private final int type = module.type(times(2, I32), I32);

  private static Bytes select(Bytes first, Bytes second, Bytes left, Bytes right, int comparison) {
    return bytes()
        .append(first)
        .append(second)
        .append(left)
        .append(right)
        .op(comparison)
        .op(SELECT);
  }

  private Instance instantiate() {
    return new CodeLoader()
        .load(ModuleCompiler.compile(module.build(), new CompilerOptions("selects", "Selects")))
        .instantiate(Imports.NONE);
  }

  private static int call(Instance instance, String name, int first, int second) throws Throwable {
    return (int) ((WasmFunction) instance.export(name)).handle().invokeExact(first, second);
  }

  private static boolean holds(int comparison, int left, int right) {
    return switch (comparison) {
      case LESS -> left < right;
      case 0x49 -> Integer.compareUnsigned(left, right) < 0;
      case GREATER -> left > right;
      case 0x4B -> Integer.compareUnsigned(left, right) > 0;
      case 0x4C -> left <= right;
      case 0x4D -> Integer.compareUnsigned(left, right) <= 0;
      case 0x4F -> Integer.compareUnsigned(left, right) >= 0;
      default -> left >= right;
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {LESS, 0x49, GREATER, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F})
  void eitherOfTheNumbersThatAreComparedIsChosen(int comparison) throws Throwable {
    Bytes x = bytes().localGet(0);
    Bytes y = bytes().localGet(1);
    module.export("inOrder", module.function(type, select(x, y, x, y, comparison)));
    module.export("exchanged", module.function(type, select(y, x, x, y, comparison)));
    module.export("twice", module.function(type, select(x, x, x, y, comparison)));
    for (int number : NUMBERS) {
      Bytes constant = bytes().i32(number);
      Bytes body = select(x, constant, constant, x, comparison);
      module.export("constant" + number, module.function(type, body));
    }
    Instance instance = instantiate();
    for (int first : NUMBERS) {
      for (int second : NUMBERS) {
        boolean holds = holds(comparison, first, second);
        assertThat(call(instance, "inOrder", first, second)).isEqualTo(holds ? first : second);
        assertThat(call(instance, "exchanged", first, second)).isEqualTo(holds ? second : first);
        assertThat(call(instance, "twice", first, second)).isEqualTo(first);
        assertThat(call(instance, "constant" + second, first, 0))
            .isEqualTo(holds(comparison, second, first) ? first : second);
      }
    }
  }

  /** Numbers that are confined to a range, as in pictures and sounds. */
  @Test
  void numbersAreConfined() throws Throwable {
    Bytes x = bytes().localGet(0);
    Bytes zero = bytes().i32(0);
    Bytes positive = select(x, zero, x, zero, GREATER).op(0x22, 0);
    Bytes maximum = bytes().i32(255);
    module.export("f", module.function(type, select(positive, maximum, x, maximum, LESS)));
    Instance instance = instantiate();
    assertThat(call(instance, "f", -7, 0)).isZero();
    assertThat(call(instance, "f", 7, 0)).isEqualTo(7);
    assertThat(call(instance, "f", 700, 0)).isEqualTo(255);
  }
}
