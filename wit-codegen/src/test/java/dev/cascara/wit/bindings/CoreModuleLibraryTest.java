package dev.cascara.wit.bindings;

import dev.cascara.compiler.ProgressListener;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreModuleLibraryTest {
  @Test
  void isUsedByAnApplication(@TempDir Path folder) throws Exception {
    GeneratedLibrary library =
        CoreModuleLibrary.generate(
            GeneratedClasses.guest("calc/calc.wasm"),
            new BindingsSettings("com.example", "Calc"),
            ProgressListener.NONE);
    GeneratedClasses.run(folder, library, "UseCalc");
  }

  @Test
  void programOfWasiCompiles(@TempDir Path folder) throws Exception {
    GeneratedLibrary library =
        CoreModuleLibrary.generate(
            GeneratedClasses.guest("tool/tool.wasm"),
            new BindingsSettings("com.example", "Tool"),
            ProgressListener.NONE);
    GeneratedClasses.compile(folder, library.sources(), library.classes());
  }
}
