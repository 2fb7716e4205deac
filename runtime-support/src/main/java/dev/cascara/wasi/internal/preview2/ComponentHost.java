package dev.cascara.wasi.internal.preview2;

import dev.cascara.runtime.component.HostInterface;
import dev.cascara.wasi.Wasi;
import dev.cascara.wasi.WasiInterfaces;
import dev.cascara.wasi.cli.Environment;
import dev.cascara.wasi.cli.EnvironmentLowering;
import dev.cascara.wasi.cli.Exit;
import dev.cascara.wasi.cli.ExitLowering;
import dev.cascara.wasi.cli.Stderr;
import dev.cascara.wasi.cli.StderrLowering;
import dev.cascara.wasi.cli.Stdin;
import dev.cascara.wasi.cli.StdinLowering;
import dev.cascara.wasi.cli.Stdout;
import dev.cascara.wasi.cli.StdoutLowering;
import dev.cascara.wasi.cli.TerminalInputLowering;
import dev.cascara.wasi.cli.TerminalOutputLowering;
import dev.cascara.wasi.cli.TerminalStderr;
import dev.cascara.wasi.cli.TerminalStderrLowering;
import dev.cascara.wasi.cli.TerminalStdin;
import dev.cascara.wasi.cli.TerminalStdinLowering;
import dev.cascara.wasi.cli.TerminalStdout;
import dev.cascara.wasi.cli.TerminalStdoutLowering;
import dev.cascara.wasi.clocks.MonotonicClock;
import dev.cascara.wasi.clocks.MonotonicClockLowering;
import dev.cascara.wasi.clocks.WallClock;
import dev.cascara.wasi.clocks.WallClockLowering;
import dev.cascara.wasi.filesystem.Preopens;
import dev.cascara.wasi.filesystem.PreopensLowering;
import dev.cascara.wasi.filesystem.Types;
import dev.cascara.wasi.filesystem.TypesLowering;
import dev.cascara.wasi.internal.Session;
import dev.cascara.wasi.io.Error;
import dev.cascara.wasi.io.ErrorLowering;
import dev.cascara.wasi.io.Poll;
import dev.cascara.wasi.io.PollLowering;
import dev.cascara.wasi.io.Streams;
import dev.cascara.wasi.io.StreamsLowering;
import dev.cascara.wasi.random.Insecure;
import dev.cascara.wasi.random.InsecureLowering;
import dev.cascara.wasi.random.InsecureSeed;
import dev.cascara.wasi.random.InsecureSeedLowering;
import dev.cascara.wasi.random.Random;
import dev.cascara.wasi.random.RandomLowering;
import java.util.List;

/** All of WASI 0.2 for one instance of a component. */
public final class ComponentHost implements WasiInterfaces {
  private final HostCli cli;
  private final HostFilesystem filesystem;
  private final HostClocks.Wall wallClock;
  private final HostClocks.Monotonic monotonicClock;
  private final HostPoll poll;
  private final HostRandom random;
  private final Io io = new Io();

  /** The interfaces that are nothing but resources. */
  private static final class Io implements Streams, Error {}

  private ComponentHost(Session session) {
    cli = new HostCli(session);
    filesystem = new HostFilesystem(session);
    wallClock = new HostClocks.Wall(session);
    monotonicClock = new HostClocks.Monotonic(session);
    poll = new HostPoll(session);
    random = new HostRandom(session.wasi());
  }

  /**
   * Begins a component's use of WASI.
   *
   * @param wasi what the component may have
   * @return the interfaces
   * @throws java.io.UncheckedIOException if a preopened folder cannot be opened
   */
  public static ComponentHost of(Wasi wasi) {
    return new ComponentHost(new Session(wasi));
  }

  /**
   * Returns all interfaces, lowered.
   *
   * @return the interfaces by name
   */
  public List<HostInterface> hostInterfaces() {
    return List.of(
        EnvironmentLowering.bind(cli),
        ExitLowering.bind(cli),
        StdinLowering.bind(cli),
        StdoutLowering.bind(cli),
        StderrLowering.bind(cli),
        TerminalInputLowering.bind(cli),
        TerminalOutputLowering.bind(cli),
        TerminalStdinLowering.bind(cli),
        TerminalStdoutLowering.bind(cli),
        TerminalStderrLowering.bind(cli),
        MonotonicClockLowering.bind(monotonicClock),
        WallClockLowering.bind(wallClock),
        TypesLowering.bind(filesystem),
        PreopensLowering.bind(filesystem),
        ErrorLowering.bind(io),
        PollLowering.bind(poll),
        StreamsLowering.bind(io),
        RandomLowering.bind(random),
        InsecureLowering.bind(random),
        InsecureSeedLowering.bind(random));
  }

  @Override
  public Environment cliEnvironment() {
    return cli;
  }

  @Override
  public Exit cliExit() {
    return cli;
  }

  @Override
  public Stderr cliStderr() {
    return cli;
  }

  @Override
  public Stdin cliStdin() {
    return cli;
  }

  @Override
  public Stdout cliStdout() {
    return cli;
  }

  @Override
  public TerminalStderr cliTerminalStderr() {
    return cli;
  }

  @Override
  public TerminalStdin cliTerminalStdin() {
    return cli;
  }

  @Override
  public TerminalStdout cliTerminalStdout() {
    return cli;
  }

  @Override
  public MonotonicClock clocksMonotonicClock() {
    return monotonicClock;
  }

  @Override
  public WallClock clocksWallClock() {
    return wallClock;
  }

  @Override
  public Preopens filesystemPreopens() {
    return filesystem;
  }

  @Override
  public Types filesystemTypes() {
    return filesystem;
  }

  @Override
  public Error ioError() {
    return io;
  }

  @Override
  public Poll ioPoll() {
    return poll;
  }

  @Override
  public Streams ioStreams() {
    return io;
  }

  @Override
  public InsecureSeed randomInsecureSeed() {
    return random;
  }

  @Override
  public Insecure randomInsecure() {
    return random;
  }

  @Override
  public Random randomRandom() {
    return random;
  }
}
