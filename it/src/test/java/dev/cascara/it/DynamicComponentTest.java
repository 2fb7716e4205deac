package dev.cascara.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cascara.compiler.dynamic.DynamicComponent;
import dev.cascara.compiler.dynamic.DynamicFunction;
import dev.cascara.compiler.dynamic.DynamicImports;
import dev.cascara.compiler.dynamic.DynamicInstance;
import dev.cascara.compiler.dynamic.GuestHandle;
import dev.cascara.compiler.dynamic.Value;
import dev.cascara.compiler.dynamic.Wave;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.WasmTrap;
import dev.cascara.runtime.component.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Components called by name with values. */
class DynamicComponentTest {
  private static final String LOGGING = "demo:resources/logging@1.0.0";
  private static final String COUNTERS = "demo:resources/counters@1.0.0";

  private static DynamicComponent load(String guest) {
    try {
      return DynamicComponent.load(Files.readAllBytes(Path.of("guests", guest + ".wasm")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static DynamicInstance instantiate(String guest) {
    return load(guest).instantiate(DynamicImports.none());
  }

  static Stream<Arguments> passesValues() {
    return Stream.of(
        arguments("types/bool", "not(true)", "false"),
        arguments("types/integers", "echo-u8(255)", "255"),
        arguments("types/integers", "echo-s8(-128)", "-128"),
        arguments("types/integers", "echo-u16(65535)", "65535"),
        arguments("types/integers", "echo-s16(-32768)", "-32768"),
        arguments("types/integers", "echo-u32(4294967295)", "4294967295"),
        arguments("types/integers", "echo-s32(-2147483648)", "-2147483648"),
        arguments("types/integers", "echo-u64(18446744073709551615)", "18446744073709551615"),
        arguments("types/integers", "echo-s64(-9223372036854775808)", "-9223372036854775808"),
        arguments("types/floats", "echo-f32(0.1)", "0.1"),
        arguments("types/floats", "echo-f64(-1e300)", "-1" + "0".repeat(300)),
        arguments("types/floats", "nan-f32()", "nan"),
        arguments("types/floats", "nan-f64()", "nan"),
        arguments("types/char", "echo('👋')", "'👋'"),
        arguments("types/string", "echo-utf8(\"aé☃👋\")", "\"aé☃👋\""),
        arguments("types/string", "echo-utf16(\"aé☃👋\")", "\"aé☃👋\""),
        arguments("types/string", "echo-latin1-utf16(\"aé\")", "\"aé\""),
        arguments("types/string", "echo-latin1-utf16(\"aé☃👋\")", "\"aé☃👋\""),
        arguments("types/string", "length-utf8(\"aé☃👋\")", "10"),
        arguments("types/string", "length-utf16(\"aé☃👋\")", "5"),
        arguments("types/string", "length-latin1-utf16(\"aé\")", "2"),
        arguments("types/string", "length-latin1-utf16(\"☃\")", "2147483649"),
        arguments("types/list", "echo-bool([true, false])", "[true, false]"),
        arguments("types/list", "echo-u8([1, 255])", "[1, 255]"),
        arguments("types/list", "echo-s8([-128])", "[-128]"),
        arguments("types/list", "echo-u16([65535])", "[65535]"),
        arguments("types/list", "echo-s16([-1])", "[-1]"),
        arguments("types/list", "echo-u32([4294967295])", "[4294967295]"),
        arguments("types/list", "echo-s32([-1])", "[-1]"),
        arguments("types/list", "echo-u64([1, 2])", "[1, 2]"),
        arguments("types/list", "echo-s64([-1, -2])", "[-1, -2]"),
        arguments("types/list", "echo-f32([nan, 1.5])", "[nan, 1.5]"),
        arguments("types/list", "echo-f64([inf, -0.0])", "[inf, -0]"),
        arguments("types/list", "echo-char(['x', '☃'])", "['x', '☃']"),
        arguments("types/list", "echo-string([\"a\", \"\"])", "[\"a\", \"\"]"),
        arguments("types/list", "echo-list([[1], [], [2, 3]])", "[[1], [], [2, 3]]"),
        arguments("types/list", "echo-option([none, 1])", "[none, some(1)]"),
        arguments("types/list", "echo-tuple([(1, \"x\")])", "[(1, \"x\")]"),
        arguments("types/tuple", "swap((1, 2))", "(2, 1)"),
        arguments(
            "types/record",
            "move({x: 1.5, y: 2, visible: true, layer: 65535}, 1, -2)",
            "{x: 2.5, y: 0, visible: true, layer: 65535}"),
        arguments("types/variant", "echo(nothing)", "nothing"),
        arguments("types/variant", "echo(flag(true))", "flag(true)"),
        arguments("types/variant", "echo(number(-1.5))", "number(-1.5)"),
        arguments("types/variant", "echo(pair((7, 4294967295)))", "pair((7, 4294967295))"),
        arguments("types/flags", "echo({write, read})", "{read, write}"),
        arguments("types/flags", "flag-sets.echo-wide({f9})", "{f9}"),
        arguments("types/flags", "all()", "{read, write, execute}"),
        arguments("types/option", "echo-u32()", "none"),
        arguments("types/option", "echo-u64(7)", "some(7)"),
        arguments("types/option", "echo-nested(some(none))", "some(none)"),
        arguments("types/result", "echo-empty(err)", "err"),
        arguments("types/result", "echo-joined(1.5)", "ok(1.5)"),
        arguments("types/result", "echo-joined(err(4294967295))", "err(4294967295)"),
        arguments("types/result", "echo-floats(ok(-0.1))", "ok(-0.1)"),
        arguments("types/result", "echo-floats(err(-7))", "err(-7)"),
        arguments("types/result", "echo-error(ok)", "ok"));
  }

  @ParameterizedTest
  @MethodSource
  void passesValues(String guest, String call, String result) {
    assertThat(instantiate(guest).invoke(call).map(Wave::print)).contains(result);
  }

  @ParameterizedTest
  @CsvSource({
    "types/char, surrogate, invalid `char` bit pattern",
    "types/char, too-large, invalid `char` bit pattern",
    "types/string, broken-utf8, invalid utf-8",
    "types/string, broken-utf16, unpaired surrogate",
    "types/string, outside, out of bounds",
    "types/list, misaligned, unaligned pointer",
    "types/list, huge, out-of-bounds",
    "types/enum, broken, invalid variant discriminant",
    "types/variant, broken, invalid variant discriminant",
    "types/option, broken, invalid variant discriminant",
  })
  void trapsOnWhatIsNoValue(String guest, String function, String message) {
    DynamicFunction broken = instantiate(guest).find(function);
    assertThatExceptionOfType(WasmTrap.class)
        .isThrownBy(() -> broken.call(List.of()))
        .withMessageContaining(message);
  }

  @Test
  void anInstanceThatTrappedStaysClosed() {
    DynamicInstance instance = instantiate("types/option");
    assertThatExceptionOfType(WasmTrap.class).isThrownBy(() -> instance.invoke("broken()"));
    assertThatExceptionOfType(WasmTrap.class)
        .isThrownBy(() -> instance.invoke("echo-u32(1)"))
        .withMessageContaining("cannot enter component instance");
  }

  @Test
  void wrongArgumentsOfTheHostDoNotCloseTheInstance() {
    DynamicInstance instance = instantiate("types/option");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> instance.find("echo-u32").call(List.of(new Value.U32(1))))
        .withMessageContaining("option");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> instance.find("echo-u32").call(List.of()));
    assertThat(instance.invoke("echo-u32(1)")).contains(Value.Option.some(new Value.U32(1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oldest",
        "people#oldest",
        "people.oldest",
        "demo:greeter/people#oldest",
        "demo:greeter/people.oldest",
        "demo:greeter/people@0.1.0#oldest",
        "demo:greeter/people.oldest@0.1.0",
      })
  void findsFunctionsByNamesAsPeopleWriteThem(String name) {
    assertThat(instantiate("greeter/greeter").find(name).path())
        .containsExactly("demo:greeter/people@0.1.0", "oldest");
  }

  @Test
  void namesThatAreUnknownAreErrors() {
    DynamicInstance instance = instantiate("types/flags");
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> instance.find("other"))
        .withMessageContaining("demo:types/flag-sets#echo");
  }

  // ---------------------------------------------------------------- imports

  @Test
  void callsFunctionsOfTheHost() {
    DynamicImports imports =
        DynamicImports.builder()
            .function(
                List.of("twice"),
                arguments -> Optional.of(new Value.U32(2 * ((Value.U32) arguments.get(0)).value())))
            .function(
                List.of("demo:types/host", "pair"),
                arguments ->
                    Optional.of(new Value.Tuple(List.of(arguments.get(1), arguments.get(0)))))
            .build();
    DynamicInstance instance = load("types/import").instantiate(imports);
    assertThat(instance.invoke("four-times(10)").map(Wave::print)).contains("40");
    assertThat(instance.invoke("swapped(7, 1.5)").map(Wave::print)).contains("(1.5, 7)");
  }

  @Test
  void missingImportsAreNamed() {
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> instantiate("types/import"))
        .withMessageContaining("twice");
  }

  @Test
  void exceptionsOfTheHostPassThroughGuests() {
    DynamicImports imports =
        DynamicImports.builder()
            .function(
                List.of("twice"),
                arguments -> {
                  throw new IndexOutOfBoundsException("a mistake of the host's");
                })
            .function(List.of("demo:types/host", "pair"), arguments -> Optional.empty())
            .build();
    DynamicInstance instance = load("types/import").instantiate(imports);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> instance.invoke("four-times(10)"))
        .withMessage("a mistake of the host's");
  }

  @Test
  void guestsCannotBeEnteredTwice() {
    List<DynamicInstance> instances = new ArrayList<>();
    DynamicImports imports =
        DynamicImports.builder()
            .function(List.of("twice"), arguments -> instances.get(0).invoke("four-times(1)"))
            .function(List.of("demo:types/host", "pair"), arguments -> Optional.empty())
            .build();
    instances.add(load("types/import").instantiate(imports));
    assertThatExceptionOfType(WasmTrap.class)
        .isThrownBy(() -> instances.get(0).invoke("four-times(10)"))
        .withMessageContaining("cannot enter component instance");
  }

  @Test
  void passesRecordsAndVariantsToTheHost() {
    Map<String, Value> entries = new LinkedHashMap<>();
    Map<String, Value> entry = new LinkedHashMap<>();
    entry.put("translation", new Value.StringOf("Hallo"));
    entry.put("confidence", new Value.U8(90));
    entries.put("hello", Value.Result.ok(new Value.Record(entry)));
    entries.put(
        "bank",
        Value.Result.error(
            new Value.Variant(
                "ambiguous",
                Optional.of(
                    new Value.ListOf(
                        List.of(new Value.StringOf("Bank"), new Value.StringOf("Ufer")))))));
    Value unknown = Value.Result.error(new Value.Variant("unknown", Optional.empty()));
    DynamicImports imports =
        DynamicImports.builder()
            .function(
                List.of("demo:translator/dictionary@0.1.5", "look-up"),
                arguments ->
                    Optional.of(
                        entries.getOrDefault(((Value.StringOf) arguments.get(0)).value(), unknown)))
            .build();
    DynamicInstance instance = load("translator/translator").instantiate(imports);
    assertThat(instance.invoke("translate(\"hello bank x\")").map(Wave::print))
        .contains("\"Hallo Bank/Ufer x\"");
    assertThat(instance.invoke("confidence(\"hello\")").map(Wave::print)).contains("some(90)");
    assertThat(instance.invoke("confidence(\"\")").map(Wave::print)).contains("none");
  }

  // ---------------------------------------------------------------- components linked

  private static DynamicInstance linked(DynamicImports.HostFunction notify) {
    return load("linked/linked")
        .instantiate(DynamicImports.builder().function(List.of("notify"), notify).build());
  }

  @Test
  void linkedComponentsPassStringsOfDifferentEncodings() {
    DynamicInstance instance = linked(arguments -> Optional.of(arguments.get(0)));
    assertThat(instance.invoke("echo(\"aé☃👋\")").map(Wave::print)).contains("\"aé☃👋\"");
  }

  @Test
  void linkedComponentsPassResources() {
    DynamicInstance instance = linked(arguments -> Optional.of(arguments.get(0)));
    assertThat(instance.invoke("twice(21)")).contains(new Value.U32(42));
    assertThat(instance.invoke("destroyed()")).contains(new Value.U32(21));
    assertThatExceptionOfType(WasmTrap.class)
        .isThrownBy(() -> instance.invoke("use-after-drop()"))
        .withMessageContaining("unknown handle index");
  }

  @Test
  void exceptionsOfTheHostPassThroughLinkedComponents() {
    DynamicInstance instance =
        linked(
            arguments -> {
              throw new IllegalArgumentException("a mistake of the host's");
            });
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> instance.invoke("twice(1)"))
        .withMessage("a mistake of the host's");
    assertThatExceptionOfType(WasmTrap.class).isThrownBy(() -> instance.invoke("destroyed()"));
  }

