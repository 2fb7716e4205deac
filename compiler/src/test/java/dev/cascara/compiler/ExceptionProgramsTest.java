package dev.cascara.compiler;

import static dev.cascara.compiler.ModuleBuilder.EMPTY;
import static dev.cascara.compiler.ModuleBuilder.I32;
import static dev.cascara.compiler.ModuleBuilder.bytes;
import static dev.cascara.compiler.ModuleBuilder.locals;
import static dev.cascara.compiler.ModuleBuilder.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cascara.compiler.ModuleBuilder.Bytes;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.WasmException;
import dev.cascara.runtime.WasmFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random programs that throw and catch do what a walk over their tree does, however large they are:
 * as methods that are left whole, that are divided, and that are flattened.
 */
class ExceptionProgramsTest {
  private static final int LOCALS = 6;

  /** Loops and nested statements together run so many statements at most. */
  private static final int MAXIMUM_STEPS = 20_000;

  /** How much is in between, so that functions become large. */
  private enum Padding {
    NONE(0),
    STATEMENTS(40),
    TARGETS(400);

    final int amount;

    Padding(int amount) {
      this.amount = amount;
    }
  }

  /** An exception of the program while the tree is walked. */
  private static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int tag;
    final int value;

    Thrown(int tag, int value) {
      super(null, null, false, false);
      this.tag = tag;
      this.value = value;
    }
  }

  /** An exception on its way to a block that it was delegated to. */
  private static final class Delegated extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient Node target;
    final transient Thrown exception;

    Delegated(Node target, Thrown exception) {
      super(null, null, false, false);
      this.target = target;
      this.exception = exception;
    }
  }

  /** A branch on its way to the end of a block. */
  private static final class Left extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient Node target;

    Left(Node target) {
      super(null, null, false, false);
      this.target = target;
    }
  }

  /** More steps were made than the test has time for. */
  private static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class State {
    final int[] locals = new int[LOCALS];
    int steps;

    void step() {
      if (++steps > MAXIMUM_STEPS) {
        throw new TooLong();
      }
    }
  }

  /** A statement: its instructions, and what it does. */
  private interface Node {
    void emit(Bytes out, List<Node> frames);

    void run(State state);
  }

  private static int depth(List<Node> frames, Node target) {
    return frames.size() - 1 - frames.lastIndexOf(target);
  }

  /** What is open in the generated code, but no target of anything. */
  private static final class Frame implements Node {
    @Override
    public void emit(Bytes out, List<Node> frames) {}

    @Override
    public void run(State state) {}
  }

  // ---------------------------------------------------------------- statements

  private record Sequence(List<Node> nodes) implements Node {
    @Override
    public void emit(Bytes out, List<Node> frames) {
      nodes.forEach(node -> node.emit(out, frames));
    }

    @Override
    public void run(State state) {
      nodes.forEach(node -> node.run(state));
    }
  }

  /** {@code a = a * 31 + b + c}. */
  private record Update(int a, int b, int c) implements Node {
    @Override
    public void emit(Bytes out, List<Node> frames) {
      out.localGet(a).i32(31).op(0x6C).localGet(b).add().i32(c).add().localSet(a);
    }

    @Override
    public void run(State state) {
      state.step();
      state.locals[a] = state.locals[a] * 31 + state.locals[b] + c;
    }
  }

  /** {@code a = f(b) + c}, where what waits on the stack must be evaluated first. */
  private record Call(int a, int b, int other) implements Node {
    @Override
    public void emit(Bytes out, List<Node> frames) {
      out.localGet(b).call(0).i32(5).localSet(other).localSet(a);
    }

    @Override
    public void run(State state) {
      state.step();
      int result = callee(state.locals[b]);
      state.locals[other] = 5;
      state.locals[a] = result;
    }
  }

  private static int callee(int x) {
    if ((x & 3) == 1) {
      throw new Thrown(0, x);
    }
    if ((x & 15) == 2) {
      throw new Thrown(1, x ^ 0x55);
    }
    return x * 3 + 1;
  }

  /** Throws if some bits of a variable are zero. */
  private record ThrowIf(int tag, int a, int mask) implements Node {
    @Override
    public void emit(Bytes out, List<Node> frames) {
      out.localGet(a).i32(mask).op(0x71, 0x45, 0x04, EMPTY);
      out.localGet(a).op(0x08).unsigned(tag).end();
    }

    @Override
    public void run(State state) {
      state.step();
      if ((state.locals[a] & mask) == 0) {
        throw new Thrown(tag, state.locals[a]);
      }
    }
  }

  /** Leaves a block if some bits of a variable are zero. */
  private record LeaveIf(Node target, int a, int mask) implements Node {
    @Override
    public void emit(Bytes out, List<Node> frames) {
      out.localGet(a).i32(mask).op(0x71, 0x45).brIf(depth(frames, target));
    }

    @Override
    public void run(State state) {
      state.step();
      if ((state.locals[a] & mask) == 0) {
        throw new Left(target);
      }
    }
  }

  /** Many targets, of which each adds another number. */
  private record Choice(int a, int targets) implements Node {
    @Override
    public void emit(Bytes out, List<Node> frames) {
      out.block();
      for (int i = 0; i <= targets; i++) {
        out.block();
      }
      out.localGet(a).op(0x0E).unsigned(targets);
      for (int i = 0; i <= targets; i++) {
        out.unsigned(i);
      }
      for (int i = 0; i <= targets; i++) {
        out.end().localGet(a).i32(3 * i + 1).add().localSet(a).br(targets - i);
      }
      out.end();
    }

    @Override
    public void run(State state) {
      state.step();
      int choice = state.locals[a];
      state.locals[a] += 3 * (Integer.compareUnsigned(choice, targets) < 0 ? choice : targets) + 1;
    }
  }

  private static final class Block implements Node {
    Node body = new Frame();

    @Override
    public void emit(Bytes out, List<Node> frames) {
      out.block();
      frames.add(this);
      body.emit(out, frames);
      frames.remove(frames.size() - 1);
      out.end();
    }

    @Override
    public void run(State state) {
      try {
        body.run(state);
      } catch (Left left) {
        if (left.target != this) {
          throw left;
        }
      } catch (Delegated delegated) {
        throw delegated.target == this ? delegated.exception : delegated;
      }
    }
  }

  /** Runs its body some times. */
  private record Loop(int counter, int times, Node body) implements Node {
    @Override
    public void emit(Bytes out, List<Node> frames) {
      out.i32(times).localSet(counter).op(0x03, EMPTY);
      frames.add(new Frame());
      body.emit(out, frames);
      frames.remove(frames.size() - 1);
      out.localGet(counter).i32(1).op(0x6B).op(0x22).unsigned(counter).brIf(0).end();
    }

    @Override
    public void run(State state) {
      state.locals[counter] = times;
      do {
        body.run(state);
        state.locals[counter]--;
      } while (state.locals[counter] != 0);
    }
  }

  /** Catches one tag, or everything, in either encoding. */
  private static final class Try implements Node {
    final boolean legacy;
    final boolean all;
    final int tag;
    final int a;
    Node body = new Frame();
    Node handler = new Frame();

    Try(boolean legacy, boolean all, int tag, int a) {
      this.legacy = legacy;
      this.all = all;
      this.tag = tag;
      this.a = a;
    }

    @Override
    public void emit(Bytes out, List<Node> frames) {
      if (legacy) {
        out.op(0x06, EMPTY);
        frames.add(this);
        body.emit(out, frames);
        if (all) {
          out.op(0x19).localGet(a).i32(7).add().localSet(a);
        } else {
          out.op(0x07).unsigned(tag).localSet(a);
        }
        handler.emit(out, frames);
        frames.remove(frames.size() - 1);
        out.end();
        return;
      }
      out.block();
      if (all) {
        out.block().op(0x1F, EMPTY).unsigned(1).op(2, 0);
      } else {
        out.op(0x02, I32).op(0x1F, EMPTY).unsigned(1).op(0).unsigned(tag).unsigned(0);
      }
      frames.add(new Frame());
      frames.add(new Frame());
      frames.add(this);
      body.emit(out, frames);
      frames.subList(frames.size() - 2, frames.size()).clear();
      out.end().br(1).end();
      if (all) {
        out.localGet(a).i32(7).add();
      }
      out.localSet(a);
      handler.emit(out, frames);
      frames.remove(frames.size() - 1);
      out.end();
    }

    @Override
    public void run(State state) {
      try {
        body.run(state);
        return;
      } catch (Thrown thrown) {
        enter(thrown, state);
      } catch (Delegated delegated) {
        if (delegated.target != this) {
          throw delegated;
        }
        // Of a block of the newer encoding it is the body that the exception comes out of.
        enter(delegated.exception, state);
      }
      handler.run(state);
    }

    private void enter(Thrown thrown, State state) {
      if (!all && thrown.tag != tag) {
        throw thrown;
      }
      state.locals[a] = all ? state.locals[a] + 7 : thrown.value;
    }
  }

  /** Takes exceptions past the handlers in between. */
  private record Delegating(Node target, Node body) implements Node {
    @Override
    public void emit(Bytes out, List<Node> frames) {
      out.op(0x06, EMPTY);
      frames.add(new Frame());
      body.emit(out, frames);
      frames.remove(frames.size() - 1);
      out.op(0x18).unsigned(depth(frames, target));
    }

    @Override
    public void run(State state) {
      try {
        body.run(state);
      } catch (Thrown thrown) {
        throw new Delegated(target, thrown);
      }
    }
  }

  // ---------------------------------------------------------------- programs

  /** Makes programs. */
  private static final class Generator {
    private final Random random;
    private final Padding padding;
    private int nodes;

    Generator(long seed, Padding padding) {
      this.random = new Random(seed);
      this.padding = padding;
    }

    private int local() {
      return random.nextInt(LOCALS - 1);
    }

    private Node statement(int level, List<Node> open) {
      nodes++;
      int kind = random.nextInt(level > 5 || nodes > 150 ? 5 : 12);
      return switch (kind) {
        case 0, 1 -> new Update(local(), local(), random.nextInt(1000));
        case 2 -> new Call(local(), local(), local());
        case 3 -> new ThrowIf(random.nextInt(2), local(), 3);
        case 4 ->
            open.isEmpty()
                ? new Update(local(), local(), 1)
                : new LeaveIf(open.get(random.nextInt(open.size())), local(), 7);
        case 5 ->
            new Loop(
                LOCALS - 1,
                1 + random.nextInt(3),
                new Sequence(
                    List.of(
                        // The counter is not saved by inner loops.
                        straight(3))));
        case 6 -> block(level, open);
        case 7 ->
            open.isEmpty()
                ? block(level, open)
                : new Delegating(open.get(random.nextInt(open.size())), sequence(level + 1, open));
        default -> catching(level, open);
      };
    }

    private Node straight(int count) {
      List<Node> nodes = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        nodes.add(new Update(local(), local(), random.nextInt(100)));
        if (random.nextInt(3) == 0) {
          nodes.add(new Call(local(), local(), local()));
        }
      }
      return new Sequence(nodes);
    }

    private Node block(int level, List<Node> open) {
      Block block = new Block();
      List<Node> inside = new ArrayList<>(open);
      inside.add(block);
      block.body = sequence(level + 1, inside);
      return block;
    }

    private Node catching(int level, List<Node> open) {
      Try node = new Try(random.nextBoolean(), random.nextInt(3) == 0, random.nextInt(2), local());
      // Branches go to blocks only: what a label of a try means differs.
      node.body = sequence(level + 1, open);
      if (random.nextInt(3) == 0) {
        node.body =
            new Sequence(List.of(node.body, new Delegating(node, sequence(level + 2, open))));
      }
      node.handler = sequence(level + 1, open);
      return node;
    }

    private Node sequence(int level, List<Node> open) {
      List<Node> nodes = new ArrayList<>();
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        nodes.add(statement(level, open));
        if (random.nextInt(3) == 0) {
          pad(nodes);
        }
      }
      return new Sequence(nodes);
    }

    private void pad(List<Node> nodes) {
      if (padding == Padding.STATEMENTS) {
        for (int i = 0; i < padding.amount; i++) {
          nodes.add(new Update(local(), local(), i));
        }
      } else if (padding == Padding.TARGETS && random.nextInt(4) == 0) {
        nodes.add(new Choice(local(), padding.amount));
      }
    }

    Node program() {
      Block outermost = new Block();
      List<Node> open = List.of(outermost);
      List<Node> nodes = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        nodes.add(sequence(0, open));
      }
      outermost.body = new Sequence(nodes);
      return outermost;
    }
  }

  private static byte[] module(List<Node> programs) {
    ModuleBuilder module = new ModuleBuilder();
    int unary = module.type(times(1, I32), I32);
    int value = module.type(times(1, I32));
    module.tag(value);
    module.tag(value);
    module.function(
        unary,
        bytes()
            .localGet(0)
            .i32(3)
            .op(0x71)
            .i32(1)
            .op(0x46, 0x04, EMPTY)
            .localGet(0)
            .op(0x08, 0)
            .end()
            .localGet(0)
            .i32(15)
            .op(0x71)
            .i32(2)
            .op(0x46, 0x04, EMPTY)
            .localGet(0)
            .i32(0x55)
            .op(0x73, 0x08, 1)
            .end()
            .localGet(0)
            .i32(3)
            .op(0x6C)
            .i32(1)
            .add());
    for (int i = 0; i < programs.size(); i++) {
      Bytes body = bytes();
      programs.get(i).emit(body, new ArrayList<>());
      body.i32(0);
      for (int local = 0; local < LOCALS; local++) {
        body.i32(17).op(0x6C).localGet(local).add();
      }
      module.export("f" + i, module.function(unary, locals(LOCALS - 1, I32), body));
    }
    return module.build();
  }

  /** The result, or what was thrown. */
  private static String walk(Node program, int argument) {
    State state = new State();
    state.locals[0] = argument;
    try {
      program.run(state);
    } catch (Thrown thrown) {
      return "exception " + thrown.value;
    }
    int result = 0;
    for (int local : state.locals) {
      result = result * 17 + local;
    }
    return "result " + result;
  }

  private static String run(WasmFunction function, int argument) throws Throwable {
    try {
      return "result " + (int) function.handle().invokeExact(argument);
    } catch (WasmException thrown) {
      return "exception " + thrown.value(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, NONE", "2, NONE", "3, STATEMENTS", "4, STATEMENTS", "5, TARGETS", "6, TARGETS"})
  void programsDoWhatTheirTreesDo(long seed, Padding padding) throws Throwable {
    List<Node> programs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      programs.add(new Generator(seed * 1000 + i, padding).program());
    }
    CompiledModule compiled =
        ModuleCompiler.compile(module(programs), new CompilerOptions("t", "M"));
    ClassFiles.assertMethodsAreSmall(compiled);
    ClassFiles.assertVerified(compiled);
    Instance instance = new CodeLoader().load(compiled).instantiate(Imports.NONE);
    int compared = 0;
    for (int i = 0; i < programs.size(); i++) {
      WasmFunction function = (WasmFunction) instance.export("f" + i);
      for (int argument = -3; argument < 30; argument++) {
        String expected;
        try {
          expected = walk(programs.get(i), argument);
        } catch (TooLong e) {
          continue;
        }
        assertThat(run(function, argument)).as("f%d(%d)", i, argument).isEqualTo(expected);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(500);
  }
}
