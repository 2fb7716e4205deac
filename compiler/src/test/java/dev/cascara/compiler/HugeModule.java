package dev.cascara.compiler;

import static dev.cascara.compiler.ModuleBuilder.I32;
import static dev.cascara.compiler.ModuleBuilder.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cascara.compiler.ModuleBuilder.Bytes;
import dev.cascara.compiler.validation.Feature;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.WasmFunction;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A module beyond the limits of class files or of HotSpot, whose function {@code f} maps an {@code
 * i32} to an {@code i32}, and the same function in Java.
 */
final class HugeModule {
  final ModuleBuilder module = new ModuleBuilder();

  /** The type of {@code f}. */
  final int unary = module.type(times(1, I32), I32);

  private Imports imports = Imports.NONE;
  private final Map<Integer, Integer> results = new TreeMap<>();

  /** A row of a table of modules. */
  static Arguments row(String name, Consumer<HugeModule> builder) {
    return Arguments.of(Named.of(name, builder));
  }

  /** Sets what is imported. */
  void imports(Imports from) {
    imports = from;
  }

  /** Adds {@code f}. */
  void export(Bytes locals, Bytes body) {
    module.export("f", module.function(unary, locals, body));
  }

  /** Says what {@code f} returns. */
  void returns(IntUnaryOperator f, int... arguments) {
    Arrays.stream(arguments).forEach(each -> results.put(each, f.applyAsInt(each)));
  }

  /** Compiles what was added, and compares results. */
  static void check(Consumer<HugeModule> builder) throws Throwable {
    HugeModule huge = new HugeModule();
    builder.accept(huge);
    CompiledModule compiled =
        ModuleCompiler.compile(
            huge.module.build(), new CompilerOptions("t", "M").withFeatures(Feature.all()));
    ClassFiles.assertMethodsAreSmall(compiled);
    ClassFiles.assertVerified(compiled);
    Instance instance = new CodeLoader().load(compiled).instantiate(huge.imports);
    WasmFunction f = (WasmFunction) instance.export("f");
    assertThat(huge.results).isNotEmpty();
    for (Map.Entry<Integer, Integer> each : huge.results.entrySet()) {
      assertThat((int) f.handle().invokeExact((int) each.getKey()))
          .as("f(%d)", each.getKey())
          .isEqualTo(each.getValue());
    }
  }
}
