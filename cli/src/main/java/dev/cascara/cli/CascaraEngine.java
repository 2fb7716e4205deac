package dev.cascara.cli;

import dev.cascara.compiler.CompilerSwitches;
import dev.cascara.compiler.ProgressListener;
import dev.cascara.wasi.FolderAccess;
import dev.cascara.wasi.Wasi;
import java.io.IOException;
import java.util.List;

/** The engine of this project: guests are compiled and run in this JVM. */
final class CascaraEngine implements Engine {
  @Override
  public int run(
      InputFile input, List<String> arguments, WasiOptions options, CompilerSwitches switches)
      throws IOException {
    Wasi wasi = wasi(input, arguments, options);
    return GuestThread.call(
        () ->
            input.isComponent()
                ? Components.run(input, wasi, switches)
                : CoreModules.run(input, wasi, switches));
  }

  @Override
  public String invoke(InputFile input, String call, WasiOptions options, CompilerSwitches switches)
      throws IOException {
    Wasi wasi = wasi(input, List.of(), options);
    return GuestThread.call(
        () ->
            input.isComponent()
                ? Components.invoke(input, call, wasi, switches)
                : CoreModules.invoke(input, call, wasi, switches));
  }

  @Override
  public Library generate(InputFile input, LibraryOptions options, ProgressListener progress)
      throws IOException {
    return Libraries.generate(input, options, progress);
  }

  private static Wasi wasi(InputFile input, List<String> arguments, WasiOptions options) {
    Wasi.Builder wasi =
        Wasi.builder()
            .arguments(String.valueOf(input.path().getFileName()))
            .arguments(arguments)
            .environment(options.environment())
            .inheritStandardStreams();
    for (WasiOptions.Folder folder : options.folders()) {
      wasi.folder(folder.host(), folder.guest(), FolderAccess.READ_WRITE);
    }
    return wasi.build();
  }
}
