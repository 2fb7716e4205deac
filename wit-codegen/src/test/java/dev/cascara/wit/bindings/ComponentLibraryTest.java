package dev.cascara.wit.bindings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generated libraries of our guests, compiled and used as an application would. */
class ComponentLibraryTest {
  private static GeneratedLibrary generate(String file, String packageName, String className)
      throws Exception {
    return ComponentLibrary.generate(
        GeneratedClasses.guest(file), new BindingsSettings(packageName, className));
  }

  @ParameterizedTest
  @CsvSource({
    "announcer, Announcer",
    "greeter, Greeter",
    "resources, Resources",
    "translator, Translator",
  })
  void isUsedByAnApplication(String guest, String className, @TempDir Path folder)
      throws Exception {
    GeneratedLibrary library = generate(guest + "/" + guest + ".wasm", "com.example", className);
    GeneratedClasses.run(folder, library, "Use" + className);
  }

  @Test
  void allTypesOfValuesPass(@TempDir Path folder) throws Exception {
    List<String[]> guests =
        List.of(
            new String[] {"bool", "bool", "Bool"},
            new String[] {"char", "character", "Character"},
            new String[] {"enum", "enumeration", "Enumeration"},
            new String[] {"flags", "flags", "Flags"},
            new String[] {"floats", "floats", "Floats"},
            new String[] {"import", "imports", "Imports"},
            new String[] {"integers", "integers", "Integers"},
            new String[] {"list", "list", "Lists"},
            new String[] {"option", "option", "Option"},
            new String[] {"record", "record", "Records"},
            new String[] {"resource", "resource", "Resource"},
            new String[] {"result", "result", "Results"},
            new String[] {"string", "string", "Strings"},
            new String[] {"tuple", "tuple", "Tuples"},
            new String[] {"variant", "variant", "Variants"});
    SortedMap<String, String> sources = new TreeMap<>();
    SortedMap<String, byte[]> classes = new TreeMap<>();
    for (String[] guest : guests) {
      GeneratedLibrary library =
          generate("types/" + guest[0] + ".wasm", "com.example." + guest[1], guest[2]);
      sources.putAll(library.sources());
      classes.putAll(library.classes());
    }
    GeneratedClasses.run(folder, new GeneratedLibrary(sources, classes), "UseTypes");
  }

  @Test
  void componentsCallEachOther(@TempDir Path folder) throws Exception {
    SortedMap<String, String> sources = new TreeMap<>();
    SortedMap<String, byte[]> classes = new TreeMap<>();
    for (String name : List.of("Closures", "Generative", "Transfer", "Virtual")) {
      String guest = name.toLowerCase(Locale.ROOT);
      GeneratedLibrary library =
          generate("linking/" + guest + ".wasm", "com.example." + guest, name);
      sources.putAll(library.sources());
      classes.putAll(library.classes());
    }
    GeneratedClasses.run(folder, new GeneratedLibrary(sources, classes), "UseLinking");
  }

  @Test
  void sameComponentGivesTheSameLibrary() throws Exception {
    GeneratedLibrary first = generate("greeter/greeter.wasm", "com.example", "Greeter");
    GeneratedLibrary second = generate("greeter/greeter.wasm", "com.example", "Greeter");
    assertThat(second.sources()).isEqualTo(first.sources());
    assertThat(second.classes().keySet()).isEqualTo(first.classes().keySet());
    first.classes().forEach((name, file) -> assertThat(second.classes().get(name)).isEqualTo(file));
  }
}
