package dev.cascara.it.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cascara.compiler.dynamic.DynamicComponent;
import dev.cascara.compiler.dynamic.DynamicImports;
import dev.cascara.compiler.dynamic.DynamicInstance;
import dev.cascara.compiler.dynamic.Value;
import dev.cascara.it.GeneratedClasses;
import dev.cascara.runtime.WasmTrap;
import dev.cascara.wit.bindings.BindingsSettings;
import dev.cascara.wit.bindings.ComponentLibrary;
import dev.cascara.wit.bindings.GeneratedLibrary;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Components of components do the same with generated bindings and without. */
class LinkedComponentsTest {
  private static final long NOW = 7;

  @TempDir Path folder = Path.of("");

  /** An instance of a component whose functions take and return {@code u32} or {@code u64}. */
  private interface Library {
    long call(String function, long... arguments) throws Exception;
  }

  /** How a component is executed. */
  enum Engine {
    DYNAMIC,
    GENERATED
  }

  private Library load(Engine engine, String guest) throws Exception {
    byte[] component = Files.readAllBytes(Path.of("guests", "linking", guest + ".wasm"));
    return switch (engine) {
      case DYNAMIC -> dynamic(component);
      case GENERATED -> generated(component);
    };
  }

  @ParameterizedTest
  @EnumSource
  void componentsAreGivenToComponents(Engine engine) throws Exception {
    Library closures = load(engine, "closures");
    assertThat(closures.call("direct", 5, 100)).isEqualTo(205);
    assertThat(closures.call("indirect", 5, 100)).isEqualTo(205);
  }

  @ParameterizedTest
  @EnumSource
  void aComponentCanStandBetweenAnotherAndTheHost(Engine engine) throws Exception {
    Library virtual = load(engine, "virtual");
    assertThat(virtual.call("later", 3)).isEqualTo(NOW * 1000 + 3);
    assertThat(virtual.call("later-bare", 3)).isEqualTo(NOW + 3);
  }

  @ParameterizedTest
  @EnumSource
  void handlesPassBetweenComponents(Engine engine) throws Exception {
    Library generative = load(engine, "generative");
    assertThat(generative.call("both", 20, 1)).isEqualTo(21);
    assertThat(generative.call("dropped-a")).isEqualTo(20);
    assertThat(generative.call("dropped-b")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aHandleOfOneInstanceIsNotOfAnother(Engine engine) throws Exception {
    Library generative = load(engine, "generative");
    assertThatExceptionOfType(WasmTrap.class).isThrownBy(() -> generative.call("confused"));
  }

  // The engines.

  private static Library dynamic(byte[] component) {
    DynamicImports imports =
        DynamicImports.builder()
            .function(List.of("demo:linking/clock", "now"), none -> Optional.of(new Value.U64(NOW)))
            .build();
    DynamicInstance instance = DynamicComponent.load(component).instantiate(imports);
    return (function, arguments) -> {
      List<Value> values = new ArrayList<>();
      for (long argument : arguments) {
        values.add(
            function.startsWith("later") ? new Value.U64(argument) : new Value.U32(argument));
      }
      Value result = instance.function(List.of(function)).call(values).orElseThrow();
      return result instanceof Value.U64 number ? number.value() : ((Value.U32) result).value();
    };
  }

  private Library generated(byte[] component) throws IOException, ReflectiveOperationException {
    GeneratedLibrary library =
        ComponentLibrary.generate(component, new BindingsSettings("com.example", "Linked"));
    ClassLoader loader = GeneratedClasses.load(folder, library.sources(), library.classes());
    Object builder = loader.loadClass("com.example.Linked").getMethod("builder").invoke(null);
    for (Method method : builder.getClass().getMethods()) {
      if (method.getName().equals("clock")) {
        Object clock =
            Proxy.newProxyInstance(
                loader, method.getParameterTypes(), (proxy, called, none) -> NOW);
        method.invoke(builder, clock);
      }
    }
    Object instance = builder.getClass().getMethod("build").invoke(builder);
    return (function, arguments) -> invoke(instance, camelCase(function), arguments);
  }

  private static String camelCase(String name) {
    int hyphen = name.indexOf('-');
    return hyphen < 0
        ? name
        : name.substring(0, hyphen)
            + Character.toUpperCase(name.charAt(hyphen + 1))
            + name.substring(hyphen + 2);
  }

  private static long invoke(Object instance, String name, long... arguments) throws Exception {
    Method method =
        Arrays.stream(instance.getClass().getMethods())
            .filter(each -> each.getName().equals(name))
            .findFirst()
            .orElseThrow();
    Object[] values = new Object[arguments.length];
    for (int i = 0; i < values.length; i++) {
      if (method.getParameterTypes()[i] == long.class) {
        values[i] = arguments[i];
      } else {
        values[i] = (int) arguments[i];
      }
    }
    try {
      return ((Number) method.invoke(instance, values)).longValue();
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }
}
