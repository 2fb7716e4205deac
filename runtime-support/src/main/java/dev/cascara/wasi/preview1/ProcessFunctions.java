package dev.cascara.wasi.preview1;

import dev.cascara.runtime.Memory;
import dev.cascara.wasi.ExitException;
import dev.cascara.wasi.internal.ErrorCode;
import dev.cascara.wasi.internal.Event;
import dev.cascara.wasi.internal.Session;
import dev.cascara.wasi.internal.WasiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The functions that concern the program as a whole, time and waiting. */
// Of those that only ever fail, modules call proc_exit.
@SuppressWarnings("DoNotCallSuggester")
final class ProcessFunctions {
  private static final int REALTIME = 0;
  private static final int MONOTONIC = 1;
  private static final int SUBSCRIPTION_SIZE = 48;
  private static final int EVENT_SIZE = 32;
  private static final int MAXIMUM_SUBSCRIPTIONS = 16384;

  private final Session session;
  private final GuestMemory memory;
  private final DescriptorTable table;
  private final List<byte[]> arguments;
  private final List<byte[]> environment;

  ProcessFunctions(Session session, GuestMemory memory, DescriptorTable table) {
    this.session = session;
    this.memory = memory;
    this.table = table;
    arguments = session.wasi().arguments().stream().map(ProcessFunctions::text).toList();
    environment =
        session.wasi().environment().entrySet().stream()
            .map(variable -> text(variable.getKey() + '=' + variable.getValue()))
            .toList();
  }

  private static byte[] text(String string) {
    return (string + '\0').getBytes(StandardCharsets.UTF_8);
  }

  void argsGet(int pointers, int buffer) {
    write(arguments, pointers, buffer);
  }

  void argsSizesGet(int count, int size) {
    writeSizes(arguments, count, size);
  }

  void environGet(int pointers, int buffer) {
    write(environment, pointers, buffer);
  }

  void environSizesGet(int count, int size) {
    writeSizes(environment, count, size);
  }

  private void write(List<byte[]> texts, int pointers, int buffer) {
    int pointer = pointers;
    int address = buffer;
    for (byte[] text : texts) {
      memory.writeInt(pointer, address);
      memory.write(address, text, text.length);
      pointer += 4;
      address += text.length;
    }
  }

  private void writeSizes(List<byte[]> texts, int count, int size) {
    memory.writeInt(count, texts.size());
    memory.writeInt(size, texts.stream().mapToInt(text -> text.length).sum());
  }

  void clockResGet(int clock, int result) throws IOException {
    memory.writeLong(
        result,
        switch (clock) {
          case REALTIME -> Session.WALL_CLOCK_RESOLUTION;
          case MONOTONIC -> session.wasi().monotonicClock().resolution();
          default -> throw new WasiException(ErrorCode.INVALID);
        });
  }

  void clockTimeGet(int clock, long precision, int result) throws IOException {
    memory.writeLong(
        result,
        switch (clock) {
          case REALTIME -> GuestMemory.nanoseconds(session.wallTime());
          case MONOTONIC -> session.wasi().monotonicClock().now();
          default -> throw new WasiException(ErrorCode.INVALID);
        });
  }

  void randomGet(int buffer, int length) {
    Memory target = memory.memory();
    byte[] chunk = memory.chunk();
    long remaining = Integer.toUnsignedLong(length);
    int address = buffer;
    while (remaining > 0) {
      byte[] bytes = remaining >= chunk.length ? chunk : Arrays.copyOf(chunk, (int) remaining);
      session.wasi().random().nextBytes(bytes);
      target.write(address, bytes, 0, bytes.length);
      address += bytes.length;
      remaining -= bytes.length;
    }
  }

  void procExit(int code) {
    throw new ExitException(code);
  }

