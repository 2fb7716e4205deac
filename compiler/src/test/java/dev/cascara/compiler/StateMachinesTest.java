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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Functions that are a loop around a switch on a variable that only constants are assigned to. */
class StateMachinesTest {
  private static final int STATE = 0;
  private static final int TRACE = 1;
  private static final int FUEL = 2;

  /** For so many states there is a table of numbers. */
  private static final int MANY_STATES = 560;

  /** How many segments are executed at most. */
  private static final int MOST = 60;

  /**
   * A way out of a segment, which is taken if a bit of the trace is set.
   *
   * @param bit the bit
   * @param target the state to go on with, or the segment to branch to
   * @param isDirect whether it is a branch to a later segment, past the switch
   */
  private record Way(int bit, int target, boolean isDirect) {}

  /**
   * A state machine.
   *
   * @param table for each state, the segment; as many as there are segments for the end
   * @param segments the ways out of each segment, which otherwise goes on with the next
   */
  private record Machine(List<Integer> table, List<List<Way>> segments) {
    static Machine random(Random random, boolean hasManyStates) {
      int count = 1 + random.nextInt(9);
      List<Integer> table = new ArrayList<>();
      boolean isOrdered = random.nextBoolean();
      for (int i = random.nextInt(random.nextBoolean() ? 3 : 2 * count) + 1; i > 0; i--) {
        table.add(isOrdered ? Math.min(table.size(), count) : random.nextInt(count + 1));
      }
      while (hasManyStates && table.size() < MANY_STATES) {
        table.add(random.nextInt(count + 1));
      }
      List<List<Way>> segments = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        List<Way> ways = new ArrayList<>();
        for (int way = random.nextInt(3); way > 0; way--) {
          boolean isDirect = random.nextInt(3) == 0;
          int target =
              isDirect ? i + 1 + random.nextInt(count - i) : random.nextInt(table.size() + 1);
          ways.add(new Way(random.nextInt(12), target, isDirect));
        }
        segments.add(ways);
      }
      return new Machine(table, segments);
    }

    private int segmentOf(int state) {
      return state >= 0 && state < table.size() ? table.get(state) : segments.size();
    }

    /** What the function returns. */
    int run(int state, int seed) {
      int trace = seed;
      int segment = segmentOf(state);
      for (int fuel = MOST; segment < segments.size(); fuel--) {
        if (fuel == 0) {
          return trace;
        }
        trace = trace * 31 + segment;
        int next = segment + 1;
        for (Way way : segments.get(segment)) {
          if ((trace >> way.bit() & 1) != 0) {
            next = way.isDirect() ? way.target() : segmentOf(way.target());
            break;
          }
        }
        segment = next;
      }
      return trace;
    }

    /**
     * The function: of a state and a seed to the last trace.
     *
     * @param reusesState whether other values are in the state's variable in between
     */
    Bytes code(boolean reusesState) {
      int count = segments.size();
      Bytes code = bytes();
      if (reusesState) {
        code.localGet(FUEL).op(0x04, ModuleBuilder.EMPTY);
        code.localGet(TRACE).localSet(STATE).localGet(STATE).op(0x0F).end();
      }
      code.i32(MOST).localSet(FUEL).block().op(0x03, ModuleBuilder.EMPTY);
      for (int i = 0; i < count; i++) {
        code.block();
      }
      code.localGet(STATE).op(0x0E).unsigned(table.size());
      table.forEach(segment -> code.unsigned(depth(segment)));
      code.unsigned(depth(count)).end();
      for (int i = 0; i < count; i++) {
        addSegment(code, i, reusesState);
        if (i < count - 1) {
          code.end();
        }
      }
      return code.end().end().localGet(TRACE);
    }

    /** How many labels there are between the switch and a segment, or the end. */
    private int depth(int segment) {
      return segment == segments.size() ? segment + 1 : segment;
    }

