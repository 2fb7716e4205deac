package com.example;

import dev.cascara.wasi.ExitException;
import dev.cascara.wasi.FolderAccess;
import dev.cascara.wasi.Wasi;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Embeds a WASI command that sees one folder, read-only, and nothing else of this machine. */
public final class Main {
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("wasi-command");
    Path file = Files.writeString(folder.resolve("note.txt"), "A note.\n");
    try {
      run(folder, "", "list", "/");
      run(folder, "", "cat", "/note.txt");
      run(folder, "shout\n", "upper");
      // Neither leaves the folder, nor writes into it.
      run(folder, "", "cat", "/../etc/passwd");
      run(folder, "", "copy", "/note.txt", "/copy.txt");
      run(folder, "", "exit", "3");
    } finally {
      Files.delete(file);
      Files.delete(folder);
    }
  }

  private static void run(Path folder, String input, String... command) throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    Wasi wasi =
        Wasi.builder()
            .arguments("tool")
            .arguments(command)
            .folder(folder, "/", FolderAccess.READ_ONLY)
            .standardInput(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))
            .standardOutput(output)
            .standardError(messages)
            .build();
    int code = 0;
    try {
      Tool.builder().wasi(wasi).build().run().run();
    } catch (ExitException exit) {
      code = exit.code();
    }
    System.out.printf(
        "%s: exit code %d, output %s, messages %s%n",
        List.of(command), code, lines(output), lines(messages));
  }

  private static List<String> lines(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
