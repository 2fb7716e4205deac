package dev.cascara.compiler.component;

import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.component.BuiltIn.Operation;
import dev.cascara.compiler.wasm.CustomSection;
import dev.cascara.compiler.wasm.ModuleReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Reads the binary format of components (Binary.md).
 *
 * <p>Limits of this implementation: components and types nested 100 deep, 1,000,000 definitions in
 * a component, 1,000 parameters, 100,000 parts of a type.
 */
public final class ComponentReader {
  private static final int MAGIC = 0x6D736100;
  private static final int VERSION_AND_LAYER = 0x0001000D;
  private static final int MAXIMUM_DEPTH = 100;
  private static final int MAXIMUM_DEFINITIONS = 1_000_000;

  private final byte[] bytes;
  private final ComponentTypeReader in;
  private final int depth;
  private final List<Definition> definitions = new ArrayList<>();
  private final List<CustomSection> customSections = new ArrayList<>();

  private ComponentReader(byte[] bytes, int start, int end, int depth) {
    this.bytes = bytes;
    this.in = new ComponentTypeReader(bytes, start, end, depth);
    this.depth = depth;
  }

  /**
   * Reads a component.
   *
   * @param bytes the component's bytes; the result refers to them, they must not change
   * @return the component
   * @throws WasmFormatException if the bytes are not a component
   */
  public static Component read(byte[] bytes) {
    return new ComponentReader(bytes, 0, bytes.length, 0).read();
  }

  private Component read() {
    int offset = in.position();
    if (depth > MAXIMUM_DEPTH) {
      throw in.malformed("components are nested more than " + MAXIMUM_DEPTH + " deep");
    }
    readPreamble();
    int end = in.end();
    while (in.hasRemaining()) {
      int id = in.readByte();
      int size = in.readUnsigned32();
      int sectionStart = in.skip(size);
      int sectionEnd = in.position();
      in.reset(sectionStart, sectionEnd);
      readSection(id, sectionStart, sectionEnd);
      if (in.hasRemaining()) {
        throw in.malformed("section size mismatch: the section has unused bytes");
      }
      if (definitions.size() > MAXIMUM_DEFINITIONS) {
        throw in.malformed("a component has more than " + MAXIMUM_DEFINITIONS + " definitions");
      }
      in.reset(sectionEnd, end);
    }
    return new Component(bytes, definitions, customSections, offset);
  }

  private void readPreamble() {
    if (in.end() - in.position() < 4 || in.readFixed32() != MAGIC) {
      throw in.malformed("magic header not detected");
    }
    if (in.end() - in.position() < 4) {
      throw in.malformed("unexpected end");
    }
    int version = in.readFixed32();
    if (version == 1) {
      throw in.malformed("unknown binary version: this is a core module, not a component");
    }
    if (version != VERSION_AND_LAYER) {
      throw in.malformed(
          "unknown binary version and encoding combination: 0x" + Integer.toHexString(version));
    }
  }

  private void readSection(int id, int start, int end) {
    switch (id) {
      case 0 -> {
        String name = in.readName();
        customSections.add(new CustomSection(name, in.position(), end));
        in.skip(end - in.position());
      }
      case 1 -> {
        definitions.add(
            new Definition.CoreModule(ModuleReader.read(bytes, start, end - start), start));
        in.skip(end - start);
      }
      case 2 -> repeat(this::readCoreInstance);
      case 3 -> repeat(() -> readCoreType());
      case 4 -> {
        definitions.add(
            new Definition.NestedComponent(
                new ComponentReader(bytes, start, end, depth + 1).read(), start));
        in.skip(end - start);
      }
      case 5 -> repeat(this::readInstance);
      case 6 -> repeat(in::readAlias);
      case 7 -> repeat(() -> readType());
      case 8 -> repeat(this::readCanon);
      case 9 -> definitions.add(readStart());
      case 10 -> repeat(this::readImport);
      case 11 -> repeat(this::readExport);
      case 12 -> throw new UnsupportedFeatureException("component values", start);
      default -> throw new WasmFormatException(start, "malformed section id " + id);
    }
  }

  private void repeat(Supplier<Definition> readDefinition) {
    int count = in.readLength();
    for (int i = 0; i < count; i++) {
      definitions.add(readDefinition.get());
    }
  }

  private Definition readCoreType() {
    int offset = in.position();
    return new Definition.CoreType(in.readCoreType(), offset);
  }

  private Definition readType() {
    int offset = in.position();
    return new Definition.Type(in.readType(), offset);
  }

  private Definition readCoreInstance() {
    int offset = in.position();
    switch (in.readByte()) {
      case 0 -> {
        int module = in.readUnsigned32();
        return new Definition.InstantiateCore(
            module,
            in.readVector(
                () -> {
                  String name = in.readName();
                  if (in.readByte() != 0x12) {
                    throw in.malformed("a core instantiation argument must be an instance");
                  }
                  return new Definition.CoreArgument(name, in.readUnsigned32());
                }),
            offset);
      }
      case 1 -> {
        return new Definition.InlineCoreInstance(
            in.readVector(
                () -> {
                  String name = in.readName();
                  Sort sort = in.readCoreSort();
                  return new Definition.CoreInlineExport(
                      name, new SortIndex(sort, in.readUnsigned32()));
                }),
            offset);
      }
      default -> throw in.malformed("malformed core instance");
    }
  }

