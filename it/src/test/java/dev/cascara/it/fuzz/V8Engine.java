package dev.cascara.it.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** V8, in a Node process that takes one module after the other. */
final class V8Engine implements Engine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter toNode;
  private final BufferedReader fromNode;

  private V8Engine(Process process) {
    this.process = process;
    this.toNode = process.outputWriter(StandardCharsets.UTF_8);
    this.fromNode = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts Node, if it is there. */
  static Optional<V8Engine> start() throws IOException {
    Path script = Files.createTempFile("v8", ".mjs");
    script.toFile().deleteOnExit();
    try (InputStream in = V8Engine.class.getResourceAsStream("v8.mjs")) {
      if (in == null) {
        throw new IllegalStateException("missing resource v8.mjs");
      }
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    try {
      return Optional.of(
          new V8Engine(
              new ProcessBuilder(
                      "node",
                      "--stack-size=4000",
                      "--experimental-wasm-extended-const",
                      script.toString())
                  .redirectError(ProcessBuilder.Redirect.INHERIT)
                  .start()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return "V8";
  }

  @Override
  public List<String> run(GeneratedModule module) throws IOException, ExhaustedException {
    JsonNode answer = ask(job(module));
    if (answer.has("exhausted")) {
      throw new ExhaustedException(answer.path("exhausted").asText());
    }
    List<String> lines = new ArrayList<>();
    answer.forEach(line -> lines.add(line.asText()));
    return lines;
  }

  /** Returns what is wrong with a module, or nothing. */
  String verdict(byte[] wasm) throws IOException {
    return ask(JSON.createObjectNode().put("validate", Base64.getEncoder().encodeToString(wasm)))
        .asText();
  }

  private JsonNode ask(ObjectNode question) throws IOException {
    toNode.write(JSON.writeValueAsString(question));
    toNode.newLine();
    toNode.flush();
    String answer = fromNode.readLine();
    if (answer == null) {
      throw new IOException("node has ended");
    }
    return JSON.readTree(answer);
  }

  private static ObjectNode job(GeneratedModule module) {
    ObjectNode job =
        JSON.createObjectNode()
            .put("wasm", Base64.getEncoder().encodeToString(module.encode()))
            .put("fuel", GeneratedModule.FUEL);
    ArrayNode imports = job.putArray("imports");
    module.imports().forEach(type -> signature(imports.addObject(), module.signatureOf(type)));
    ArrayNode functions = job.putArray("functions");
    module
        .functions()
        .forEach(each -> signature(functions.addObject(), module.signatureOf(each.type())));
    ArrayNode globals = job.putArray("globals");
    module.globals().forEach(global -> globals.add(global.type().hostName()));
    ArrayNode tables = job.putArray("tables");
    module.tables().forEach(table -> tables.add(table.element().hostName()));
    for (GeneratedModule.MemoryOf memory : module.memories()) {
      if (memory.imported()) {
        job.putObject("memory").put("initial", memory.minimum()).put("maximum", memory.maximum());
      }
    }
    ArrayNode calls = job.putArray("calls");
    for (GeneratedModule.Call call : module.calls()) {
      ArrayNode arguments =
          calls.addObject().put("function", call.function()).putArray("arguments");
      call.arguments().forEach(bits -> arguments.add(Long.toHexString(bits)));
    }
    return job;
  }

  private static void signature(ObjectNode node, Signature signature) {
    ArrayNode parameters = node.putArray("parameters");
    signature.parameters().forEach(type -> parameters.add(type.hostName()));
    ArrayNode results = node.putArray("results");
    signature.results().forEach(type -> results.add(type.hostName()));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
