package dev.cascara.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a subcommand. */
@Command(
    name = "cascara",
    description = "Runs, compiles and inspects WebAssembly components and core modules on the JVM.",
    mixinStandardHelpOptions = true,
    versionProvider = CascaraCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {InspectCommand.class, CompletionCommand.class, HelpCommand.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:the input is wrong, or the guest trapped",
      "2:the command line is wrong",
      "*:'run' passes the guest's own exit code on"
    })
final class CascaraCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the specification");
    }
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  /** This program's name and version. */
  static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = CascaraCommand.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    }
    return "cascara " + properties.getProperty("version", "of unknown version");
  }

  /** Reads the version that the build has written into a resource. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      return new String[] {"%s (Java %s)".formatted(version(), System.getProperty("java.version"))};
    }
  }
}
