package dev.cascara.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cascara.compiler.ProgressListener;
import dev.cascara.compiler.dynamic.DynamicComponent;
import dev.cascara.compiler.dynamic.DynamicImports;
import dev.cascara.compiler.dynamic.DynamicInstance;
import dev.cascara.compiler.dynamic.Value;
import dev.cascara.compiler.dynamic.Wave;
import dev.cascara.wit.bindings.GeneratedLibrary;
import dev.cascara.wit.bindings.LibraryGenerator;
import dev.cascara.wit.bindings.LibraryRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stress test: a whole JavaScript engine in one component, 10 MB of core WebAssembly. */
class JavaScriptGuestTest {
  private static Value invoke(DynamicInstance instance, String call) {
    return instance.invoke(call).orElseThrow();
  }

  @Test
  void runsInMemory() throws Exception {
    List<Integer> percentages = new ArrayList<>();
    byte[] wasm = Files.readAllBytes(JavaScriptGuest.build());

    DynamicInstance instance =
        DynamicComponent.load(wasm, (done, total) -> percentages.add(100 * done / total))
            .instantiate(DynamicImports.none());

    assertThat(percentages).isSorted().last().isEqualTo(100);
    Map<String, String> expected =
        Map.of(
            "greet(\"Zoë\")",
            "\"Hello, Zoë, from JavaScript!\"",
            "fib(15)",
            "610",
            "count-words(\"b a, B ü\")",
            "[{word: \"b\", count: 2}, {word: \"a\", count: 1}, {word: \"ü\", count: 1}]",
            "sort-keys(\"{\\\"b\\\": 1, \\\"a\\\": [2]}\")",
            "ok(\"{\\\"a\\\":[2],\\\"b\\\":1}\")");
    expected.forEach(
        (call, result) -> assertThat(Wave.print(invoke(instance, call))).isEqualTo(result));
    assertThat(Wave.print(invoke(instance, "sort-keys(\"{\")"))).startsWith("err(\"");
  }

  @Test
  void becomesALibrary(@TempDir Path folder) throws Exception {
    byte[] wasm = Files.readAllBytes(JavaScriptGuest.build());
    GeneratedLibrary library =
        LibraryGenerator.generate(
            new LibraryRequest(
                wasm,
                "script.wasm",
                "app",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ProgressListener.NONE));

    ClassLoader loader = GeneratedClasses.load(folder, library.sources(), library.classes());
    Class<?> type = loader.loadClass("app.Script");
    Object builder = type.getMethod("builder").invoke(null);
    Object script = builder.getClass().getMethod("build").invoke(builder);
    assertThat(type.getMethod("greet", String.class).invoke(script, "Ann"))
        .isEqualTo("Hello, Ann, from JavaScript!");
    assertThat(type.getMethod("fib", int.class).invoke(script, 10)).isEqualTo(55);
    Object text = type.getMethod("text").invoke(script);
    assertThat(
            loader
                .loadClass("demo.script.Text")
                .getMethod("countWords", String.class)
                .invoke(text, "b a b"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasToString("[WordCount[word=b, count=2], WordCount[word=a, count=1]]");
  }
}