    private void addSegment(Bytes code, int segment, boolean reusesState) {
      int loop = segments.size() - 1 - segment;
      code.localGet(FUEL).op(0x45).brIf(loop + 1);
      code.localGet(FUEL).i32(1).op(0x6B).localSet(FUEL);
      code.localGet(TRACE).i32(31).op(0x6C).i32(segment).add();
      if (reusesState) {
        code.localSet(STATE).localGet(STATE);
      }
      code.localSet(TRACE);
      for (Way way : segments.get(segment)) {
        code.localGet(TRACE).i32(way.bit()).op(0x75).i32(1).op(0x71);
        code.op(0x04, ModuleBuilder.EMPTY);
        if (!way.isDirect()) {
          code.i32(way.target()).localSet(STATE).br(loop + 1);
        } else if (way.target() == segments.size()) {
          code.br(loop + 2);
        } else {
          code.br(way.target() - segment);
        }
        code.end();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void machinesDoWhatTheyDidAsOneLoop(int seed) throws Throwable {
    Random random = new Random(seed);
    ModuleBuilder module = new ModuleBuilder();
    int binary = module.type(times(2, I32), I32);
    List<Machine> machines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Machine machine = Machine.random(random, i % 30 == 0);
      machines.add(machine);
      module.export("f" + i, module.function(binary, locals(1, I32), machine.code(i % 3 == 0)));
    }
    for (int methodSize : new int[] {CompilerOptions.MAXIMUM_METHOD_SIZE, 800}) {
      Instance instance = instantiate(module, methodSize);
      for (int i = 0; i < machines.size(); i++) {
        Machine machine = machines.get(i);
        WasmFunction function = (WasmFunction) instance.export("f" + i);
        for (int state = -1; state <= machine.table().size(); state++) {
          for (int trace = 0; trace < 6; trace++) {
            assertThat((int) function.handle().invokeExact(state, trace))
                .as("%s, state %d, trace %d", machine, state, trace)
                .isEqualTo(machine.run(state, trace));
          }
        }
      }
    }
  }

  /** Two loops, one in the other; the function may go on in both. */
  @ParameterizedTest
  @CsvSource({"4, false", "4, true", MANY_STATES + ", false", MANY_STATES + ", true"})
  void branchesBackPassTheSwitch(int states, boolean reusesState) {
    ModuleBuilder module = new ModuleBuilder();
    int binary = module.type(times(2, I32), I32);
    List<Integer> table = new ArrayList<>(List.of(0, 1, 2));
    while (table.size() < states - 1) {
      table.add(4);
    }
    table.add(3);
    Machine machine =
        new Machine(
            table,
            List.of(
                List.of(),
                List.of(new Way(0, 1, false)),
                List.of(),
                List.of(new Way(1, 2, false), new Way(2, 1, false))));
    module.export("f", module.function(binary, locals(1, I32), machine.code(reusesState)));
    List<Integer> targets = new ArrayList<>();
    ModuleCompiler.compile(module.build(), options(CompilerOptions.MAXIMUM_METHOD_SIZE))
        .classes()
        .forEach(
            (name, file) -> {
              if (name.contains("$Code")) {
                findBranchesBack(file, targets);
              }
            });
    // That of the function, that of the loop from the second segment, that from the third.
    assertThat(targets).containsExactly(2, 3, 2);
  }

  /** What is not of that kind: switches that lead to the start of their own loop. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void switchToItsOwnLoop(boolean asDefault) throws Throwable {
    Bytes code = bytes().op(0x03, ModuleBuilder.EMPTY).block().localGet(0).op(0x0E).unsigned(1);
    code.unsigned(asDefault ? 0 : 1).unsigned(asDefault ? 1 : 0).end().end();
    ModuleBuilder module = new ModuleBuilder();
    int unary = module.type(times(1, I32), I32);
    module.export("f", module.function(unary, code.i32(7)));
    Instance instance = instantiate(module, CompilerOptions.MAXIMUM_METHOD_SIZE);
    WasmFunction function = (WasmFunction) instance.export("f");
    assertThat((int) function.handle().invokeExact(asDefault ? 0 : 1)).isEqualTo(7);
  }

  /** Each looks at all that is in it, so not all of them may. */
  @Test
  @Timeout(60)
  void machinesInEachOtherTakeNoLongerThanTheirCode() throws Throwable {
    int depth = 20_000;
    Bytes code = bytes();
    for (int i = 1; i <= depth; i++) {
      code.op(0x03, ModuleBuilder.EMPTY).block();
      code.localGet(i).op(0x0E).unsigned(1).unsigned(0).unsigned(0).end();
    }
    for (int i = depth; i >= 1; i--) {
      code.localGet(0).op(0x04, ModuleBuilder.EMPTY);
      code.i32(0).localSet(0).i32(0).localSet(i).br(1).end().end();
    }
    ModuleBuilder module = new ModuleBuilder();
    int unary = module.type(times(1, I32), I32);
    module.export("f", module.function(unary, locals(depth, I32), code.localGet(0)));
    Instance instance = instantiate(module, CompilerOptions.MAXIMUM_METHOD_SIZE);
    WasmFunction function = (WasmFunction) instance.export("f");
    assertThat((int) function.handle().invokeExact(1)).isZero();
  }

  /** Adds, for each branch back, how many switches were before its target. */
  private static void findBranchesBack(byte[] file, List<Integer> targets) {
    ClassFiles.visitMethods(file, name -> new BranchFinder(targets));
  }

  private static final class BranchFinder extends MethodVisitor {
    private final List<Integer> targets;
    private final Map<Label, Integer> labels = new HashMap<>();
    private int switches;

    BranchFinder(List<Integer> targets) {
      super(Opcodes.ASM9);
      this.targets = targets;
    }

    @Override
    public void visitLabel(Label label) {
      labels.put(label, switches);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label other, Label... cases) {
      switches++;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      Integer before = labels.get(label);
      if (before != null) {
        targets.add(before);
      }
    }
  }

  private static CompilerOptions options(int methodSize) {
    return new CompilerOptions("machines", "Machines").withMethodSize(methodSize);
  }

  private static Instance instantiate(ModuleBuilder module, int methodSize) {
    return new CodeLoader()
        .load(ModuleCompiler.compile(module.build(), options(methodSize)))
        .instantiate(Imports.NONE);
  }
}
