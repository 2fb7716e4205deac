package dev.cascara.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The totals of one version of a suite. Where they are not the actual ones, features have been
 * added, and the file is to be brought up to date; or something is not run any more that was.
 *
 * @param suite the digest of the suite's scripts
 * @param totals the totals
 */
record Baseline(String suite, Totals totals) {
  static Baseline of(String name) throws IOException {
    try (InputStream in = Baseline.class.getResourceAsStream(name + ".json")) {
      JsonNode json = new ObjectMapper().readTree(in);
      return new Baseline(
          json.path("suite").asText(),
          new Totals(
              json.path("passed").asInt(),
              0,
              counts(json.path("unsupported")),
              counts(json.path("not_run"))));
    }
  }

  private static SortedMap<String, Integer> counts(JsonNode json) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    json.properties().forEach(each -> counts.put(each.getKey(), each.getValue().asInt()));
    return counts;
  }

  /** Compares the totals if the suite is of the version that the baseline is for. */
  void check(Path folder, Totals actual) throws IOException {
    String digest = digest(folder);
    System.err.println(
        "conformance of " + folder.getFileName() + ": " + actual + " " + actual.unsupported());
    if (digest.equals(suite)) {
      assertThat(actual).isEqualTo(totals);
    } else {
      Suites.skip("the suite in " + folder + " is of another version (" + digest + ")");
    }
  }

  /** The digest of the names and contents of all scripts. */
  private static String digest(Path folder) throws IOException {
    MessageDigest digest = sha256();
    for (Path script : ScriptConverter.scripts(folder)) {
      String name = folder.relativize(script).toString().replace('\\', '/');
      digest.update((name + '\n').getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(script));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