  private SortIndex readSortIndex() {
    Sort sort = in.readSort();
    return new SortIndex(sort, in.readUnsigned32());
  }

  private Definition readInstance() {
    int offset = in.position();
    switch (in.readByte()) {
      case 0 -> {
        int component = in.readUnsigned32();
        return new Definition.Instantiate(
            component,
            in.readVector(
                () -> {
                  String name = in.readName();
                  return new Definition.Argument(name, readSortIndex());
                }),
            offset);
      }
      case 1 -> {
        return new Definition.InlineInstance(
            in.readVector(
                () -> {
                  ExternName name = in.readExternName();
                  return new Definition.InlineExport(name, readSortIndex());
                }),
            offset);
      }
      default -> throw in.malformed("malformed instance");
    }
  }

  private Definition readStart() {
    int offset = in.position();
    int function = in.readUnsigned32();
    List<Integer> arguments = in.readVector(in::readUnsigned32);
    return new Definition.Start(function, arguments, in.readUnsigned32(), offset);
  }

  private Definition readImport() {
    int offset = in.position();
    ExternName name = in.readExternName();
    return new Definition.Import(name, in.readComponentExternType(), offset);
  }

  private Definition readExport() {
    int offset = in.position();
    ExternName name = in.readExternName();
    SortIndex item = readSortIndex();
    Optional<ExternTypeSyntax> type = in.readOptional(in::readComponentExternType);
    return new Definition.Export(name, item, type, offset);
  }

  // ---------------------------------------------------------------- canonical definitions

  private Definition readCanon() {
    int offset = in.position();
    int code = in.readByte();
    switch (code) {
      case 0x00 -> {
        expectFunctionSort();
        int function = in.readUnsigned32();
        CanonOptions options = readOptions();
        return new Definition.CanonLift(function, options, in.readUnsigned32(), offset);
      }
      case 0x01 -> {
        expectFunctionSort();
        int function = in.readUnsigned32();
        return new Definition.CanonLower(function, readOptions(), offset);
      }
      default -> {
        return new Definition.CanonBuiltIn(readBuiltIn(code), offset);
      }
    }
  }

  private void expectFunctionSort() {
    if (in.readByte() != 0) {
      throw in.malformed("malformed canonical definition");
    }
  }

  private static CanonOptions noOptions() {
    return new CanonOptions(
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        false,
        OptionalInt.empty());
  }

  private BuiltIn readBuiltIn(int code) {
    return switch (code) {
      case 0x02 -> new BuiltIn.ResourceNew(in.readUnsigned32());
      case 0x03 -> new BuiltIn.ResourceDrop(in.readUnsigned32());
      case 0x04 -> new BuiltIn.ResourceRep(in.readUnsigned32());
      case 0x05 -> plain(Operation.TASK_CANCEL);
      case 0x06 -> flagged(Operation.SUBTASK_CANCEL);
      case 0x09 -> {
        Optional<ValueTypeSyntax> result = in.readResultList();
        yield new BuiltIn.TaskReturn(result, readOptions());
      }
      case 0x0A -> context(Operation.CONTEXT_GET);
      case 0x0B -> context(Operation.CONTEXT_SET);
      case 0x0C -> flagged(Operation.THREAD_YIELD);
      case 0x0D -> plain(Operation.SUBTASK_DROP);
      case 0x0E -> onType(Operation.STREAM_NEW);
      case 0x0F -> transfer(Operation.STREAM_READ);
      case 0x10 -> transfer(Operation.STREAM_WRITE);
      case 0x11 -> cancel(Operation.STREAM_CANCEL_READ);
      case 0x12 -> cancel(Operation.STREAM_CANCEL_WRITE);
      case 0x13 -> onType(Operation.STREAM_DROP_READABLE);
      case 0x14 -> onType(Operation.STREAM_DROP_WRITABLE);
      case 0x15 -> onType(Operation.FUTURE_NEW);
      case 0x16 -> transfer(Operation.FUTURE_READ);
      case 0x17 -> transfer(Operation.FUTURE_WRITE);
      case 0x18 -> cancel(Operation.FUTURE_CANCEL_READ);
      case 0x19 -> cancel(Operation.FUTURE_CANCEL_WRITE);
      case 0x1A -> onType(Operation.FUTURE_DROP_READABLE);
      case 0x1B -> onType(Operation.FUTURE_DROP_WRITABLE);
      case 0x1C -> new BuiltIn.ErrorContext(Operation.ERROR_CONTEXT_NEW, readOptions());
      case 0x1D -> new BuiltIn.ErrorContext(Operation.ERROR_CONTEXT_DEBUG_MESSAGE, readOptions());
      case 0x1E -> plain(Operation.ERROR_CONTEXT_DROP);
      case 0x1F -> plain(Operation.WAITABLE_SET_NEW);
      case 0x20 -> waitableSet(Operation.WAITABLE_SET_WAIT);
      case 0x21 -> waitableSet(Operation.WAITABLE_SET_POLL);
      case 0x22 -> plain(Operation.WAITABLE_SET_DROP);
      case 0x23 -> plain(Operation.WAITABLE_JOIN);
      case 0x24 -> plain(Operation.BACKPRESSURE_INC);
      case 0x25 -> plain(Operation.BACKPRESSURE_DEC);
      case 0x26 -> plain(Operation.THREAD_INDEX);
      case 0x27 -> {
        int type = in.readUnsigned32();
        yield new BuiltIn.ThreadStart(
            Operation.THREAD_NEW_INDIRECT, type, in.readUnsigned32(), false);
      }
      case 0x28 -> plain(Operation.THREAD_RESUME_LATER);
      case 0x29 -> flagged(Operation.THREAD_SUSPEND);
      case 0x2A -> flagged(Operation.THREAD_SUSPEND_THEN_RESUME);
      case 0x2B -> flagged(Operation.THREAD_YIELD_THEN_RESUME);
      case 0x2C -> flagged(Operation.THREAD_SUSPEND_THEN_PROMOTE);
      case 0x2D -> flagged(Operation.THREAD_YIELD_THEN_PROMOTE);
      case 0x40 -> {
        boolean shared = readFlag();
        yield new BuiltIn.ThreadStart(Operation.THREAD_SPAWN_REF, in.readUnsigned32(), 0, shared);
      }
      case 0x41 -> {
        boolean shared = readFlag();
        int type = in.readUnsigned32();
        yield new BuiltIn.ThreadStart(
            Operation.THREAD_SPAWN_INDIRECT, type, in.readUnsigned32(), shared);
      }
      case 0x42 -> flagged(Operation.THREAD_AVAILABLE_PARALLELISM);
      default ->
          throw in.malformed("malformed canonical definition 0x" + Integer.toHexString(code));
    };
  }

