package dev.cascara.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.component.Component;
import dev.cascara.compiler.component.ComponentReader;
import dev.cascara.compiler.component.ComponentValidator;
import dev.cascara.compiler.component.ValidComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the commands of one script of the component model's suite.
 *
 * <p>Messages are not compared: the suite has those of one implementation, and the specification
 * has none. What is checked is the kind of the failure.
 */
final class ComponentScripts {
  /** A command did not do what the script says. */
  private static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FailedException(String reason) {
      super(reason);
    }
  }

  /** A command cannot be run, through no fault of its own. */
  private static final class SkippedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    SkippedException(String reason) {
      super(reason);
      this.reason = reason;
    }
  }

  /**
   * What the name of a definition or an instance stands for.
   *
   * @param reason why there is none
   * @param skipped whether that is no failure of ours
   */
  private record Slot(String reason, boolean skipped) {}

  private final Path folder;
  private final Map<String, Slot> definitions = new HashMap<>();
  private final Map<String, Slot> instances = new HashMap<>();
  private Slot lastDefinition = new Slot("no definition came before", false);
  private Slot current = new Slot("no component came before", false);

  private ComponentScripts(Path folder) {
    this.folder = folder;
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
  static List<Outcome> run(JsonNode commands, Path folder) {
    ComponentScripts scripts = new ComponentScripts(folder);
    List<Outcome> outcomes = new ArrayList<>(commands.size());
    for (JsonNode command : commands) {
      outcomes.add(scripts.run(command));
    }
    return outcomes;
  }

  private Outcome run(JsonNode command) {
    int line = command.path("line").asInt();
    String type = command.path("type").asText();
    try {
      execute(type, command);
      return Outcome.passed(line);
    } catch (SkippedException e) {
      return Outcome.skipped(line, e.reason);
    } catch (UnsupportedFeatureException e) {
      return Outcome.skipped(line, unsupported(e));
    } catch (FailedException e) {
      return Outcome.failed(line, type + ": " + e.getMessage());
    } catch (Exception | StackOverflowError e) {
      // Whatever else comes out of the compiler or of compiled code is a failure of the command.
      return Outcome.failed(line, type + ": " + describe(e));
    }
  }

  private static String unsupported(UnsupportedFeatureException e) {
    return "unsupported: " + e.feature();
  }

  private static String describe(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return e + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  private void execute(String type, JsonNode command) throws Exception {
    switch (type) {
      case "module" -> component(command);
      case "module_definition" -> definition(command);
      case "module_instance" -> instance(command);
      case "action", "assert_return", "assert_trap" -> throwUnusable(slot(command.path("action")));
      case "assert_malformed" -> assertMalformed(command);
      case "assert_invalid" -> assertInvalid(command);
      case "assert_unlinkable", "assert_uninstantiable" -> {
        load(command);
        throw new SkippedException("components are not instantiated yet");
      }
      default -> throw new FailedException("unknown command");
    }
  }

  private static byte[] bytes(JsonNode command, Path folder) throws IOException {
    String file =
        command.path(command.has("binary_filename") ? "binary_filename" : "filename").asText();
    return Files.readAllBytes(folder.resolve(file));
  }

  private ValidComponent load(JsonNode command) throws IOException {
    return ComponentValidator.validate(ComponentReader.read(bytes(command, folder)));
  }

  // Components and instances.

  private void component(JsonNode command) throws Exception {
    Slot slot = new Slot("its component failed", false);
    try {
      load(command);
      slot = new Slot("components are not instantiated yet", true);
    } catch (UnsupportedFeatureException e) {
      slot = new Slot(unsupported(e), true);
      throw e;
    } finally {
      current = slot;
      if (command.has("name")) {
        instances.put(command.path("name").asText(), slot);
      }
    }
    throwUnusable(slot);
  }

  private void definition(JsonNode command) throws Exception {
    Slot slot = new Slot("its definition failed", false);
    try {
      load(command);
      slot = new Slot("components are not instantiated yet", true);
    } catch (UnsupportedFeatureException e) {
      slot = new Slot(unsupported(e), true);
      throw e;
    } finally {
      lastDefinition = slot;
      if (command.has("name")) {
        definitions.put(command.path("name").asText(), slot);
      }
    }
  }

  private void instance(JsonNode command) throws Exception {
    Slot slot =
        command.has("module")
            ? definitions.getOrDefault(
                command.path("module").asText(),
                new Slot("no definition is named " + command.path("module").asText(), false))
            : lastDefinition;
    current = slot;
    if (command.has("instance")) {
      instances.put(command.path("instance").asText(), slot);
    }
    throwUnusable(slot);
  }

  private Slot slot(JsonNode action) {
    if (!action.has("module")) {
      return current;
    }
    String name = action.path("module").asText();
    return instances.getOrDefault(name, new Slot("no component is named " + name, false));
  }

  private static void throwUnusable(Slot slot) throws SkippedException, FailedException {
    if (slot.skipped()) {
      throw new SkippedException(slot.reason());
    }
    throw new FailedException(slot.reason());
  }

  // Components that must be rejected.

  private void assertMalformed(JsonNode command) throws Exception {
    if (command.path("module_type").asText().equals("text")) {
      throw new SkippedException("malformed text, which no binary expresses");
    }
    try {
      load(command);
    } catch (WasmFormatException e) {
      return;
    }
    throw new FailedException("the component was accepted: " + command.path("text").asText());
  }

  private void assertInvalid(JsonNode command) throws Exception {
    try {
      load(command);
    } catch (WasmValidationException e) {
      return;
    }
    throw new FailedException("the component was accepted: " + command.path("text").asText());
  }
}
