package dev.cascara.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.ModuleCompiler;
import java.util.HexFormat;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReducerTest {
  @Test
  void leavesWhatIsNeeded() {
    GeneratedModule module =
        LongStream.range(0, 100)
            .mapToObj(ModuleGenerator::generate)
            .filter(ReducerTest::hasPopulationCount)
            .findFirst()
            .orElseThrow();
    GeneratedModule reduced = Reducer.reduce(module, ReducerTest::hasPopulationCount);
    assertThat(hasPopulationCount(reduced)).isTrue();
    assertThat(instructions(reduced)).isLessThan(instructions(module) / 10);
    assertThat(ModuleCompiler.compile(reduced.encode(), new CompilerOptions("t", "M")).classes())
        .isNotEmpty();
  }

  private static int instructions(GeneratedModule module) {
    return module.functions().stream().mapToInt(each -> Node.join(each.body()).size()).sum();
  }

  private static boolean hasPopulationCount(GeneratedModule module) {
    return module.functions().stream()
        .flatMap(function -> function.body().stream())
        .anyMatch(ReducerTest::hasPopulationCount);
  }

  private static boolean hasPopulationCount(Node node) {
    return HexFormat.of().formatHex(node.code()).equals("69")
        || node.operands().stream().anyMatch(ReducerTest::hasPopulationCount)
        || node.bodies().stream()
            .flatMap(body -> body.stream())
            .anyMatch(ReducerTest::hasPopulationCount);
  }
}
