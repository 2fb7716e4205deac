package dev.cascara.wasi.internal.preview2;

import dev.cascara.runtime.component.Result;
import dev.cascara.runtime.component.Tuple2;
import dev.cascara.runtime.component.Unit;
import dev.cascara.wasi.ExitException;
import dev.cascara.wasi.StandardStream;
import dev.cascara.wasi.cli.Environment;
import dev.cascara.wasi.cli.Exit;
import dev.cascara.wasi.cli.Stderr;
import dev.cascara.wasi.cli.Stdin;
import dev.cascara.wasi.cli.Stdout;
import dev.cascara.wasi.cli.TerminalInput;
import dev.cascara.wasi.cli.TerminalOutput;
import dev.cascara.wasi.cli.TerminalStderr;
import dev.cascara.wasi.cli.TerminalStdin;
import dev.cascara.wasi.cli.TerminalStdout;
import dev.cascara.wasi.internal.Session;
import dev.cascara.wasi.io.Streams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** {@code wasi:cli}. */
record HostCli(Session session)
    implements Environment,
        Exit,
        Stdin,
        Stdout,
        Stderr,
        TerminalInput,
        TerminalOutput,
        TerminalStdin,
        TerminalStdout,
        TerminalStderr {
  @Override
  public List<Tuple2<String, String>> getEnvironment() {
    return session.wasi().environment().entrySet().stream()
        .map(variable -> new Tuple2<>(variable.getKey(), variable.getValue()))
        .toList();
  }

  @Override
  public List<String> getArguments() {
    return session.wasi().arguments();
  }

  @Override
  public Optional<String> initialCwd() {
    return Optional.empty();
  }

  @Override
  public void exit(Result<Unit, Unit> status) {
    throw exit(status.isOk() ? 0 : 1);
  }

  @Override
  public void exitWithCode(byte statusCode) {
    throw exit(statusCode & 0xFF);
  }

  private ExitException exit(int code) {
    try {
      session.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ExitException(code);
  }

  @Override
  public Streams.InputStream getStdin() {
    return HostInputStream.of(session, session.standardInput());
  }

  @Override
  public Streams.OutputStream getStdout() {
    return HostOutputStream.of(session, session.wasi().standardOutput());
  }

  @Override
  public Streams.OutputStream getStderr() {
    return HostOutputStream.of(session, session.wasi().standardError());
  }

  private boolean isTerminal(StandardStream stream) {
    return session.wasi().terminals().contains(stream);
  }

  @Override
  public Optional<TerminalInput_> getTerminalStdin() {
    return isTerminal(StandardStream.INPUT) ? Optional.of(new Terminal()) : Optional.empty();
  }

  @Override
  public Optional<TerminalOutput_> getTerminalStdout() {
    return isTerminal(StandardStream.OUTPUT) ? Optional.of(new Terminal()) : Optional.empty();
  }

  @Override
  public Optional<TerminalOutput_> getTerminalStderr() {
    return isTerminal(StandardStream.ERROR) ? Optional.of(new Terminal()) : Optional.empty();
  }

  /** Either side of a terminal: a guest learns only that there is one. */
  private record Terminal() implements TerminalInput_, TerminalOutput_ {
    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
