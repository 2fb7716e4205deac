package dev.cascara.wasi.preview1;

import dev.cascara.runtime.Extern;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.Memory;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.WasmTrap;
import dev.cascara.wasi.ExitException;
import dev.cascara.wasi.Wasi;
import dev.cascara.wasi.internal.ErrorCode;
import dev.cascara.wasi.internal.Session;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code wasi_snapshot_preview1} for one instance of a core module: all of its functions, for the
 * instance to import, and what the program has open. To be used by one thread at a time.
 *
 * <pre>{@code
 * try (Preview1 preview1 = Preview1.of(wasi)) {
 *   int exitCode = preview1.run(module.instantiate(preview1));
 * }
 * }</pre>
 *
 * <p>Rights of descriptors are kept and told as the document says, but only those to read and to
 * write are enforced, since current toolchains set no others with care; what a program may do is
 * decided by the {@link dev.cascara.wasi.FolderAccess} of the folders. Sockets do not exist, nor
 * the clocks of processor time, nor {@code fd_allocate} and {@code proc_raise} ({@code notsup}).
 * Addresses outside the memory give {@code fault}.
 */
public final class Preview1 implements Imports, Closeable {
  /** The module name of the imports. */
  public static final String MODULE = "wasi_snapshot_preview1";

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodHandle SUCCESS = MethodHandles.constant(int.class, Errno.SUCCESS);
  private static final MethodHandle ON_FAILURE = handler("errno", IOException.class);
  private static final MethodHandle ON_UNSUPPORTED =
      handler("errno", UnsupportedOperationException.class);
  private static final MethodHandle ON_TRAP = handler("errno", WasmTrap.class);

  private final Session session;
  private final GuestMemory memory = new GuestMemory();
  private final Map<String, WasmFunction> functions = new HashMap<>();

  private Preview1(Wasi wasi) {
    session = new Session(wasi);
    DescriptorTable table = new DescriptorTable(session);
    Map<Class<?>, Object> implementations =
        Map.of(
            ProcessFunctions.class, new ProcessFunctions(session, memory, table),
            DescriptorFunctions.class, new DescriptorFunctions(session, memory, table),
            PathFunctions.class, new PathFunctions(session, memory, table));
    for (Function function : Function.values()) {
      Object implementation = implementations.get(function.implementation());
      if (implementation != null) {
        functions.put(function.importName(), bind(function, implementation));
      }
    }
  }

  /**
   * Begins a program's use of WASI.
   *
   * @param wasi what the program may have
   * @return imports for one instance
   * @throws java.io.UncheckedIOException if a preopened folder cannot be opened
   */
  public static Preview1 of(Wasi wasi) {
    return new Preview1(wasi);
  }

  private static MethodHandle handler(String name, Class<? extends Throwable> exception) {
    try {
      return LOOKUP.findStatic(Preview1.class, name, MethodType.methodType(int.class, exception));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }

  private static WasmFunction bind(Function function, Object implementation) {
    try {
      MethodType type = function.type().methodType();
      MethodHandle method =
          LOOKUP.bind(implementation, function.methodName(), type.changeReturnType(void.class));
      if (type.returnType() == int.class) {
        method = MethodHandles.filterReturnValue(method, SUCCESS);
        method = MethodHandles.catchException(method, IOException.class, ON_FAILURE);
        method =
            MethodHandles.catchException(
                method, UnsupportedOperationException.class, ON_UNSUPPORTED);
        method = MethodHandles.catchException(method, WasmTrap.class, ON_TRAP);
      }
      return WasmFunction.of(function.type(), method);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(function.importName(), e);
    }
  }

  @SuppressWarnings("UnusedMethod") // by ON_FAILURE
  private static int errno(IOException exception) {
    return Errno.of(ErrorCode.of(exception));
  }

  @SuppressWarnings("UnusedMethod") // by ON_UNSUPPORTED
  private static int errno(UnsupportedOperationException exception) {
    return Errno.of(ErrorCode.of(exception));
  }

  @SuppressWarnings("UnusedMethod") // by ON_TRAP
  private static int errno(WasmTrap trap) {
    if (trap.kind() == WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS) {
      return Errno.FAULT;
    }
    throw trap;
  }

  @Override
  public @Nullable Extern find(String module, String name) {
    return module.equals(MODULE) ? functions.get(name) : null;
  }

  /**
   * Says where the addresses that the program gives are. {@link #run} and {@link #initialize} do
   * so.
   *
   * @param programMemory the memory that the instance exports as {@code memory}
   */
  public void attach(Memory programMemory) {
    memory.attach(programMemory);
  }

  /**
   * Attaches the memory that an instance exports as {@code memory}.
   *
   * @param instance the instance
   * @throws LinkException if it exports none
   */
  public void attach(Instance instance) {
    if (exportsMemory(instance)) {
      attach((Memory) instance.export("memory"));
    } else {
      throw new LinkException("a module that uses WASI must export a memory named \"memory\"");
    }
  }

  /**
   * Runs a command: attaches its memory, if it exports one, calls {@code _start} and flushes the
   * outputs.
   *
   * @param instance an instance that imports these functions
   * @return the exit code, 0 to 2^32 - 1 as unsigned; 0 if {@code _start} returns
   * @throws LinkException if the module is no command
   * @throws WasmTrap if the program traps
   * @throws java.io.UncheckedIOException if an output cannot be flushed
   */
  public int run(Instance instance) {
    attachIfExported(instance);
    int code = 0;
    try {
      call(instance, "_start");
    } catch (ExitException e) {
      code = e.code();
    } finally {
      flush();
    }
    return code;
  }

  /**
   * Makes an instance ready whose functions the host will call: attaches its memory, if it exports
   * one, and calls {@code _initialize}, if it exports that.
   *
   * @param instance an instance that imports these functions
   * @throws LinkException if {@code _initialize} is not a function without parameters and results
   * @throws ExitException if it exits
   */
  public void initialize(Instance instance) {
    attachIfExported(instance);
    if (instance.exportNames().contains("_initialize")) {
      call(instance, "_initialize");
    }
  }

  private void attachIfExported(Instance instance) {
    if (exportsMemory(instance)) {
      attach(instance);
    }
  }

  private static boolean exportsMemory(Instance instance) {
    return instance.exportNames().contains("memory")
        && instance.export("memory") instanceof Memory;
  }

  private static void call(Instance instance, String name) {
    if (!instance.exportNames().contains(name)
        || !(instance.export(name) instanceof WasmFunction function)
        || !function.type().parameters().isEmpty()
        || !function.type().results().isEmpty()) {
      throw new LinkException(
          "the module exports no function \"" + name + "\" without parameters and results");
    }
    try {
      function.handle().invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new java.lang.reflect.UndeclaredThrowableException(e);
    }
  }

  private void flush() {
    try {
      session.flush();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * Ends the program's use of WASI: closes its files and flushes the outputs.
   *
   * @throws IOException if that fails
   */
  @Override
  public void close() throws IOException {
    session.close();
  }
}
