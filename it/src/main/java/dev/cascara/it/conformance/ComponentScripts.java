package dev.cascara.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.component.Component;
import dev.cascara.compiler.component.ComponentReader;
import dev.cascara.compiler.component.ComponentValidator;
import dev.cascara.compiler.component.ValidComponent;
import dev.cascara.compiler.dynamic.Value;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.WasmTrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands of one script of the component model's suite.
 *
 * <p>Of components that must be rejected the messages are not compared: the suite has those of one
 * implementation, and the specification has none. What is checked is the kind of the failure.
 */
final class ComponentScripts {
  /**
   * The suite says that a component cannot call one that it instantiates, nor that the other, "for
   * now"; the specification lets it (CanonicalABI.md, {@code may_enter_from}), and so does this
   * implementation.
   */
  private static final String ENTERING = "wasm trap: cannot enter component instance";

  /** A command did not do what the script says. */
  private static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FailedException(String reason) {
      super(reason);
    }
  }

  /**
   * What a name stands for, or the reason why there is nothing.
   *
   * @param value the component or instance
   * @param reason why there is none, where it is null
   * @param notRun why that is no failure of ours, or null if it is one
   */
  private record Slot<T>(@Nullable T value, String reason, @Nullable NotRunException notRun) {
    static <T> Slot<T> of(T value) {
      return new Slot<>(value, "", null);
    }

    static <T> Slot<T> missing(String reason) {
      return new Slot<>(null, reason, null);
    }

    static <T> Slot<T> notRun(NotRunException reason) {
      return new Slot<>(null, "", reason);
    }

    T get() throws NotRunException, FailedException {
      if (value != null) {
        return value;
      }
      if (notRun != null) {
        throw notRun;
      }
      throw new FailedException(reason);
    }
  }

  /** Makes what a name will stand for. */
  private interface Maker<T> {
    T make() throws Exception;
  }

  private final Path folder;
  private final ComponentEngine engine;
  private final ClassCheck check;
  private final Map<String, Slot<ComponentEngine.Loaded>> definitions = new HashMap<>();
  private final Map<String, Slot<ComponentEngine.Instance>> instances = new HashMap<>();
  private Slot<ComponentEngine.Loaded> lastDefinition = Slot.missing("no definition came before");
  private Slot<ComponentEngine.Instance> current = Slot.missing("no component came before");

  private ComponentScripts(Path folder, ComponentEngine engine, ClassCheck check) {
    this.folder = folder;
    this.engine = engine;
    this.check = check;
  }

  /** Returns whether a script is one of components: its first binary is one. */
  static boolean handles(JsonNode commands, Path folder) throws IOException {
    for (JsonNode command : commands) {
      if (command.path("module_type").asText().equals("binary")) {
        return Component.isComponent(bytes(command, folder));
      }
    }
    return false;
  }

  /** Runs a script's commands. */
  static void run(
      JsonNode commands,
      Path folder,
      ComponentEngine engine,
      ClassCheck check,
      Consumer<Outcome> outcomes) {
    ComponentScripts scripts = new ComponentScripts(folder, engine, check);
    for (JsonNode command : commands) {
      outcomes.accept(scripts.run(command));
    }
  }

  private Outcome run(JsonNode command) {
    int line = command.path("line").asInt();
    String type = command.path("type").asText();
    try {
      execute(type, command);
      return Outcome.passed(line);
    } catch (NotRunException e) {
      return e.outcome(line);
    } catch (UnsupportedFeatureException e) {
      return NotRunException.unsupported(e).outcome(line);
    } catch (FailedException e) {
      return Outcome.failed(line, type + ": " + e.getMessage());
    } catch (Throwable e) {
      // Whatever else comes out of the compiler or of compiled code is a failure of the command.
      return Outcome.failed(line, type + ": " + describe(e));
    }
  }

  private static String describe(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return e + (trace.length == 0 || e instanceof WasmTrap ? "" : " at " + trace[0]);
  }

  private void execute(String type, JsonNode command) throws Exception {
    switch (type) {
      case "module" -> component(command);
      case "module_definition" -> definition(command);
      case "module_instance" -> instance(command);
      case "action" -> invoke(command, List.of());
      case "assert_return" -> assertReturn(command);
      case "assert_trap" -> assertTrap(command);
      case "assert_malformed" -> assertMalformed(command);
      case "assert_invalid" -> assertInvalid(command);
      case "assert_unlinkable" -> assertUnlinkable(command);
      case "assert_uninstantiable" -> assertUninstantiable(command);
      case "unconverted" ->
          throw new FailedException("the parser of text says: " + command.path("error").asText());
      default -> throw new FailedException("unknown command");
    }
  }

  private static byte[] bytes(JsonNode command, Path folder) throws IOException {
    String file =
        command.path(command.has("binary_filename") ? "binary_filename" : "filename").asText();
    return Files.readAllBytes(folder.resolve(file));
  }

  // Components and instances.

  private ValidComponent validate(JsonNode command) throws IOException {
    return ComponentValidator.validate(ComponentReader.read(bytes(command, folder)));
  }

  private ComponentEngine.Loaded load(JsonNode command) throws Exception {
    return engine.load(bytes(command, folder), check);
  }

  /** Makes something, and remembers why if that fails, for the commands that follow. */
  private static <T> Slot<T> slot(String what, Maker<T> maker) {
    try {
      return Slot.of(maker.make());
    } catch (NotRunException e) {
      return Slot.notRun(e);
    } catch (UnsupportedFeatureException e) {
      return Slot.notRun(NotRunException.unsupported(e));
    } catch (FailedException e) {
      return Slot.missing(String.valueOf(e.getMessage()));
    } catch (Exception | StackOverflowError e) {
      return Slot.missing(what + " failed: " + describe(e));
    }
  }

  private void component(JsonNode command) throws Exception {
    Slot<ComponentEngine.Instance> slot = slot("its component", () -> load(command).instantiate());
    current = slot;
    if (command.has("name")) {
      instances.put(command.path("name").asText(), slot);
    }
    slot.get();
  }

  /**
   * A definition is valid even where it cannot be instantiated: with imports, which only other
   * components give, or features that are not compiled yet.
   */
  private void definition(JsonNode command) throws Exception {
    Slot<ComponentEngine.Loaded> slot = slot("its definition", () -> load(command));
    lastDefinition = slot;
    if (command.has("name")) {
      definitions.put(command.path("name").asText(), slot);
    }
    if (slot.notRun() != null) {
      validate(command);
    } else {
      slot.get();
    }
  }

  private void instance(JsonNode command) throws Exception {
    Slot<ComponentEngine.Loaded> definition =
        command.has("module")
            ? definitions.getOrDefault(
                command.path("module").asText(),
                Slot.missing("no definition is named " + command.path("module").asText()))
            : lastDefinition;
    Slot<ComponentEngine.Instance> slot =
        slot("its instance", () -> definition.get().instantiate());
    current = slot;
    if (command.has("instance")) {
      instances.put(command.path("instance").asText(), slot);
    }
    slot.get();
  }

  // Actions.

  private List<Value> invoke(JsonNode command, List<Value> alike) throws Exception {
    JsonNode action = command.path("action");
    String name = action.path("module").asText();
    Slot<ComponentEngine.Instance> slot =
        name.isEmpty()
            ? current
            : instances.getOrDefault(name, Slot.missing("no component is named " + name));
    return slot.get()
        .call(action.path("field").asText(), ComponentValues.readAll(action.path("args")), alike);
  }

  private void assertReturn(JsonNode command) throws Exception {
    List<Value> expected = ComponentValues.readAll(command.path("expected"));
    List<Value> actual = invoke(command, expected);
    if (!actual.equals(expected)) {
      throw new FailedException("expected " + expected + ", found " + actual);
    }
  }

  private void assertTrap(JsonNode command) throws Exception {
    try {
      invoke(command, List.of());
    } catch (WasmTrap trap) {
      checkTrap(trap, command);
      return;
    }
    if (command.path("text").asText().endsWith(ENTERING)) {
      throw NotRunException.unsupported(
          "calls between parent and child, where the suite forbids what the specification allows");
    }
    throw new FailedException("no trap: " + command.path("text").asText());
  }

  private static void checkTrap(WasmTrap trap, JsonNode command) throws FailedException {
    String expected = command.path("text").asText();
    String actual = String.valueOf(trap.getMessage());
    if (!Messages.trapsAgree(actual, expected)) {
      throw new FailedException("expected \"" + expected + "\", found \"" + actual + '"');
    }
  }

  private void assertUninstantiable(JsonNode command) throws Exception {
    ComponentEngine.Loaded component = load(command);
    try {
      component.instantiate();
    } catch (WasmTrap trap) {
      checkTrap(trap, command);
      return;
    }
    throw new FailedException("the component was instantiated: " + command.path("text").asText());
  }

  // Components that must be rejected.

  private void assertMalformed(JsonNode command) throws Exception {
    if (command.path("module_type").asText().equals("text")) {
      throw NotRunException.malformedText();
    }
    try {
      validate(command);
    } catch (WasmFormatException e) {
      return;
    }
    throw new FailedException("the component was accepted: " + command.path("text").asText());
  }

  private void assertInvalid(JsonNode command) throws Exception {
    try {
      validate(command);
    } catch (WasmValidationException e) {
      return;
    }
    throw new FailedException("the component was accepted: " + command.path("text").asText());
  }

  private void assertUnlinkable(JsonNode command) throws Exception {
    ComponentEngine.Loaded component = load(command);
    try {
      component.instantiate();
    } catch (LinkException e) {
      return;
    }
    throw new FailedException("the component was linked: " + command.path("text").asText());
  }
}
