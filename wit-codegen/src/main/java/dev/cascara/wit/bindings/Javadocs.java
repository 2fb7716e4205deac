package dev.cascara.wit.bindings;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import dev.cascara.wit.Gate;
import dev.cascara.wit.Metadata;
import java.util.List;
import java.util.Optional;

/** Javadoc from WIT's documentation, which is Markdown. */
final class Javadocs {
  private Javadocs() {}

  /** The text, each paragraph but the first behind a {@code <p>}. */
  static String text(String docs) {
    StringBuilder out = new StringBuilder();
    boolean paragraph = false;
    boolean preformatted = false;
    for (String line : docs.strip().split("\n", -1)) {
      if (line.strip().startsWith("```")) {
        preformatted = !preformatted;
        out.append(preformatted ? (out.length() == 0 ? "<pre>\n" : "\n<pre>") : "\n</pre>");
        paragraph = false;
      } else if (preformatted) {
        out.append('\n').append(escape(line));
      } else if (line.isBlank()) {
        paragraph = true;
      } else {
        if (out.length() > 0) {
          out.append(paragraph ? "\n\n<p>" : "\n");
        }
        paragraph = false;
        out.append(inline(line.stripTrailing()));
      }
    }
    return preformatted ? out + "\n</pre>" : out.toString();
  }

  /** Code between backticks becomes {@code <code>}. */
  private static String inline(String line) {
    String[] parts = line.split("`", -1);
    if (parts.length % 2 == 0) {
      return escape(line);
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      String part = escape(parts[i]);
      out.append(i % 2 == 0 || part.isEmpty() ? part : "<code>" + part + "</code>");
    }
    return out.toString();
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '@' -> out.append("&#64;");
                case '{' -> out.append("&#123;");
                case '}' -> out.append("&#125;");
                case '*' -> out.append(out.length() > 0 && text.contains("*/") ? "&#42;" : "*");
                case '/' -> out.append(text.contains("*/") || text.contains("/*") ? "&#47;" : "/");
                case '\\' -> out.append("&#92;");
                default -> {
                  if (c >= ' ' && c != 0x7F) {
                    out.appendCodePoint(c);
                  }
                }
              }
            });
    return out.toString();
  }

  /** WIT text in a {@code @code} tag. */
  static String code(String wit) {
    return "{@code " + wit + "}";
  }

  /**
   * A whole comment.
   *
   * @param tags block tags, without those that come from the metadata
   */
  static CodeBlock of(Metadata metadata, String summaryIfNone, List<String> tags) {
    return of(metadata, summaryIfNone, "", tags);
  }

  static CodeBlock of(Metadata metadata, String summaryIfNone, String appendix, List<String> tags) {
    StringBuilder out = new StringBuilder();
    out.append(metadata.docs().isBlank() ? summaryIfNone : text(metadata.docs()));
    if (!appendix.isEmpty()) {
      out.append("\n\n<p>").append(appendix);
    }
    StringBuilder block = new StringBuilder();
    tags.forEach(tag -> block.append(tag).append('\n'));
    if (metadata.gate() instanceof Gate.Since since) {
      block.append("@since ").append(since.version()).append('\n');
    }
    metadata
        .deprecated()
        .ifPresent(version -> block.append("@deprecated since ").append(version).append('\n'));
    if (block.length() > 0) {
      out.append("\n\n").append(block);
    }
    return CodeBlock.of("$L", out.toString().stripTrailing() + "\n");
  }

  /** {@code @Deprecated} where the metadata says so. */
  static Optional<AnnotationSpec> deprecation(Metadata metadata) {
    return metadata
        .deprecated()
        .map(
            version ->
                AnnotationSpec.builder(Deprecated.class)
                    .addMember("since", "$S", version.toString())
                    .build());
  }
}
