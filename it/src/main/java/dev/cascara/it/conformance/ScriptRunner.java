package dev.cascara.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cascara.compiler.CodeLoader;
import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.validation.Feature;
import dev.cascara.compiler.validation.ModuleValidator;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.ModuleReader;
import dev.cascara.it.conformance.CoreModule.Running;
import dev.cascara.it.conformance.CoreValues.UnsupportedValueException;
import dev.cascara.runtime.Extern;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.WasmTrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands of one script. All modules of a script are compiled into one package and loaded
 * by one loader, so that they share the classes of their function types, as the modules of a
 * component do.
 */
final class ScriptRunner {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A command cannot be run, through no fault of its own. */
  private static final class SkippedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    SkippedException(String reason) {
      super(reason);
      this.reason = reason;
    }
  }

  /** A command did not do what the script says. */
  private static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FailedException(String reason) {
      super(reason);
    }
  }

  /**
   * What a module's name stands for: an instance, or the reason why there is none.
   *
   * @param running the instance
   * @param missing why there is none, where it is null
   * @param skipped whether that is no failure of ours
   */
  private record Slot(@Nullable Running running, String missing, boolean skipped) {}

  private record Definition(@Nullable CoreModule module, Slot otherwise) {}

  private final Path folder;
  private final Set<Feature> features;
  private final CodeLoader loader = new CodeLoader();
  private final Spectest spectest = new Spectest();
  private final Map<String, Slot> named = new HashMap<>();
  private final Map<String, Slot> registered = new HashMap<>();
  private final Map<String, Definition> definitions = new HashMap<>();
  private Definition lastDefinition = new Definition(null, missing("no module came before", false));
  private Slot current = missing("no module came before", false);
  private int classes;

  private ScriptRunner(Path folder, Set<Feature> features) {
    this.folder = folder;
    this.features = features;
  }

  private static Slot missing(String reason, boolean skipped) {
    return new Slot(null, reason, skipped);
  }

  /**
   * Runs a script.
   *
   * @param script the converted script
   * @return what became of its commands
   * @throws IOException if the conversion cannot be read
   */
  static FileReport run(ScriptConverter.Converted script) throws IOException {
    JsonNode commands = JSON.readTree(script.json().toFile()).path("commands");
    Path folder = script.json().resolveSibling("");
    if (ComponentScripts.handles(commands, folder)) {
      return new FileReport(script.name(), ComponentScripts.run(commands, folder));
    }
    ScriptRunner runner = new ScriptRunner(folder, features(script.name()));
    List<Outcome> outcomes = new ArrayList<>(commands.size());
    for (JsonNode command : commands) {
      outcomes.add(runner.run(command));
    }
    return new FileReport(script.name(), outcomes);
  }

  /** The threads proposal's tests are older than several tables and memories: they forbid them. */
  private static Set<Feature> features(String script) {
    EnumSet<Feature> features = EnumSet.copyOf(Feature.all());
    if (script.replace('\\', '/').contains("/threads/")) {
      features.remove(Feature.MULTIPLE_TABLES);
      features.remove(Feature.MULTIPLE_MEMORIES);
    }
    return features;
  }

  private Outcome run(JsonNode command) {
    int line = command.path("line").asInt();
    try {
      execute(command);
      return Outcome.passed(line);
    } catch (SkippedException e) {
      return Outcome.skipped(line, e.reason);
    } catch (FailedException e) {
      return Outcome.failed(line, command.path("type").asText() + ": " + e.getMessage());
    } catch (UnsupportedValueException e) {
      return Outcome.skipped(line, "feature " + e.getMessage() + " is not compiled yet");
    } catch (Throwable e) {
      // Whatever else comes out of the compiler or of compiled code is a failure of the command.
      return Outcome.failed(line, command.path("type").asText() + ": " + describe(e));
    }
  }

  private static String describe(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return e + (trace.length == 0 || e instanceof WasmTrap ? "" : " at " + trace[0]);
  }

  private void execute(JsonNode command) throws Throwable {
    switch (command.path("type").asText()) {
      case "module" -> module(command);
      case "module_definition" -> definition(command);
      case "module_instance" -> instance(command);
      case "register" ->
          registered.put(command.path("as").asText(), slot(command.path("name").asText()));
      case "action" -> perform(command.path("action"));
      case "assert_return" -> assertReturn(command);
      case "assert_trap" -> assertTrap(command);
      case "assert_exhaustion" -> assertTrap(command);
      case "assert_malformed" -> assertMalformed(command);
      case "assert_invalid" -> assertInvalid(command);
      case "assert_unlinkable" -> assertUnlinkable(command);
      case "assert_uninstantiable" -> assertUninstantiable(command);
      case "assert_exception" -> {
        perform(command.path("action"));
        throw new FailedException("no exception was thrown");
      }
      default -> throw new FailedException("unknown command");
    }
  }

  // Modules.

  private byte[] bytes(JsonNode command) throws IOException {
    String file =
        command.path(command.has("binary_filename") ? "binary_filename" : "filename").asText();
    return Files.readAllBytes(folder.resolve(file));
  }

  private Module read(JsonNode command) throws IOException, SkippedException {
    byte[] bytes = bytes(command);
    if (isComponent(bytes) && !command.path("text").asText().equals("unknown binary version")) {
      throw new SkippedException("components are not run yet");
    }
    return ModuleReader.read(bytes);
  }

  /** Components differ from modules in the second half of the version. */
  private static boolean isComponent(byte[] bytes) {
    return bytes.length >= 8 && bytes[6] == 1 && bytes[0] == 0 && bytes[1] == 'a';
  }

  private CoreModule compile(JsonNode command) throws IOException, SkippedException {
    Module module = read(command);
    ModuleValidator.validate(module, features);
    try {
      return CoreModule.compile(module, loader, "Module" + classes++);
    } catch (UnsupportedFeatureException e) {
      throw new SkippedException("feature " + e.feature() + " is not compiled yet");
    }
  }

  private Running instantiate(CoreModule module) throws SkippedException, FailedException {
    List<Slot> unusable = new ArrayList<>();
    try {
      return module.instantiate((from, name) -> find(from, name, unusable));
    } catch (LinkException e) {
      if (!unusable.isEmpty()) {
        throwUnusable(unusable.get(0));
      }
      throw e;
    }
  }

  private @Nullable Extern find(String module, String name, List<Slot> unusable) {
    Slot slot = registered.get(module);
    if (slot == null) {
      if (!module.equals("spectest")) {
        return null;
      }
      if (name.equals("shared_memory")) {
        unusable.add(missing("feature a shared memory is not compiled yet", true));
      }
      return spectest.find(module, name);
    }
    Running running = slot.running();
    if (running == null) {
      unusable.add(slot);
      return null;
    }
    return running.find(name);
  }

  private interface Step {
    Running run() throws Throwable;
  }

  /** Makes an instance the current one; if there is none, what follows is told why. */
  private void define(String name, Step step) throws Throwable {
    Slot slot = missing("the module is missing", false);
    try {
      slot = new Slot(step.run(), "", false);
    } catch (SkippedException e) {
      slot = missing(e.reason, true);
      throw e;
    } catch (Throwable e) {
      slot = missing("its module failed: " + e.getMessage(), false);
      throw e;
    } finally {
      current = slot;
      if (!name.isEmpty()) {
        named.put(name, slot);
      }
    }
  }

  private void module(JsonNode command) throws Throwable {
    define(command.path("name").asText(), () -> instantiate(compile(command)));
  }

  private void definition(JsonNode command) throws Throwable {
    Definition definition = new Definition(null, missing("the definition failed", false));
    try {
      definition = new Definition(compile(command), current);
    } catch (SkippedException e) {
      definition = new Definition(null, missing(e.reason, true));
      throw e;
    } finally {
      lastDefinition = definition;
      if (command.has("name")) {
        definitions.put(command.path("name").asText(), definition);
      }
    }
  }

  private void instance(JsonNode command) throws Throwable {
    Definition definition =
        definitions.getOrDefault(command.path("module").asText(), lastDefinition);
    define(
        command.path("instance").asText(),
        () -> {
          CoreModule module = definition.module();
          return module == null ? throwUnusable(definition.otherwise()) : instantiate(module);
        });
  }

  private Slot slot(String name) throws FailedException {
    if (name.isEmpty()) {
      return current;
    }
    Slot slot = named.get(name);
    if (slot == null) {
      throw new FailedException("no module is named " + name);
    }
    return slot;
  }

  private static Running throwUnusable(Slot slot) throws SkippedException, FailedException {
    if (slot.skipped()) {
      throw new SkippedException(slot.missing());
    }
    throw new FailedException(slot.missing());
  }

  // Actions.

  private List<@Nullable Object> perform(JsonNode action) throws Throwable {
    Slot slot = slot(action.path("module").asText());
    Running running = slot.running();
    if (running == null) {
      running = throwUnusable(slot);
    }
    String field = action.path("field").asText();
    List<@Nullable Object> results = new ArrayList<>();
    if (action.path("type").asText().equals("get")) {
      results.add(running.get(field));
      return results;
    }
    List<@Nullable Object> arguments = new ArrayList<>();
    for (JsonNode argument : action.path("args")) {
      arguments.add(CoreValues.argument(argument));
    }
    return running.invoke(field, arguments);
  }

  private void assertReturn(JsonNode command) throws Throwable {
    List<@Nullable Object> results = perform(command.path("action"));
    JsonNode expected = command.path("expected");
    if (results.size() != expected.size()) {
      throw new FailedException(
          "there are " + results.size() + " results instead of " + expected.size());
    }
    for (int i = 0; i < results.size(); i++) {
      if (!CoreValues.matches(results.get(i), expected.get(i))) {
        throw new FailedException(
            "expected " + expected.get(i) + ", found " + CoreValues.toText(results.get(i)));
      }
    }
  }

  private void assertTrap(JsonNode command) throws Throwable {
    if (!command.has("action")) {
      assertUninstantiable(command);
      return;
    }
    try {
      perform(command.path("action"));
    } catch (WasmTrap trap) {
      checkMessage(trap.getMessage(), command);
      return;
    }
    throw new FailedException("no trap");
  }

  private static void checkMessage(@Nullable String message, JsonNode command)
      throws FailedException {
    String expected = command.path("text").asText();
    String actual = message == null ? "" : message;
    if (!Messages.agree(actual, expected)) {
      throw new FailedException("expected \"" + expected + "\", found \"" + actual + '"');
    }
  }

  // Modules that must be rejected.

  private void assertMalformed(JsonNode command) throws Throwable {
    if (command.path("module_type").asText().equals("text")) {
      throw new SkippedException("malformed text, which no binary expresses");
    }
    try {
      ModuleValidator.validate(read(command), features);
    } catch (WasmFormatException e) {
      checkMessage(e.getMessage(), command);
      return;
    }
    throw new FailedException("the module was accepted: " + command.path("text").asText());
  }

  private void assertInvalid(JsonNode command) throws Throwable {
    try {
      ModuleValidator.validate(read(command), features);
    } catch (WasmValidationException e) {
      checkMessage(e.getMessage(), command);
      return;
    }
    throw new FailedException("the module was accepted: " + command.path("text").asText());
  }

  private void assertUnlinkable(JsonNode command) throws Throwable {
    try {
      instantiate(compile(command));
    } catch (LinkException e) {
      checkMessage(e.getMessage(), command);
      return;
    }
    throw new FailedException("the module was linked: " + command.path("text").asText());
  }

  private void assertUninstantiable(JsonNode command) throws Throwable {
    try {
      instantiate(compile(command));
    } catch (WasmTrap e) {
      checkMessage(e.getMessage(), command);
      return;
    }
    throw new FailedException("the module was instantiated: " + command.path("text").asText());
  }
}
