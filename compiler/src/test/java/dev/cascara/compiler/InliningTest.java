package dev.cascara.compiler;

import static dev.cascara.compiler.ModuleBuilder.EMPTY;
import static dev.cascara.compiler.ModuleBuilder.I32;
import static dev.cascara.compiler.ModuleBuilder.V128;
import static dev.cascara.compiler.ModuleBuilder.bytes;
import static dev.cascara.compiler.ModuleBuilder.locals;
import static dev.cascara.compiler.ModuleBuilder.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cascara.compiler.CompilerOptions.SimdTarget;
import dev.cascara.compiler.ModuleBuilder.Bytes;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.WasmFunction;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What is done so that HotSpot inlines all accesses to memory and operations on vectors. */
class InliningTest {
  private static final CompilerOptions OPTIONS = new CompilerOptions("inlining", "Inlining");
  private static final int LOCAL_TEE = 0x22;

  private final ModuleBuilder module = new ModuleBuilder();
  private final int unary = module.type(times(1, I32), I32);

  InliningTest() {
    module.memory(1);
  }

  private List<String> methods(String function) {
    return ModuleCompiler.compile(module.build(), OPTIONS).classes().entrySet().stream()
        .filter(entry -> entry.getKey().contains("$Code"))
        .flatMap(entry -> ClassFiles.methodSizes(entry.getValue()).keySet().stream())
        .filter(name -> name.startsWith(function + "$") || name.startsWith(function + "("))
        .toList();
  }

  /** A sum of some numbers in memory, each at another distance from the parameter. */
  private static Bytes sum(int loads) {
    Bytes body = bytes().i32(0);
    for (int i = 0; i < loads; i++) {
      // Not from the same variable, or one check would serve all.
      body.localGet(0).i32(4 * i).op(0x73).op(0x28, 2, 0).add();
    }
    return body;
  }

  /** A function of calls, and then a loop over memory without calls. */
  private int callsAndLoop(int calls, int callee) {
    Bytes body = bytes();
    for (int i = 0; i < calls; i++) {
      body.localGet(0).i32(i).add().call(callee).localGet(1).add().localSet(1);
    }
    body.op(0x03, EMPTY).append(sum(8)).localGet(1).add().localSet(1);
    body.localGet(0).i32(-1).add().op(LOCAL_TEE, 0).brIf(0).end().localGet(1);
    return module.function(unary, locals(1, I32), body);
  }

  /** As of a transformation that computes its factors and then goes over a large array. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void loopsBehindManyCallsAreMethods(int calls) throws Throwable {
    int callee = module.function(unary, sum(9));
    module.export("f", callsAndLoop(calls, callee));
    module.data(0, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
    assertThat(methods("f")).hasSize(calls == 1 ? 1 : 2);
    WasmFunction function =
        (WasmFunction)
            new CodeLoader()
                .load(ModuleCompiler.compile(module.build(), OPTIONS))
                .instantiate(Imports.NONE)
                .export("f");
    int expected = 0;
    for (int call = 0; call < calls; call++) {
      expected += sum(9, 3 + call);
    }
    for (int address = 3; address > 0; address--) {
      expected += sum(8, address);
    }
    assertThat((int) function.handle().invokeExact(3)).isEqualTo(expected);
  }

  private static int sum(int loads, int address) {
    int sum = 0;
    for (int i = 0; i < loads; i++) {
      int at = address ^ (4 * i);
      for (int j = 0; j < 4; j++) {
        sum += at + j < 9 ? (at + j + 1) << (8 * j) : 0;
      }
    }
    return sum;
  }

  /** A loop that just fits into a method, but not with what a handler needs of it. */
  @Test
  void loopsThatAreMethodsAreNotDividedOffAgain() {
    int callee = module.function(unary, sum(3));
    for (int additions = 0; additions < 60; additions++) {
      Bytes body = bytes().op(0x02, EMPTY).op(0x1F, EMPTY, 1, 0x02, 0);
      body.localGet(0).call(callee).localSet(1).op(0x03, EMPTY);
      body.append(sum(4)).localSet(2);
      for (int i = 0; i < additions; i++) {
        body.localGet(2).i32(i).op(0x73).localSet(2);
      }
      body.localGet(0).i32(-1).add().op(LOCAL_TEE, 0).brIf(0).end().end().end();
      body.localGet(1).localGet(2).add();
      module.export("f" + additions, module.function(unary, locals(2, I32), body));
    }
    CompilerOptions small = OPTIONS.withMethodSize(CompilerOptions.MINIMUM_METHOD_SIZE);
    ClassFiles.assertVerified(ModuleCompiler.compile(module.build(), small));
  }

  /** What is larger than a caller's room remains a call anyway. */
  @Test
  void largeCalleesTakeNoRoom() {
    int callee = module.function(unary, sum(40));
    module.export("f", callsAndLoop(7, callee));
    assertThat(methods("f")).hasSize(1);
  }

  /** A loop of operations on lanes that are as many calls, if vectors are scalars. */
  @Test
  void operationsOnLanesAreDividedAsAccessesAre() {
    Bytes body = bytes().op(0x03, EMPTY);
    for (int i = 0; i < 130; i++) {
      body.localGet(1).localGet(0).simd(0x0F).simd(i % 2 == 0 ? 0x6F : 0x71).localSet(1);
    }
    body.localGet(0).i32(-1).add().op(LOCAL_TEE, 0).brIf(0).end().localGet(1).simd(0x15).op(0);
    module.export("f", module.function(unary, locals(1, V128), body));
    assertThat(methods("f")).hasSizeGreaterThan(1);
  }

  /** HotSpot inlines no ordinary call beside the many that operations on vectors are. */
  @Test
  void methodsWithVectorsOfTheJdkAreLinkedToTheRuntime() {
    Bytes vector = bytes().localGet(0).simd(0x11).localGet(0).simd(0x11).simd(0xAE);
    Bytes divided = vector.simd(0x1B).op(0).localGet(0).op(0x6D);
    module.export("f", module.function(unary, divided));
    Set<String> linked = new TreeSet<>();
    ModuleCompiler.compile(module.build(), OPTIONS.withSimdTarget(SimdTarget.VECTOR_API))
        .classes()
        .values()
        .forEach(
            file ->
                ClassFiles.visitMethods(
                    file,
                    name ->
                        new MethodVisitor(Opcodes.ASM9) {
                          @Override
                          public void visitInvokeDynamicInsn(
                              String method, String descriptor, Handle link, Object... arguments) {
                            linked.add(method + descriptor);
                          }
                        }));
    assertThat(linked).containsExactly("divide(II)I");
  }
}