  void procRaise(int signal) throws IOException {
    if (signal != 0) {
      throw new WasiException(ErrorCode.UNSUPPORTED);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // it is what the program asks for
  void schedYield() {
    Thread.yield();
  }

  /**
   * A subscription.
   *
   * @param userData what the program knows it by
   * @param type the number of its type
   * @param event what is waited for
   * @param error why that is impossible, or 0
   * @param available how many bytes can be read or written when it happens
   */
  private record Subscription(long userData, int type, Event event, int error, long available) {}

  void pollOneoff(int subscriptions, int events, int count, int result) throws IOException {
    if (count == 0 || Integer.compareUnsigned(count, MAXIMUM_SUBSCRIPTIONS) > 0) {
      throw new WasiException(ErrorCode.INVALID);
    }
    List<Subscription> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(subscription(subscriptions + i * SUBSCRIPTION_SIZE));
    }
    int[] ready = session.poll(list.stream().map(Subscription::event).toList());
    for (int i = 0; i < ready.length; i++) {
      write(events + i * EVENT_SIZE, list.get(ready[i]));
    }
    memory.writeInt(result, ready.length);
  }

  private void write(int address, Subscription subscription) {
    memory.write(address, new byte[EVENT_SIZE], EVENT_SIZE);
    memory.writeLong(address, subscription.userData);
    memory.writeInt(address + 8, subscription.error | subscription.type << 16);
    memory.writeLong(address + 16, subscription.available);
  }

  private Subscription subscription(int address) {
    Memory source = memory.memory();
    long userData = source.readLong(address);
    int type = source.readByte(address + 8) & 0xFF;
    try {
      return switch (type) {
        case 0 -> new Subscription(userData, type, time(address + 16), Errno.SUCCESS, 0);
        case 1 -> readable(userData, source.readInt(address + 16));
        case 2 -> writable(userData, source.readInt(address + 16));
        default -> throw new WasiException(ErrorCode.INVALID);
      };
    } catch (IOException e) {
      return new Subscription(userData, type, Event.Always.INSTANCE, Errno.of(ErrorCode.of(e)), 0);
    }
  }

  private Event time(int address) throws IOException {
    Memory source = memory.memory();
    int clock = source.readInt(address);
    long timeout = source.readLong(address + 8);
    boolean absolute = (source.readShort(address + 24) & 1) != 0;
    if (clock != REALTIME && clock != MONOTONIC) {
      throw new WasiException(ErrorCode.INVALID);
    }
    if (!absolute) {
      return new Event.Time(session.deadlineAfter(timeout));
    }
    if (clock == MONOTONIC) {
      return new Event.Time(timeout < 0 ? Long.MAX_VALUE : timeout);
    }
    if (timeout < 0) {
      return new Event.Time(Long.MAX_VALUE);
    }
    Duration remaining = Duration.between(session.wallTime(), Instant.ofEpochSecond(0, timeout));
    return remaining.isNegative()
        ? Event.Always.INSTANCE
        : new Event.Time(session.deadlineAfter(remaining.toNanos()));
  }

  private Subscription readable(long userData, int fd) throws IOException {
    Entry entry = table.get(fd);
    if (entry instanceof Entry.Input input) {
      return new Subscription(userData, 1, new Event.Input(input.source), Errno.SUCCESS, 1);
    }
    if (entry instanceof Entry.File file) {
      long rest = Math.max(0, file.file.size() - file.position);
      return new Subscription(userData, 1, Event.Always.INSTANCE, Errno.SUCCESS, rest);
    }
    throw new WasiException(ErrorCode.BAD_DESCRIPTOR);
  }

  private Subscription writable(long userData, int fd) throws IOException {
    Entry entry = table.get(fd);
    if (entry instanceof Entry.Output || entry instanceof Entry.File) {
      return new Subscription(userData, 2, Event.Always.INSTANCE, Errno.SUCCESS, 1);
    }
    throw new WasiException(ErrorCode.BAD_DESCRIPTOR);
  }
}