  // ---------------------------------------------------------------- resources

  private static final class Logger {
    private final List<String> lines = new ArrayList<>();
    private boolean dropped;
  }

  private final List<Logger> loggers = new ArrayList<>();
  private final ResourceType loggerType =
      ResourceType.ofHost("logger", resource -> ((Logger) resource).dropped = true);

  private Value newLogger() {
    loggers.add(new Logger());
    return new Value.HostResource(loggerType, loggers.get(loggers.size() - 1));
  }

  private static Logger logger(Value value) {
    return (Logger) ((Value.HostResource) value).resource();
  }

  private DynamicInstance counters() {
    DynamicImports imports =
        DynamicImports.builder()
            .resource(List.of(LOGGING, "logger"), loggerType)
            .function(
                List.of(LOGGING, "[constructor]logger"), arguments -> Optional.of(newLogger()))
            .function(
                List.of(LOGGING, "[method]logger.log"),
                arguments -> {
                  logger(arguments.get(0)).lines.add(((Value.StringOf) arguments.get(1)).value());
                  return Optional.empty();
                })
            .function(
                List.of(LOGGING, "[method]logger.lines"),
                arguments -> Optional.of(new Value.U32(logger(arguments.get(0)).lines.size())))
            .function(List.of(LOGGING, "root"), arguments -> Optional.of(newLogger()))
            .build();
    return load("resources/resources").instantiate(imports);
  }

