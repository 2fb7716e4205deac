package dev.cascara.wit.bindings;

import dev.cascara.compiler.component.ComponentReader;
import dev.cascara.compiler.component.ComponentValidator;
import dev.cascara.wit.WitReader;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generated libraries of our guests, compiled and used as an application would. */
class ComponentLibraryTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "greeter, Greeter",
    "resources, Resources",
    "translator, Translator",
  })
  void isUsedByAnApplication(String guest, String className) throws Exception {
    GeneratedLibrary library =
        ComponentLibrary.generate(
            ComponentValidator.validate(
                ComponentReader.read(GeneratedClasses.guest(guest + "/" + guest + ".wasm"))),
            WitReader.read(GeneratedClasses.GUESTS.resolve(guest).resolve("world.wit")).world(),
            new BindingsSettings("com.example", className));
    GeneratedClasses.run(folder, library, "Use" + className);
  }
}
