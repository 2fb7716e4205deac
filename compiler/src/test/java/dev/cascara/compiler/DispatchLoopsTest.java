package dev.cascara.compiler;

import static dev.cascara.compiler.ModuleBuilder.I32;
import static dev.cascara.compiler.ModuleBuilder.bytes;
import static dev.cascara.compiler.ModuleBuilder.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.compiler.ModuleBuilder.Bytes;
import dev.cascara.compiler.validation.Feature;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.WasmTrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Which loops around switches are taken for those of interpreters. */
class DispatchLoopsTest {
  private static final String ACCESS = "dev/cascara/runtime/internal/IntAccess";
  private static final String LINKED = "linked: ";
  private static final int LABELS = 40;
  private static final int SMALL_STACK = 256 << 10;
  private static final int STEP = 7;
  private static final String HELD = "linked, with the array: ";
  private static final int ARMS = 30;
  private static final int LAST_WORD = 2 * 65536 - Integer.BYTES;
  private static final int STORED = 42;

  /** Instructions of {@link #growingInterpreter}, each at a multiple of the greatest length. */
  private static final byte[][] PROGRAMS = {{7, 1, 9, 4, 0}, {2, 4, 8, 0}, {3, 4, 0}, {4, 0}};

  private static final int LONGEST = 8;
  private static final CompilerOptions OPTIONS =
      new CompilerOptions("loops", "Loops").withFeatures(Feature.all());

  /**
   * A loop around a switch with some targets, each of which loads the next number to switch on: the
   * last loads that of the default, which is returned. Another function calls itself some times
   * before it.
   */
  private static byte[] loop(int targets) {
    Bytes code = bytes().op(0x03, ModuleBuilder.EMPTY).block();
    for (int i = 0; i < targets; i++) {
      code.block();
    }
    code.localGet(0).op(0x0E).unsigned(LABELS);
    for (int i = 0; i < LABELS; i++) {
      code.unsigned(i % targets);
    }
    code.unsigned(targets).end();
    for (int i = 0; i < targets; i++) {
      code.i32(4 * i).op(0x28, 2, 0).localSet(0).br(targets - i);
      code.end();
    }
    ModuleBuilder module = new ModuleBuilder();
    module.memory(1);
    byte[] next = new byte[4 * targets];
    for (int i = 0; i < targets; i++) {
      next[4 * i] = (byte) (i < targets - 1 ? i + 1 : LABELS);
    }
    module.data(0, next);
    int unary = module.type(times(1, I32), I32);
    int loop = module.function(unary, code.end().localGet(0));
    Bytes deep = bytes().localGet(0).op(0x04, I32);
    deep.localGet(0).i32(1).op(0x6B).call(loop + 1).op(0x05).i32(0).call(loop).end();
    module.export("deep", module.function(unary, deep));
    return module.build();
  }

  /**
   * An interpreter of bytes in memory: 1 and 2 grow the memory by a page, here and in a function
   * that is called; 3 does so in one that throws what is caught; 4 writes to the last word of the
   * second page; 0 returns what is read there, and others only load.
   */
  private static byte[] growingInterpreter(boolean catches) {
    ModuleBuilder module = new ModuleBuilder();
    module.memory(1);
    int nullary = module.type(times(0, I32));
    int grow = module.function(nullary, bytes().i32(1).op(0x40, 0, 0x1A));
    int tag = module.tag(nullary);
    int throwing = module.function(nullary, bytes().call(grow).op(0x08).unsigned(tag));
    List<Bytes> arms = new ArrayList<>();
    arms.add(bytes().i32(LAST_WORD).op(0x28, 2, 0, 0x0F));
    arms.add(bytes().i32(1).op(0x40, 0, 0x1A));
    arms.add(bytes().call(grow));
    // block, try_table with catch_all
    arms.add(
        catches
            ? bytes().block().op(0x1F, ModuleBuilder.EMPTY, 1, 2, 0).call(throwing).end().end()
            : bytes());
    arms.add(bytes().i32(LAST_WORD).i32(STORED).op(0x36, 2, 0));
    while (arms.size() < ARMS) {
      Bytes loads = bytes();
      for (int i = 0; i < 3; i++) {
        loads.localGet(0).op(0x28, 2).unsigned(Integer.BYTES * arms.size() + i).op(0x1A);
      }
      arms.add(loads);
    }
    Bytes code = bytes().op(0x03, ModuleBuilder.EMPTY);
    arms.forEach(arm -> code.block());
    code.localGet(0).i32(1).add().localSet(0);
    code.localGet(0).op(0x2D, 0, 0).op(0x0E).unsigned(ARMS - 1);
    for (int i = 0; i < ARMS; i++) {
      code.unsigned(i);
    }
    code.end();
    for (int i = 0; i < ARMS; i++) {
      code.append(arms.get(i)).br(ARMS - 1 - i);
      if (i < ARMS - 1) {
        code.end();
      }
    }
    code.end().op(0x00);
    int unary = module.type(times(1, I32), I32);
    module.export("run", module.function(unary, code));
    for (int i = 0; i < PROGRAMS.length; i++) {
      module.data(LONGEST * i + 1, PROGRAMS[i]);
    }
    return module.build();
  }