  private static Optional<Value> call(DynamicInstance instance, String name, Value... arguments) {
    return instance.function(List.of(COUNTERS, name)).call(List.of(arguments));
  }

  private static GuestHandle counter(DynamicInstance instance, long start) {
    return (GuestHandle)
        call(instance, "[constructor]counter", new Value.StringOf("c"), new Value.U32(start))
            .orElseThrow();
  }

  @Test
  void resourcesOfTheGuest() {
    DynamicInstance instance = counters();
    GuestHandle a = counter(instance, 1);
    GuestHandle b = counter(instance, 20);
    assertThat(call(instance, "[method]counter.increment", a, new Value.U32(4)))
        .contains(new Value.U32(5));
    assertThat(call(instance, "total", new Value.ListOf(List.of(a, b, a))))
        .contains(new Value.U64(30));
    GuestHandle larger = (GuestHandle) call(instance, "larger", a, b).orElseThrow();
    assertThat(call(instance, "[method]counter.value", larger)).contains(new Value.U32(20));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> call(instance, "[method]counter.value", a));
    assertThat(call(instance, "live")).contains(new Value.U32(1));
    larger.close();
    assertThat(call(instance, "live")).contains(new Value.U32(0));
    assertThat(loggers).allMatch(logger -> logger.dropped);
    assertThat(loggers.get(0).lines).containsExactly("made", "increment", "dropped");
  }

  @Test
  void resourcesOfTheHost() {
    DynamicInstance instance = counters();
    Value logger = newLogger();
    Optional<Value> lines =
        instance.find("use-logger").call(List.of(logger, new Value.StringOf("line")));
    assertThat(lines).contains(new Value.U32(1));
    assertThat(logger(logger).lines).containsExactly("line");
    assertThat(logger(logger).dropped).isFalse();
  }

  @Test
  void resourcesOfOtherInstancesAreRefused() {
    GuestHandle foreign = counter(counters(), 1);
    DynamicInstance instance = counters();
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> call(instance, "[method]counter.value", foreign));
    assertThat(call(instance, "live")).contains(new Value.U32(0));
  }

  @Test
  void aRepresentationCanBeAnything() {
    DynamicInstance instance = instantiate("types/resource");
    Value cell = instance.find("[constructor]cell").call(List.of(new Value.U32(7))).orElseThrow();
    assertThat(instance.find("[method]cell.get").call(List.of(cell))).contains(new Value.U32(7));
    Value echoed = instance.find("echo").call(List.of(cell)).orElseThrow();
    assertThat(instance.find("consume").call(List.of(echoed))).contains(new Value.U32(7));
    assertThat(instance.invoke("dropped()")).contains(new Value.U32(1));
  }
}