  private boolean readFlag() {
    int flag = in.readByte();
    if (flag > 1) {
      throw in.malformed("malformed flag");
    }
    return flag == 1;
  }

  private static BuiltIn plain(Operation operation) {
    return new BuiltIn.Plain(operation, false);
  }

  private BuiltIn flagged(Operation operation) {
    return new BuiltIn.Plain(operation, readFlag());
  }

  private BuiltIn context(Operation operation) {
    var type = in.readValueType();
    return new BuiltIn.Context(operation, type, in.readUnsigned32());
  }

  private BuiltIn onType(Operation operation) {
    return new BuiltIn.OnEndpoint(operation, in.readUnsigned32(), noOptions(), false);
  }

  private BuiltIn transfer(Operation operation) {
    int type = in.readUnsigned32();
    return new BuiltIn.OnEndpoint(operation, type, readOptions(), false);
  }

  private BuiltIn cancel(Operation operation) {
    int type = in.readUnsigned32();
    return new BuiltIn.OnEndpoint(operation, type, noOptions(), readFlag());
  }

  private BuiltIn waitableSet(Operation operation) {
    boolean cancellable = readFlag();
    return new BuiltIn.WaitableSet(operation, in.readUnsigned32(), cancellable);
  }

  private CanonOptions readOptions() {
    Optional<CanonOptions.StringEncoding> encoding = Optional.empty();
    OptionalInt memory = OptionalInt.empty();
    OptionalInt realloc = OptionalInt.empty();
    OptionalInt postReturn = OptionalInt.empty();
    boolean async = false;
    OptionalInt callback = OptionalInt.empty();
    int count = in.readLength();
    for (int i = 0; i < count; i++) {
      int offset = in.position();
      int code = in.readByte();
      boolean repeated;
      switch (code) {
        case 0, 1, 2 -> {
          repeated = encoding.isPresent();
          encoding =
              Optional.of(
                  code == 0
                      ? CanonOptions.StringEncoding.UTF8
                      : code == 1
                          ? CanonOptions.StringEncoding.UTF16
                          : CanonOptions.StringEncoding.LATIN1_UTF16);
        }
        case 3 -> {
          repeated = memory.isPresent();
          memory = OptionalInt.of(in.readUnsigned32());
        }
        case 4 -> {
          repeated = realloc.isPresent();
          realloc = OptionalInt.of(in.readUnsigned32());
        }
        case 5 -> {
          repeated = postReturn.isPresent();
          postReturn = OptionalInt.of(in.readUnsigned32());
        }
        case 6 -> {
          repeated = async;
          async = true;
        }
        case 7 -> {
          repeated = callback.isPresent();
          callback = OptionalInt.of(in.readUnsigned32());
        }
        default -> throw in.malformed("malformed canonical option");
      }
      if (repeated) {
        throw new dev.cascara.compiler.WasmValidationException(
            offset, "a canonical option is specified more than once");
      }
    }
    return new CanonOptions(encoding, memory, realloc, postReturn, async, callback);
  }
}
