package dev.cascara.compiler;

import static dev.cascara.compiler.ModuleBuilder.I32;
import static dev.cascara.compiler.ModuleBuilder.bytes;
import static dev.cascara.compiler.ModuleBuilder.locals;
import static dev.cascara.compiler.ModuleBuilder.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cascara.compiler.ModuleBuilder.Bytes;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.WasmFunction;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Loops that count, whose conditions are not compiled as they are. */
class LoopsTest {
  private static final int MANY_ROUNDS = 300;
  private static final int[] EDGES = {
    0,
    1,
    2,
    3,
    7,
    64,
    -1,
    -2,
    -3,
    -64,
    Integer.MAX_VALUE,
    Integer.MAX_VALUE - 5,
    Integer.MIN_VALUE,
    Integer.MIN_VALUE + 6
  };
  private static final int[] STEPS = {1, 2, 3, 8, -1, -2, -5, 1 << 30, Integer.MIN_VALUE, 0};

  /** What a loop goes on for. */
  private enum Condition {
    NOT_EQUAL(0x47),
    BELOW(0x49),
    ABOVE(0x4B),
    NOT_ABOVE(0x4D),
    NOT_BELOW(0x4F),
    LESS(0x48),
    GREATER(0x4A),
    NOT_GREATER(0x4C),
    NOT_LESS(0x4E);

    final int opcode;

    Condition(int opcode) {
      this.opcode = opcode;
    }

    private boolean holds(int first, int second) {
      int order = Integer.compareUnsigned(first, second);
      return switch (this) {
        case NOT_EQUAL -> order != 0;
        case BELOW -> order < 0;
        case ABOVE -> order > 0;
        case NOT_ABOVE -> order <= 0;
        case NOT_BELOW -> order >= 0;
        case LESS -> first < second;
        case GREATER -> first > second;
        case NOT_GREATER -> first <= second;
        case NOT_LESS -> first >= second;
      };
    }

    /** How often the loop is executed; no more than is of interest. */
    int rounds(int start, int step, int bound, boolean exchanged) {
      return rounds(start, step, step, bound, exchanged);
    }

    /**
     * How often the loop is executed; no more than is of interest.
     *
     * @param distance by how much what is compared is above the counter before it is counted
     */
    int rounds(int start, int step, int distance, int bound, boolean exchanged) {
      int counter = start;
      for (int rounds = 1; rounds < MANY_ROUNDS; rounds++) {
        int compared = counter + distance;
        counter += step;
        if (!(exchanged ? holds(bound, compared) : holds(compared, bound))) {
          return rounds;
        }
      }
      return MANY_ROUNDS;
    }
  }

  private final ModuleBuilder module = new ModuleBuilder();
  private final int type = module.type(times(2, I32), I32);

  /** A function of where a loop begins to count and of its bound, which returns the rounds. */
  private int loop(Bytes count, Bytes condition) {
    Bytes body =
        bytes()
            .block()
            .op(0x03, ModuleBuilder.EMPTY)
            .localGet(2)
            .i32(1)
            .add()
            .localSet(2)
            .localGet(2)
            .i32(MANY_ROUNDS)
            .op(0x46)
            .brIf(1)
            .append(count)
            .append(condition)
            .brIf(0)
            .end()
            .end()
            .localGet(2);
    return module.function(type, locals(2, I32), body);
  }

  private static Bytes add(int step) {
    return bytes().localGet(0).i32(step).add().localSet(0);
  }

  private static Bytes subtract(int step) {
    return bytes().localGet(0).i32(step).op(0x6B).localSet(0);
  }

  private Instance instantiate() {
    return new CodeLoader().load(compile()).instantiate(Imports.NONE);
  }

  private CompiledModule compile() {
    return ModuleCompiler.compile(module.build(), new CompilerOptions("loops", "Loops"));
  }

  private static int call(Instance instance, String name, int start, int bound) throws Throwable {
    return (int) ((WasmFunction) instance.export(name)).handle().invokeExact(start, bound);
  }

  @ParameterizedTest
  @EnumSource(Condition.class)
  void loopsAreExecutedAsOftenAsTheirConditionsHold(Condition condition) throws Throwable {
    for (int step : STEPS) {
      Bytes ordinary = bytes().localGet(0).localGet(1).op(condition.opcode);
      Bytes exchanged = bytes().localGet(1).localGet(0).op(condition.opcode);
      module.export("ordinary" + step, loop(add(step), ordinary));
      module.export("exchanged" + step, loop(subtract(-step), exchanged));
      for (int bound : EDGES) {
        Bytes constant = bytes().localGet(0).i32(bound).op(condition.opcode);
        module.export("constant" + step + "," + bound, loop(add(step), constant));
      }
    }
    Instance instance = instantiate();
    for (int step : STEPS) {
      for (int bound : EDGES) {
        for (int start : EDGES) {
          String what = condition + " from " + start + " by " + step + " to " + bound;
          int rounds = condition.rounds(start, step, bound, false);
          assertThat(call(instance, "ordinary" + step, start, bound)).as(what).isEqualTo(rounds);
          assertThat(call(instance, "constant" + step + "," + bound, start, 0))
              .as(what)
              .isEqualTo(rounds);
          assertThat(call(instance, "exchanged" + step, start, bound))
              .as("exchanged, " + what)
              .isEqualTo(condition.rounds(start, step, bound, true));
        }
      }
    }
  }

