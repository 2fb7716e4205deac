package dev.cascara.it.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** A Node that answers questions, a line of JSON each, one after the other. */
final class NodeProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter toNode;
  private final BufferedReader fromNode;

  private NodeProcess(Process process) {
    this.process = process;
    this.toNode = process.outputWriter(StandardCharsets.UTF_8);
    this.fromNode = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts a Node, if it is there. */
  static Optional<NodeProcess> start(String executable, List<String> options) throws IOException {
    Path script = Files.createTempFile("v8", ".mjs");
    script.toFile().deleteOnExit();
    try (InputStream in = NodeProcess.class.getResourceAsStream("v8.mjs")) {
      if (in == null) {
        throw new IllegalStateException("missing resource v8.mjs");
      }
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    ProcessBuilder builder = new ProcessBuilder(executable);
    builder.command().addAll(options);
    builder.command().add(script.toString());
    try {
      return Optional.of(
          new NodeProcess(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  JsonNode ask(ObjectNode question) throws IOException {
    toNode.write(JSON.writeValueAsString(question));
    toNode.newLine();
    toNode.flush();
    String answer = fromNode.readLine();
    if (answer == null) {
      throw new IOException("node has ended");
    }
    return JSON.readTree(answer);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
