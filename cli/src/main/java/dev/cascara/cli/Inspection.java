package dev.cascara.cli;

import dev.cascara.cli.Sections.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code inspect} prints, as text or as JSON.
 *
 * @param kind {@code component} or {@code core module}
 * @param size the file's size, in bytes
 * @param world the world of a component as WIT text
 * @param sections the top-level sections, in order
 * @param modules the core modules, in order, nested ones after those around them
 * @param imports what is imported, a line each
 * @param exports what is exported, a line each
 */
record Inspection(
    String kind,
    long size,
    Optional<String> world,
    List<Section> sections,
    List<CoreModuleSummary> modules,
    List<String> imports,
    List<String> exports) {

  /**
   * A core module.
   *
   * @param path its number, after those of the components around it, such as {@code 2.0}
   * @param name its name, from its name section
   * @param functions how many functions it has, imported ones included
   * @param importedFunctions how many of them are imported
   * @param codeSize the size of its functions' bodies, in bytes
   * @param dataSize the size of its data, in bytes
   * @param listing its own functions, a line each
   */
  record CoreModuleSummary(
      String path,
      Optional<String> name,
      int functions,
      int importedFunctions,
      long codeSize,
      long dataSize,
      List<String> listing) {

    private String line() {
      return "%d functions (%d imported), %,d bytes of code, %,d bytes of data"
          .formatted(functions, importedFunctions, codeSize, dataSize);
    }
  }

  /** How much is said about functions. */
  enum Functions {
    /** How many there are. */
    COUNTED,
    /** Each, with its name, type and size. */
    LISTED
  }

  String text(Functions functions) {
    StringBuilder text = new StringBuilder();
    line(text, "%s, %,d bytes".formatted(kind, size));
    world.ifPresent(wit -> text.append(System.lineSeparator()).append(wit));
    line(text, "");
    line(text, "sections:");
    for (Section section : sections) {
      line(
          text,
          "  0x%08x %,12d bytes  %s".formatted(section.offset(), section.size(), section.name()));
    }
    list(text, "imports:", imports);
    list(text, "exports:", exports);
    list(
        text,
        "core modules:",
        modules.stream()
            .map(
                module ->
                    module.path()
                        + module.name().map(name -> " \"" + name + '"').orElse("")
                        + ": "
                        + module.line())
            .toList());
    if (functions == Functions.LISTED) {
      for (CoreModuleSummary module : modules) {
        list(text, "functions of core module " + module.path() + ":", module.listing());
      }
    }
    return text.toString();
  }

  String json(Functions functions) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", kind);
    object.put("size", size);
    world.ifPresent(wit -> object.put("world", wit));
    object.put("sections", sections.stream().map(Inspection::jsonValue).toList());
    object.put("imports", imports);
    object.put("exports", exports);
    object.put(
        "coreModules", modules.stream().map(module -> jsonValue(module, functions)).toList());
    return Json.of(object) + System.lineSeparator();
  }

  private static Map<String, Object> jsonValue(Section section) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", section.name());
    object.put("offset", section.offset());
    object.put("size", section.size());
    return object;
  }

  private static Map<String, Object> jsonValue(CoreModuleSummary module, Functions functions) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("path", module.path());
    module.name().ifPresent(name -> object.put("name", name));
    object.put("functions", module.functions());
    object.put("importedFunctions", module.importedFunctions());
    object.put("codeSize", module.codeSize());
    object.put("dataSize", module.dataSize());
    if (functions == Functions.LISTED) {
      object.put("listing", module.listing());
    }
    return object;
  }

  private static void list(StringBuilder text, String title, List<String> entries) {
    if (!entries.isEmpty()) {
      line(text, "");
      line(text, title);
      entries.forEach(entry -> line(text, "  " + entry));
    }
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append(System.lineSeparator());
  }
}
