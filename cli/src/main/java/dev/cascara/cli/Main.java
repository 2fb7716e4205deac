package dev.cascara.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Where the {@code cascara} command starts. */
public final class Main {
  private Main() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    int exitCode = commandLine(new CascaraEngine()).execute(arguments);
    System.out.flush();
    System.exit(exitCode);
  }

  /** The whole command, ready to execute. */
  static CommandLine commandLine(Engine engine) {
    CommandLine run = new CommandLine(new RunCommand(engine));
    CommandLine commandLine = new CommandLine(new CascaraCommand());
    commandLine
        .addSubcommand(run)
        .addSubcommand(new InvokeCommand(engine))
        .addSubcommand(new CompileCommand(engine));
    // What follows the guest's file is the guest's.
    run.setStopAtPositional(true);
    return configured(commandLine);
  }

  private static CommandLine configured(CommandLine commandLine) {
    commandLine.setParameterExceptionHandler(Main::usageError);
    commandLine.setExecutionExceptionHandler(
        (exception, command, parseResult) -> {
          PrintWriter err = command.getErr();
          err.println("cascara: " + Failures.describe(exception));
          if (Failures.isInternal(exception)) {
            exception.printStackTrace(err);
          }
          err.flush();
          return ExitCodes.FAILURE;
        });
    return commandLine;
  }

  private static int usageError(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    err.printf(
        "cascara: %s (see '%s --help')%n",
        Failures.oneLine(String.valueOf(exception.getMessage())),
        command.getCommandSpec().qualifiedName());
    err.flush();
    return ExitCodes.USAGE;
  }
}
