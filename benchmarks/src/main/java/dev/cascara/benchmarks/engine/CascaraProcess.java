package dev.cascara.benchmarks.engine;

import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.wasi.FolderAccess;
import dev.cascara.wasi.Wasi;
import dev.cascara.wasi.preview1.Preview1;
import java.io.OutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Runs a program that Cascara has compiled to class files, which are on the class path. */
public final class CascaraProcess {
  private static final FunctionType NOTHING = new FunctionType(List.of(), List.of());

  private CascaraProcess() {}

  /**
   * Runs the program.
   *
   * @param arguments the class's name and what {@link EngineProcess#of} reads
   */
  public static void main(String[] arguments) {
    EngineProcess.of(Arrays.copyOfRange(arguments, 1, arguments.length))
        .measure(() -> load(arguments[0]));
  }

  private static Program load(String className) throws ReflectiveOperationException {
    Constructor<? extends Instance> constructor =
        Class.forName(className).asSubclass(Instance.class).getConstructor(Imports.class);
    return (folder, output, timedPart) -> run(constructor, folder, output, timedPart);
  }

  private static int run(
      Constructor<? extends Instance> constructor,
      Path folder,
      OutputStream output,
      TimedPart timedPart)
      throws Exception {
    Wasi wasi =
        Wasi.builder()
            .arguments("program")
            .folder(folder, ".", FolderAccess.READ_WRITE)
            .standardOutput(output)
            .build();
    try (Preview1 preview1 = Preview1.of(wasi)) {
      Instance instance =
          constructor.newInstance(
              (Imports)
                  (module, name) ->
                      module.equals(TimedPart.MODULE)
                          ? signal(timedPart, name)
                          : preview1.find(module, name));
      timedPart.commandStarts();
      int exitCode = preview1.run(instance);
      timedPart.commandEnds();
      return exitCode;
    }
  }

  private static WasmFunction signal(TimedPart timedPart, String name) {
    try {
      MethodHandle method =
          MethodHandles.lookup().bind(timedPart, name, MethodType.methodType(void.class));
      return WasmFunction.of(NOTHING, method);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("bench has no function " + name, e);
    }
  }
}
