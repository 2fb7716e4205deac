package dev.cascara.benchmarks.peers;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasi.WasiExitException;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import dev.cascara.benchmarks.engine.EngineProcess;
import dev.cascara.benchmarks.engine.Program;
import dev.cascara.benchmarks.engine.TimedPart;
import java.io.OutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Runs a program that {@link ChicoryCompiler} has compiled; its classes are on the class path. */
public final class ChicoryProcess {
  private ChicoryProcess() {}

  /**
   * Runs the program.
   *
   * @param arguments the module without code, the class, and what {@link EngineProcess#of} reads
   */
  public static void main(String[] arguments) {
    EngineProcess.of(Arrays.copyOfRange(arguments, 2, arguments.length))
        .measure(() -> load(Path.of(arguments[0]), arguments[1]));
  }

  private static Program load(Path file, String className) throws ReflectiveOperationException {
    WasmModule module = Parser.parse(file);
    MethodHandle constructor =
        MethodHandles.publicLookup()
            .findConstructor(
                Class.forName(className), MethodType.methodType(void.class, Instance.class));
    Function<Instance, Machine> machines =
        instance -> {
          try {
            return (Machine) constructor.invoke(instance);
          } catch (RuntimeException | Error e) {
            throw e;
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
        };
    return (folder, output, timedPart) -> run(module, machines, folder, output, timedPart);
  }

  private static int run(
      WasmModule module,
      Function<Instance, Machine> machines,
      Path folder,
      OutputStream output,
      TimedPart timedPart) {
    WasiOptions options =
        WasiOptions.builder()
            .withArguments(List.of("program"))
            .withDirectory(".", folder)
            .withStdout(output, false)
            .withStderr(OutputStream.nullOutputStream(), false)
            .build();
    try (WasiPreview1 wasi = WasiPreview1.builder().withOptions(options).build()) {
      Instance instance =
          Instance.builder(module)
              .withImportValues(
                  ImportValues.builder()
                      .addFunction(wasi.toHostFunctions())
                      .addFunction(
                          signal(TimedPart.START, timedPart::start),
                          signal(TimedPart.END, timedPart::end))
                      .build())
              .withMachineFactory(machines)
              .withStart(false)
              .build();
      timedPart.commandStarts();
      try {
        instance.export("_start").apply();
        return 0;
      } catch (WasiExitException e) {
        return e.exitCode();
      } finally {
        timedPart.commandEnds();
      }
    }
  }

  private static HostFunction signal(String name, Runnable action) {
    return new HostFunction(
        TimedPart.MODULE,
        name,
        FunctionType.empty(),
        (instance, arguments) -> {
          action.run();
          return new long[0];
        });
  }
}
