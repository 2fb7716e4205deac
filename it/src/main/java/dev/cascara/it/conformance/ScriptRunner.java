package dev.cascara.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cascara.compiler.CodeLoader;
import dev.cascara.compiler.CompilerOptions.SimdTarget;
import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.validation.Feature;
import dev.cascara.compiler.validation.ModuleValidator;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.ModuleReader;
import dev.cascara.it.conformance.CoreModule.Running;
import dev.cascara.runtime.Extern;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.WasmException;
import dev.cascara.runtime.WasmTrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands of one script. All modules of a script are compiled into one package and loaded
 * by one loader, so that they share the classes of their function types, as the modules of a
 * component do.
 */
final class ScriptRunner {
  /** A command did not do what the script says. */
  private static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FailedException(String reason) {
      super(reason);
    }
  }

  /** Gets an instance, or a compiled module, or says why there is none. */
  private interface Slot<T> {
    T get() throws NotRunException, FailedException;
  }

  private final Path folder;
  private final Set<Feature> features;
  private final CodeLoader loader = new CodeLoader();
  private final Spectest spectest = new Spectest();
  private final ClassCheck check;
  private final SimdTarget simdTarget;
  private final Map<String, Slot<Running>> named = new HashMap<>();
  private final Map<String, Slot<Running>> registered = new HashMap<>();
  private final Map<String, Slot<CoreModule>> definitions = new HashMap<>();
  private Slot<CoreModule> lastDefinition = failed("no module came before");
  private Slot<Running> current = failed("no module came before");
  private final Map<String, ScriptThread> threads = new LinkedHashMap<>();

  /** The outcomes of threads that the last command has waited for. */
  private final List<Outcome> finished = new ArrayList<>();

  private int classes;

  private ScriptRunner(
      Path folder, Set<Feature> features, ClassCheck check, SimdTarget simdTarget) {
    this.folder = folder;
    this.features = features;
    this.check = check;
    this.simdTarget = simdTarget;
  }

  private static <T> Slot<T> failed(String reason) {
    return () -> {
      throw new FailedException(reason);
    };
  }

  private static <T> Slot<T> unsupported(String feature) {
    return () -> {
      throw NotRunException.unsupported(feature);
    };
  }

  /**
   * Runs a script.
   *
   * @param script the converted script
   * @param commands its commands
   * @param check which generated classes are checked
   * @param engine what executes components
   * @param simdTarget what vectors of core modules become
   * @param outcomes is told what becomes of each command, in order
   * @throws IOException if the conversion cannot be read
   */
  static void run(
      ScriptConverter.Converted script,
      JsonNode commands,
      ClassCheck check,
      ComponentEngine engine,
      SimdTarget simdTarget,
      Consumer<Outcome> outcomes)
      throws IOException {
    Path folder = script.json().resolveSibling("");
    if (ComponentScripts.handles(commands, folder)) {
      ComponentScripts.run(commands, folder, engine, check, outcomes);
      return;
    }
    new ScriptRunner(folder, features(script.name()), check, simdTarget).runAll(commands, outcomes);
  }

  private void runAll(JsonNode commands, Consumer<Outcome> outcomes) {
    for (JsonNode command : commands) {
      outcomes.accept(run(command));
      finished.forEach(outcomes);
      finished.clear();
    }
    // A thread that the script does not wait for is a part of the script nevertheless.
    for (ScriptThread thread : threads.values()) {
      thread.join().forEach(outcomes);
    }
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
    } catch (NotRunException e) {
      return e.outcome(line);
    } catch (UnsupportedFeatureException e) {
      return NotRunException.unsupported(e).outcome(line);
    } catch (FailedException e) {
      return Outcome.failed(line, command.path("type").asText() + ": " + e.getMessage());
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
      case "register" -> {
        Slot<Running> slot = slot(command.path("name").asText());
        registered.put(command.path("as").asText(), slot);
        slot.get();
      }
      case "action" -> perform(command.path("action"));
      case "assert_return" -> assertReturn(command);
      case "assert_trap" -> assertTrap(command);
      case "assert_exhaustion" -> assertTrap(command);
      case "assert_malformed" -> assertMalformed(command);
      case "assert_invalid" -> assertInvalid(command);
      case "assert_unlinkable" -> assertUnlinkable(command);
      case "assert_uninstantiable" -> assertUninstantiable(command);
      case "assert_exception" -> assertException(command);
      case "thread" -> thread(command);
      case "wait" -> {
        ScriptThread thread = threads.remove(command.path("thread").asText());
        if (thread == null) {
          throw new FailedException("no thread is named " + command.path("thread").asText());
        }
        finished.addAll(thread.join());
      }
      case "unconverted" ->
          throw new FailedException("the parser of text says: " + command.path("error").asText());
      default -> throw new FailedException("unknown command");
    }
  }

  /**
   * Starts a thread with commands of its own (threads proposal, interpreter, "Scripts"). It sees
   * nothing of this one but one module, which has the same name there.
   */
  private void thread(JsonNode command) throws FailedException {
    ScriptRunner runner = new ScriptRunner(folder, features, check, simdTarget);
    if (command.has("shared_module")) {
      String shared = command.path("shared_module").asText();
      runner.named.put(shared, slot(shared));
    }
    threads.put(
        command.path("name").asText(),
        ScriptThread.start(outcomes -> runner.runAll(command.path("commands"), outcomes)));
  }

  // Modules.

  private byte[] bytes(JsonNode command) throws IOException {
    String file =
        command.path(command.has("binary_filename") ? "binary_filename" : "filename").asText();
    return Files.readAllBytes(folder.resolve(file));
  }

  private Module read(JsonNode command) throws IOException {
    return ModuleReader.read(bytes(command));
  }

  private CoreModule compile(JsonNode command) throws IOException {
    Module module = read(command);
    ModuleValidator.validate(module, features);
    return CoreModule.compile(module, loader, "Module" + classes++, check, simdTarget);
  }

  private Running instantiate(CoreModule module) throws NotRunException, FailedException {
    List<Slot<Running>> unusable = new ArrayList<>();
    try {
      return module.instantiate((from, name) -> find(from, name, unusable));
    } catch (LinkException e) {
      if (!unusable.isEmpty()) {
        unusable.get(0).get();
      }
      throw e;
    }
  }

  /**
   * Finds an import.
   *
   * @param unusable receives the exporting module if that does not exist
   */
  private @Nullable Extern find(String module, String name, List<Slot<Running>> unusable) {
    Slot<Running> slot = registered.get(module);
    if (slot == null) {
      if (!module.equals("spectest")) {
        return null;
      }
      return spectest.find(module, name);
    }
    try {
      return slot.get().find(name);
    } catch (NotRunException | FailedException e) {
      unusable.add(slot);
      return null;
    }
  }

  private interface Maker<T> {
    T make() throws Exception;
  }

  /** Makes an instance or module; if that fails, the commands that follow are told why. */
  private static <T> Slot<T> make(Maker<T> maker, List<Throwable> failures) {
    try {
      T made = maker.make();
      return () -> made;
    } catch (NotRunException e) {
      failures.add(e);
      return () -> {
        throw e;
      };
    } catch (UnsupportedFeatureException e) {
      failures.add(e);
      return unsupported(e.feature());
    } catch (Exception | LinkageError | StackOverflowError e) {
      failures.add(e);
      return failed("its module failed: " + e.getMessage());
    }
  }

  /** Makes an instance the current one, and gives it a name unless that is empty. */
  private void define(String name, Maker<Running> maker) throws Throwable {
    List<Throwable> failures = new ArrayList<>();
    current = make(maker, failures);
    if (!name.isEmpty()) {
      named.put(name, current);
    }
    throwFirst(failures);
  }

  private static void throwFirst(List<Throwable> failures) throws Throwable {
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  private void module(JsonNode command) throws Throwable {
    define(command.path("name").asText(), () -> instantiate(compile(command)));
  }

  private void definition(JsonNode command) throws Throwable {
    List<Throwable> failures = new ArrayList<>();
    lastDefinition = make(() -> compile(command), failures);
    if (command.has("name")) {
      definitions.put(command.path("name").asText(), lastDefinition);
    }
    throwFirst(failures);
  }

  private void instance(JsonNode command) throws Throwable {
    Slot<CoreModule> definition =
        definitions.getOrDefault(command.path("module").asText(), lastDefinition);
    define(command.path("instance").asText(), () -> instantiate(definition.get()));
  }

  private Slot<Running> slot(String name) throws FailedException {
    if (name.isEmpty()) {
      return current;
    }
    Slot<Running> slot = named.get(name);
    if (slot == null) {
      throw new FailedException("no module is named " + name);
    }
    return slot;
  }

  // Actions.

  private List<@Nullable Object> perform(JsonNode action) throws Throwable {
    Running running = slot(action.path("module").asText()).get();
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

  private void assertException(JsonNode command) throws Throwable {
    try {
      perform(command.path("action"));
    } catch (WasmException expected) {
      return;
    }
    throw new FailedException("no exception was thrown");
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
      malformedText(command);
      return;
    }
    try {
      ModuleValidator.validate(read(command), features);
    } catch (WasmFormatException e) {
      checkMessage(e.getMessage(), command);
      return;
    }
    throw new FailedException("the module was accepted: " + command.path("text").asText());
  }

  /**
   * Some malformed text has a binary format nevertheless, with a number that is too large for
   * instance. It is as well to reject that.
   */
  private void malformedText(JsonNode command) throws Throwable {
    if (!command.has("parsed_filename")) {
      throw NotRunException.malformedText();
    }
    byte[] parsed = Files.readAllBytes(folder.resolve(command.path("parsed_filename").asText()));
    try {
      ModuleValidator.validate(ModuleReader.read(parsed), features);
    } catch (WasmFormatException | WasmValidationException e) {
      return;
    }
    throw NotRunException.malformedText();
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