  /** What is compared was computed before the counter was counted. */
  @ParameterizedTest
  @EnumSource(Condition.class)
  void loopsMayCompareWhatIsSomeWayFromTheirCounter(Condition condition) throws Throwable {
    int[] steps = {1, 4, -3, 1 << 30};
    int[] distances = {0, 1, 9, -2, 1 << 28, -1 << 29, Integer.MIN_VALUE};
    for (int step : steps) {
      for (int distance : distances) {
        String name = step + "," + distance;
        Bytes ahead = bytes().localGet(0).i32(distance).add();
        Bytes compare = bytes().op(condition.opcode).localSet(3);
        module.export(
            "before" + name,
            loop(
                bytes().append(ahead).localGet(1).append(compare).append(add(step)),
                bytes().localGet(3)));
        module.export(
            "exchanged" + name,
            loop(
                bytes().append(ahead).localSet(3).append(add(step)),
                bytes().localGet(1).localGet(3).op(condition.opcode)));
        module.export(
            "constant" + name,
            loop(
                bytes().append(ahead).i32(64).append(compare).append(add(step)),
                bytes().localGet(3)));
      }
    }
    Instance instance = instantiate();
    for (int step : steps) {
      for (int distance : distances) {
        String name = step + "," + distance;
        for (int bound : EDGES) {
          for (int start : EDGES) {
            String what = condition + " from " + start + " by " + name + " to " + bound;
            assertThat(call(instance, "before" + name, start, bound))
                .as(what)
                .isEqualTo(condition.rounds(start, step, distance, bound, false));
            assertThat(call(instance, "exchanged" + name, start, bound))
                .as("exchanged, " + what)
                .isEqualTo(condition.rounds(start, step, distance, bound, true));
            assertThat(call(instance, "constant" + name, start, bound))
                .as("constant, " + what)
                .isEqualTo(condition.rounds(start, step, distance, 64, false));
          }
        }
      }
    }
  }

  @Test
  void loopsCountUntilTheirCounterIsZero() throws Throwable {
    for (int step : STEPS) {
      module.export("f" + step, loop(add(step), bytes().localGet(0)));
    }
    Instance instance = instantiate();
    for (int step : STEPS) {
      for (int start : EDGES) {
        assertThat(call(instance, "f" + step, start, 0))
            .as("from " + start + " by " + step)
            .isEqualTo(Condition.NOT_EQUAL.rounds(start, step, 0, false));
      }
    }
  }

  /** Otherwise HotSpot's compiler would not know that the loop counts. */
  @Test
  void loopsThatCountHaveSignedConditions() {
    module.export("f", loop(add(4), bytes().localGet(0).localGet(1).op(0x47)));
    assertThat(jumps()).containsAnyOf(Opcodes.IF_ICMPLT, Opcodes.IF_ICMPGE);
  }

  @Test
  void loopsThatCompareBeforeTheyCountHaveSignedConditions() {
    Bytes compare = bytes().localGet(0).i32(400).op(0x49).localSet(3);
    module.export("f", loop(compare.append(add(4)), bytes().localGet(3)));
    assertThat(jumps()).containsAnyOf(Opcodes.IF_ICMPLT, Opcodes.IF_ICMPGE);
  }

  @Test
  void loopsThatDoNotCountHaveTheirOwnConditions() {
    Bytes twice = add(4).append(add(4));
    module.export("f", loop(twice, bytes().localGet(0).localGet(1).op(0x47)));
    assertThat(jumps())
        .doesNotContain(Opcodes.IF_ICMPLT, Opcodes.IF_ICMPGE, Opcodes.IFLT, Opcodes.IFGE);
  }

  /** What HotSpot's compiler does before a loop that counts takes longer than a short loop. */
  @Test
  void loopsThatOnlyReadAreAskedForTheirLength() {
    module.export("f", counting(bytes(), bytes()));
    assertThat(jumps()).containsAnyOf(Opcodes.IF_ICMPGT, Opcodes.IF_ICMPLE);
  }

  @Test
  void loopsOfKnownLengthAreNotAskedForIt() {
    module.export("f", counting(bytes().i32(0).localSet(0), bytes()));
    assertThat(jumps()).doesNotContain(Opcodes.IF_ICMPGT, Opcodes.IF_ICMPLE);
  }

  @Test
  void loopsThatStoreAreNotAskedForTheirLength() {
    module.memory(1);
    Bytes store = bytes().localGet(0).i32(1).op(0x36, 2, 0);
    module.export("f", counting(bytes(), store));
    assertThat(jumps()).doesNotContain(Opcodes.IF_ICMPGT, Opcodes.IF_ICMPLE);
  }

  /** A loop that counts by four up to a constant. */
  private int counting(Bytes before, Bytes body) {
    return module.function(
        type,
        locals(0, I32),
        before
            .op(0x03, ModuleBuilder.EMPTY)
            .append(body)
            .append(add(4))
            .localGet(0)
            .i32(400)
            .op(0x47)
            .brIf(0)
            .end()
            .localGet(0));
  }

  /** The opcodes of the conditional jumps in the method of the only function. */
  private Set<Integer> jumps() {
    Set<Integer> opcodes = new TreeSet<>();
    MethodVisitor visitor =
        new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitJumpInsn(int opcode, Label label) {
            opcodes.add(opcode);
          }
        };
    compile().classes().values().forEach(file -> ClassFiles.visitMethods(file, name -> visitor));
    return opcodes;
  }
}