  private static Set<String> calledClasses(byte[] module) {
    Set<String> classes = new TreeSet<>();
    MethodVisitor visitor =
        new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitMethodInsn(
              int opcode, String owner, String name, String descriptor, boolean isInterface) {
            classes.add(owner);
          }

          @Override
          public void visitInvokeDynamicInsn(
              String name, String descriptor, Handle bootstrap, Object... arguments) {
            String way = descriptor.contains("[BI") ? HELD : LINKED;
            classes.add(way + ((Type) arguments[0]).getInternalName());
          }
        };
    ModuleCompiler.compile(module, OPTIONS).classes().entrySet().stream()
        .filter(entry -> entry.getKey().contains("$Code"))
        .forEach(entry -> ClassFiles.visitMethods(entry.getValue(), name -> visitor));
    return classes;
  }

  /** Its parts need not be in one method, nor all its accesses in place. */
  @Test
  void switchesWithFewTargetsAreOrdinary() {
    assertThat(calledClasses(loop(3))).contains(ACCESS).doesNotContain(LINKED + ACCESS);
  }

  @Test
  void interpretersHaveManyTargets() {
    assertThat(calledClasses(loop(30))).contains(HELD + ACCESS).doesNotContain(ACCESS);
  }

  /** To read the arrays of all of them again takes as often as much code. */
  @Test
  void oneMemoryIsHeldAtMost() {
    ModuleBuilder module = new ModuleBuilder();
    int memories = 90;
    Bytes code = bytes().op(0x03, ModuleBuilder.EMPTY).block();
    for (int i = 0; i < ARMS; i++) {
      code.block();
    }
    code.localGet(0).op(0x0E).unsigned(ARMS);
    for (int i = 0; i <= ARMS; i++) {
      code.unsigned(i);
    }
    code.end();
    for (int i = 0; i < ARMS; i++) {
      // i32.load, and i32.atomic.load of other memories
      code.localGet(0).op(0x28, 2, 0).localSet(0);
      for (int memory = 1 + 3 * i; memory < Math.min(4 + 3 * i, memories); memory++) {
        code.localGet(0).op(0xFE, 0x10, 0x42).unsigned(memory).unsigned(0).localSet(0);
      }
      code.br(ARMS - i).end();
    }
    for (int i = 0; i < memories; i++) {
      module.memory(1);
    }
    module.function(module.type(times(1, I32), I32), code.end().localGet(0));
    assertThat(calledClasses(module.build()))
        .contains(LINKED + ACCESS)
        .doesNotContain(HELD + ACCESS);
  }

  @Test
  void handlersReadTheMemoryAgain() throws Throwable {
    byte[] module = growingInterpreter(true);
    assertThat(calledClasses(module)).contains(LINKED + ACCESS).doesNotContain(HELD + ACCESS);
    for (int program = 0; program < PROGRAMS.length - 1; program++) {
      assertThat(interpret(module, program)).isEqualTo(STORED);
    }
    assertThatThrownBy(() -> interpret(module, PROGRAMS.length - 1))
        .isInstanceOfSatisfying(
            WasmTrap.class,
            trap -> assertThat(trap.kind()).isEqualTo(WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS));
  }

  @Test
  void memoriesGrowWhileTheirArraysAreHeld() throws Throwable {
    byte[] module = growingInterpreter(false);
    assertThat(calledClasses(module)).contains(HELD + ACCESS).doesNotContain(LINKED + ACCESS);
    assertThat(interpret(module, 0)).isEqualTo(STORED);
    assertThat(interpret(module, 1)).isEqualTo(STORED);
    for (int program : new int[] {2, 3}) {
      assertThatThrownBy(() -> interpret(module, program))
          .isInstanceOfSatisfying(
              WasmTrap.class,
              trap -> assertThat(trap.kind()).isEqualTo(WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS));
    }
  }

  private static int interpret(byte[] module, int program) throws Throwable {
    CompiledModule compiled = ModuleCompiler.compile(module, OPTIONS);
    Instance instance = new CodeLoader().load(compiled).instantiate(Imports.NONE);
    WasmFunction run = (WasmFunction) instance.export("run");
    return (int) run.handle().invokeExact(LONGEST * program);
  }

  /** What cannot be linked for want of stack is linked the next time. */
  @Test
  void stackMayEndWhereAccessesAreLinked() throws InterruptedException {
    CompiledModule module = ModuleCompiler.compile(loop(30), OPTIONS);
    List<Throwable> failures = new ArrayList<>();
    Runnable attempts =
        () -> {
          try {
            int most = 0;
            WasmFunction deepest = deep(module);
            while (call(deepest, most)) {
              most += STEP;
            }
            for (int depth = most; depth > most / 2; depth -= STEP) {
              WasmFunction function = deep(module);
              call(function, depth);
              assertThat(call(function, 0)).isTrue();
            }
          } catch (Throwable e) {
            failures.add(e);
          }
        };
    Thread thread = new Thread(null, attempts, "small stack", SMALL_STACK);
    thread.start();
    thread.join();
    assertThat(failures).isEmpty();
  }

  private static WasmFunction deep(CompiledModule module) {
    Instance instance = new CodeLoader().load(module).instantiate(Imports.NONE);
    return (WasmFunction) instance.export("deep");
  }

  /** Returns whether there is stack enough for some calls. */
  private static boolean call(WasmFunction function, int depth) throws Throwable {
    try {
      assertThat((int) function.handle().invokeExact(depth)).isEqualTo(LABELS);
      return true;
    } catch (WasmTrap e) {
      assertThat(e.kind()).isEqualTo(WasmTrap.Kind.CALL_STACK_EXHAUSTED);
      return false;
    }
  }
}
