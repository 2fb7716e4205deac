package dev.cascara.compiler.codegen;

import dev.cascara.compiler.wasm.Export;
import dev.cascara.compiler.wasm.ExternKind;
import dev.cascara.compiler.wasm.FunctionImportType;
import dev.cascara.compiler.wasm.Import;
import dev.cascara.compiler.wasm.IndexSpaces;
import dev.cascara.compiler.wasm.Module;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Names for what the JVM sees, from the names of WebAssembly, which may be any text. */
final class JavaNames {
  private static final int MAXIMUM_LENGTH = 200;

  private final Module module;
  private final IndexSpaces spaces;

  JavaNames(Module module, IndexSpaces spaces) {
    this.module = module;
    this.spaces = spaces;
  }

  /**
   * Names for the methods of all functions, for stack traces: from the {@code name} section, else
   * from an export or import, else from the index.
   */
  String[] functions() {
    String[] names = new String[spaces.functions().length];
    Arrays.setAll(names, i -> module.names().functions().getOrDefault(i, ""));
    for (Export export : module.exports()) {
      if (export.kind() == ExternKind.FUNCTION && names[export.index()].isEmpty()) {
        names[export.index()] = export.name();
      }
    }
    int imported = 0;
    for (Import entry : module.imports()) {
      if (entry.type() instanceof FunctionImportType) {
        if (names[imported].isEmpty()) {
          names[imported] = entry.module() + "#" + entry.name();
        }
        imported++;
      }
    }
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < names.length; i++) {
      names[i] = unique(legal(names[i].isEmpty() ? "function" + i : names[i]), "$" + i, taken);
    }
    return names;
  }

  /**
   * The JVM allows everything in a method's name but a few characters; lone surrogates have no
   * encoding.
   */
  private static String legal(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .limit(MAXIMUM_LENGTH)
        .map(c -> ".;[/<>".indexOf(c) >= 0 || c < ' ' || (c >= 0xD800 && c <= 0xDFFF) ? '_' : c)
        .forEach(text::appendCodePoint);
    return text.toString();
  }

  private static String unique(String name, String suffix, Set<String> taken) {
    String candidate = name;
    while (!taken.add(candidate)) {
      candidate += suffix;
    }
    return candidate;
  }

  /**
   * Names for the methods of exported functions, legal in Java sources: characters that Java does
   * not allow become {@code _}, and a name that is a keyword, that {@link Object} or the superclass
   * has, or that is taken gets {@code _} and the export's index behind it.
   *
   * @return a name for each export, also for those that are no functions
   */
  String[] exports() {
    Set<String> taken =
        new HashSet<>(
            Set.of(
                "clone",
                "equals",
                "finalize",
                "getClass",
                "hashCode",
                "notify",
                "notifyAll",
                "toString",
                "wait",
                "export",
                "exportNames",
                "exportAt",
                "function",
                "newFunction"));
    String[] names = new String[module.exports().size()];
    for (int i = 0; i < names.length; i++) {
      String name = identifier(module.exports().get(i).name());
      String suffix = "_" + i;
      names[i] = unique(SourceVersion.isKeyword(name) ? name + suffix : name, suffix, taken);
    }
    return names;
  }

  private static String identifier(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .limit(MAXIMUM_LENGTH)
        .map(
            c ->
                c < 0x80 && c != '$' && Character.isJavaIdentifierPart(c) && c >= ' ' && c != 0x7F
                    ? c
                    : '_')
        .forEach(text::appendCodePoint);
    if (text.length() == 0 || !Character.isJavaIdentifierStart(text.charAt(0))) {
      text.insert(0, '_');
    }
    return text.toString();
  }
}
