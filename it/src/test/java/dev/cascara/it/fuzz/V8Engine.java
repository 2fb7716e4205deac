package dev.cascara.it.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * V8, in Node processes that take one module after the other: that of the machine, and a newer one
 * for modules that it may not know.
 */
final class V8Engine implements Engine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final NodeProcess node;
  private final Optional<NodeProcess> newer;
  private final String newerMissing;

  private V8Engine(NodeProcess node, Optional<NodeProcess> newer, String newerMissing) {
    this.node = node;
    this.newer = newer;
    this.newerMissing = newerMissing;
  }

  /** Starts the Nodes, if that of the machine is there. */
  static Optional<V8Engine> start() throws IOException {
    Optional<NodeProcess> node =
        NodeProcess.start(
            "node", List.of("--stack-size=4000", "--experimental-wasm-extended-const"));
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Optional<NodeProcess> newer = Optional.empty();
    String missing = "";
    try {
      newer = NodeProcess.start(NewerNode.executable(), List.of("--stack-size=4000"));
    } catch (IOException e) {
      missing = String.valueOf(e.getMessage());
    }
    return Optional.of(new V8Engine(node.get(), newer, missing));
  }

  @Override
  public String name() {
    return "V8";
  }

  /** Says why there is no newer Node, if there is none. */
  Optional<String> newerMissing() {
    return newer.isPresent()
        ? Optional.empty()
        : Optional.of("there is no newer Node: " + newerMissing);
  }

  @Override
  public List<String> run(GeneratedModule module) throws IOException, ExhaustedException {
    JsonNode answer = nodeFor(module).ask(job(module));
    if (answer.has("exhausted")) {
      throw new ExhaustedException(answer.path("exhausted").asText());
    }
    List<String> lines = new ArrayList<>();
    answer.forEach(line -> lines.add(line.asText()));
    return lines;
  }

  private NodeProcess nodeFor(GeneratedModule module) throws ExhaustedException {
    if (!module.isNew()) {
      return node;
    }
    return newer.orElseThrow(() -> new ExhaustedException("there is no newer Node"));
  }

  /** Returns what is wrong with a module, or nothing. The newest Node knows most. */
  String verdict(byte[] wasm) throws IOException {
    return newer
        .orElse(node)
        .ask(JSON.createObjectNode().put("validate", Base64.getEncoder().encodeToString(wasm)))
        .asText();
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
    node.close();
    newer.ifPresent(NodeProcess::close);
  }
}
