package dev.cascara.wit.binary;

import dev.cascara.compiler.component.Component;
import dev.cascara.compiler.wasm.CustomSection;
import dev.cascara.wit.Gate;
import dev.cascara.wit.Metadata;
import dev.cascara.wit.Version;
import dev.cascara.wit.WitException;
import dev.cascara.wit.text.Docs;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What the custom section {@code package-docs} of an encoded WIT package says of its items: a
 * version byte, then JSON.
 */
public final class PackageDocs {
  private static final String SECTION = "package-docs";
  private static final int MAX_VERSION = 1;

  private final Map<?, ?> root;

  private PackageDocs(Map<?, ?> root) {
    this.root = root;
  }

  /**
   * Returns documentation that says nothing.
   *
   * @return the documentation
   */
  public static PackageDocs none() {
    return new PackageDocs(Map.of());
  }

  /**
   * Reads a component's documentation.
   *
   * @param component a component
   * @return its documentation, empty if it has none
   * @throws WitException if the section is wrong
   */
  public static PackageDocs of(Component component) {
    for (CustomSection section : component.customSections()) {
      if (section.name().equals(SECTION)) {
        return read(component.bytes(), section.start(), section.end());
      }
    }
    return none();
  }

  private static PackageDocs read(byte[] bytes, int start, int end) {
    if (start >= end || bytes[start] < 0 || bytes[start] > MAX_VERSION) {
      throw new WitException("package-docs has an unknown version");
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, start + 1, end - start - 1))
              .toString();
      return new PackageDocs(object(Json.parse(text)));
    } catch (CharacterCodingException e) {
      throw new WitException("package-docs is not valid UTF-8", e);
    }
  }

  private static Map<?, ?> object(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Map<?, ?> member(Map<?, ?> object, String... path) {
    Map<?, ?> member = object;
    for (String name : path) {
      Object value = member.get(name);
      member = value == null ? Map.of() : object(value);
    }
    return member;
  }

  /** The documentation of the package itself. */
  String docs() {
    return docs(root);
  }

  Scope ofInterface(String name) {
    return new Scope(member(root, "interfaces", name));
  }

  Scope ofWorld(String name) {
    return new Scope(member(root, "worlds", name));
  }

  private static String docs(Map<?, ?> item) {
    return item.get("docs") instanceof String docs ? Docs.normalize(docs) : "";
  }

  /** What is said of an interface or a world and what is in it. */
  record Scope(Map<?, ?> item) {
    static final Scope NONE = new Scope(Map.of());

    Metadata metadata() {
      return PackageDocs.metadata(item);
    }

    Metadata function(String externName) {
      return entry("funcs", externName);
    }

    Metadata exportedFunction(String externName) {
      return entry(
          member(item, "func_exports").containsKey(externName) ? "func_exports" : "funcs",
          externName);
    }

    Metadata type(String name) {
      return entry("types", name);
    }

    /** The documentation of a field, case or flag. */
    String part(String type, String name) {
      return member(item, "types", type, "items").get(name) instanceof String docs
          ? Docs.normalize(docs)
          : "";
    }

    /** What is said of an interface within a world. */
    Scope inline(String kind, String name) {
      return new Scope(
          member(
              item, member(item, kind).containsKey(name) ? kind : "interfaces", name));
    }

    /** What is said of the import or export of an interface that is defined elsewhere. */
    Metadata reference(String direction, String name) {
      Metadata stability =
          PackageDocs.metadata(
              Map.of(
                  "stability", member(item, "interface_" + direction + "_stability", name)));
      Object docs = member(item, "interface_" + direction + "_docs").get(name);
      return docs instanceof String text ? stability.withDocs(Docs.normalize(text)) : stability;
    }

    private Metadata entry(String kind, String name) {
      // Functions of the first version have their documentation alone.
      if (member(item, kind).get(name) instanceof String docs) {
        return Metadata.ofDocs(docs.equals("null") ? "" : Docs.normalize(docs));
      }
      return PackageDocs.metadata(member(item, kind, name));
    }
  }

  private static Metadata metadata(Map<?, ?> item) {
    Map<?, ?> stable = member(item, "stability", "stable");
    Map<?, ?> unstable = member(item, "stability", "unstable");
    Gate gate = Gate.NONE;
    if (stable.get("since") instanceof String since) {
      gate = new Gate.Since(version(since));
    } else if (unstable.get("feature") instanceof String feature) {
      gate = new Gate.Unstable(feature);
    }
    Object deprecated = (stable.isEmpty() ? unstable : stable).get("deprecated");
    return new Metadata(
        docs(item),
        gate,
        deprecated instanceof String version && !version.equals("null")
            ? Optional.of(version(version))
            : Optional.empty(),
        Optional.empty());
  }

  private static Version version(String text) {
    return Version.parse(text)
        .orElseThrow(() -> new WitException("package-docs: `" + text + "` is not a version"));
  }
}
