package dev.cascara.runtime.internal;

import dev.cascara.runtime.Extern;
import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.Global;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.Memory;
import dev.cascara.runtime.MemoryType;
import dev.cascara.runtime.Table;
import dev.cascara.runtime.Tag;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.WasmTrap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the constructors of compiled modules call: imports are found and their types checked
 * (section 4.5.4).
 */
public final class Linking {
  private static final String VECTOR_API = "jdk.incubator.vector";
  private static final int VECTOR_API_VERSION = 25;

  private Linking() {}

  private static <T extends Extern> T find(
      Imports imports, String module, String name, Class<T> kind) {
    Extern value = imports.find(module, name);
    if (value == null) {
      throw new LinkException(
          "unknown import: " + describe(module, name) + " (" + kindName(kind) + ") is missing");
    }
    if (!kind.isInstance(value)) {
      throw incompatible(module, name, kindName(kind), kindName(value.getClass()));
    }
    return kind.cast(value);
  }

  private static String kindName(Class<?> kind) {
    return WasmFunction.class.isAssignableFrom(kind)
        ? "function"
        : Memory.class.isAssignableFrom(kind)
            ? "memory"
            : Table.class.isAssignableFrom(kind)
                ? "table"
                : Global.class.isAssignableFrom(kind) ? "global" : "tag";
  }

  private static String describe(String module, String name) {
    return '"' + module + "\" \"" + name + '"';
  }

  private static LinkException incompatible(
      String module, String name, Object expected, Object found) {
    return new LinkException(
        "incompatible import type: "
            + describe(module, name)
            + " must be "
            + expected
            + ", but is "
            + found);
  }

  /**
   * Checks that this JVM has what code that was compiled to {@code jdk.incubator.vector} calls.
   *
   * @throws LinkException if it has not
   */
  public static void requireVectorApi() {
    int version = Runtime.version().feature();
    if (version < VECTOR_API_VERSION) {
      throw new LinkException(
          "code compiled to "
              + VECTOR_API
              + " needs JDK "
              + VECTOR_API_VERSION
              + " or later, but this is JDK "
              + version);
    }
    if (ModuleLayer.boot().findModule(VECTOR_API).isEmpty()) {
      throw new LinkException(
          "code compiled to "
              + VECTOR_API
              + " needs a JVM started with --add-modules "
              + VECTOR_API);
    }
  }

  /**
   * Reads a function type that the compiler wrote as a string.
   *
   * @param text see {@link TypeText}
   * @return the type, the same object for equal types
   */
  public static FunctionType functionType(String text) {
    return TypeText.functionType(text);
  }

  /**
   * Reads a value type that the compiler wrote as a string.
   *
   * @param text see {@link TypeText}
   * @return the type
   */
  public static ValueType valueType(String text) {
    return TypeText.valueType(text);
  }

  /**
   * Imports a function.
   *
   * @param imports where to look
   * @param module the import's module name
   * @param name the import's name
   * @param type the type it must have
   * @return the function
   */
  public static WasmFunction function(
      Imports imports, String module, String name, FunctionType type) {
    WasmFunction function = find(imports, module, name, WasmFunction.class);
    if (!function.type().isSubtypeOf(type)) {
      throw incompatible(module, name, type, function.type());
    }
    return function;
  }

  /**
   * Reads a memory type that the compiler wrote as a string.
   *
   * @param text address type, minimum, maximum or {@code -}, {@code shared} or {@code unshared},
   *     and page size, with spaces between
   * @return the type
   */
  private static MemoryType memoryType(String text) {
    Limits limits = Limits.parse(text);
    String[] parts = text.split(" ", -1);
    return new MemoryType(
        limits.addressType(),
        limits.minimum(),
        limits.maximum(),
        parts[3].equals("shared") ? MemoryType.Sharing.SHARED : MemoryType.Sharing.UNSHARED,
        Integer.parseInt(parts[4]));
  }

  private static Limits limits(MemoryType type) {
    return new Limits(type.addressType(), type.minimum(), type.maximum());
  }

  /**
   * Imports a memory for code that reaches all of it, however large.
   *
   * @param imports where to look
   * @param module the import's module name
   * @param name the import's name
   * @param type the type it must have, as {@link #memoryType} reads it
   * @return the memory
   */
  public static LinearMemory memory(Imports imports, String module, String name, String type) {
    LinearMemory memory = (LinearMemory) find(imports, module, name, Memory.class);
    MemoryType expected = memoryType(type);
    MemoryType found = memory.type();
    if (found.sharing() != expected.sharing()
        || found.pageSize() != expected.pageSize()
        || !limits(expected).admit(memory.pages(), limits(found))) {
      throw incompatible(
          module,
          name,
          "(memory " + expected + ")",
          "(memory " + found + "), now of " + memory.pages() + " pages");
    }
    return memory;
  }

  /**
   * Imports a memory for code that only reaches what is in one array: the memory stays as small.
   *
   * @param imports where to look
   * @param module the import's module name
   * @param name the import's name
   * @param type the type it must have, as {@link #memoryType} reads it
   * @return the memory
   * @throws LinkException if the memory is larger than an array already
   */
  public static LinearMemory arrayMemory(Imports imports, String module, String name, String type) {
    LinearMemory memory = memory(imports, module, name, type);
    if (!memory.confineToArray()) {
      throw new LinkException(
          describe(module, name)
              + " is a memory of "
              + memory.byteSize()
              + " bytes, but the module that imports it was compiled for memories below 2 GiB;"
              + " compile it for large memories");
    }
    return memory;
  }

  /**
   * Imports a table.
   *
   * @param imports where to look
   * @param module the import's module name
   * @param name the import's name
   * @param type its element type, see {@link TypeText}
   * @param limits the limits it must have, as {@link Limits#parse} reads them
   * @return the table
   */
  public static ArrayTable table(
      Imports imports, String module, String name, String type, String limits) {
    ArrayTable table = (ArrayTable) find(imports, module, name, Table.class);
    Limits expected = Limits.parse(limits);
    if (!table.elementType().equals(valueType(type))
        || !expected.admit(table.size(), table.limits())) {
      throw incompatible(
          module,
          name,
          "(table " + expected + " " + valueType(type) + ")",
          "(table " + table.limits() + " " + table.elementType() + "), now of " + table.size());
    }
    return table;
  }

  /**
   * Imports a global.
   *
   * @param imports where to look
   * @param module the import's module name
   * @param name the import's name
   * @param type its type, see {@link TypeText}
   * @param mutable whether it must be mutable
   * @return the global
   */
  public static Global global(
      Imports imports, String module, String name, String type, boolean mutable) {
    Global global = find(imports, module, name, Global.class);
    ValueType expected = valueType(type);
    boolean matches =
        mutable ? global.type().equals(expected) : global.type().isSubtypeOf(expected);
    if (!matches || global.isMutable() != mutable) {
      throw incompatible(
          module, name, describe(mutable, expected), describe(global.isMutable(), global.type()));
    }
    return global;
  }

  private static String describe(boolean mutable, ValueType type) {
    return (mutable ? "a mutable " : "an immutable ") + type;
  }

  /**
   * Imports a tag.
   *
   * @param imports where to look
   * @param module the import's module name
   * @param name the import's name
   * @param type the type it must have
   * @return the tag
   */
  public static Tag tag(Imports imports, String module, String name, FunctionType type) {
    Tag tag = find(imports, module, name, Tag.class);
    if (!tag.type().equals(type)) {
      throw incompatible(module, name, type, tag.type());
    }
    return tag;
  }

  /**
   * Creates a memory that a module defines, for code that reaches all of it, however large.
   *
   * @param type its type, as {@link #memoryType} reads it
   * @return a memory of zeros
   * @throws LinkException if the host has no memory for it
   */
  public static LinearMemory newMemory(String type) {
    MemoryType memoryType = memoryType(type);
    try {
      return LinearMemory.create(memoryType);
    } catch (OutOfMemoryError e) {
      throw new LinkException("the host has no room for a memory of type " + memoryType);
    }
  }

  /**
   * Creates a memory that a module defines, for code that only reaches what is in one array.
   *
   * @param type its type, as {@link #memoryType} reads it
   * @return a memory of zeros
   * @throws LinkException if the host has no memory for it
   */
  public static LinearMemory newArrayMemory(String type) {
    LinearMemory memory = newMemory(type);
    if (!memory.confineToArray()) {
      throw new IllegalArgumentException("no array holds a memory of type " + memory.type());
    }
    return memory;
  }

  /**
   * Creates a table that a module defines.
   *
   * @param type its element type, see {@link TypeText}
   * @param limits its limits, as {@link Limits#parse} reads them
   * @param initial what each element is
   * @return the table
   * @throws LinkException if the table is larger than this implementation allows
   */
  public static ArrayTable newTable(String type, String limits, @Nullable Object initial) {
    Limits tableLimits = Limits.parse(limits);
    if (Long.compareUnsigned(tableLimits.minimum(), ArrayTable.MAXIMUM_SIZE) > 0) {
      throw new LinkException(
          "a table of "
              + Long.toUnsignedString(tableLimits.minimum())
              + " elements is larger than the limit of "
              + ArrayTable.MAXIMUM_SIZE);
    }
    return new ArrayTable(valueType(type), tableLimits, initial);
  }

  /**
   * Turns the characters of strings that the compiler wrote into bytes.
   *
   * @param length how many bytes
   * @param parts strings of characters below 256, each one more than the byte
   * @return the bytes
   */
  public static byte[] bytes(int length, String... parts) {
    byte[] bytes = new byte[length];
    int position = 0;
    for (String part : parts) {
      byte[] chunk = part.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
      System.arraycopy(chunk, 0, bytes, position, chunk.length);
      position += chunk.length;
    }
    for (int i = 0; i < length; i++) {
      bytes[i]--;
    }
    return bytes;
  }

  /**
   * Checks an element of a table for a call, where its class does not say that its type is the
   * right one.
   *
   * @param element the element
   * @param type the type that the call asks for
   * @return the function
   * @throws WasmTrap if its type is another
   */
  public static WasmFunction checkCallee(Object element, FunctionType type) {
    if (element instanceof WasmFunction function && function.type().isSubtypeOf(type)) {
      return function;
    }
    throw new WasmTrap(WasmTrap.Kind.INDIRECT_CALL_TYPE_MISMATCH);
  }

  /**
   * Checks an argument that a host passes.
   *
   * @param value the argument
   * @param type the type of the function that is called
   * @param index which parameter
   * @return the argument
   * @throws IllegalArgumentException if it is of another type
   */
  public static @Nullable Object argument(@Nullable Object value, FunctionType type, int index) {
    if (!type.parameters().get(index).isInstance(value)) {
      throw new IllegalArgumentException(
          "parameter " + index + " of a function " + type + " cannot be " + value);
    }
    return value;
  }

  /**
   * Checks the arguments that a host passes in an array.
   *
   * @param values the arguments, a vector as two of type {@code Long}
   * @param type the type of the function that is called
   * @return a copy
   * @throws IllegalArgumentException if these are not arguments of that type
   */
  public static @Nullable Object[] arguments(@Nullable Object[] values, FunctionType type) {
    @Nullable Object[] copy = values.clone();
    int position = 0;
    for (ValueType parameter : type.parameters()) {
      int end = position + (parameter == ValueType.V128 ? 2 : 1);
      ValueType each = parameter == ValueType.V128 ? ValueType.I64 : parameter;
      while (position < end) {
        if (position >= copy.length || !each.isInstance(copy[position])) {
          throw new IllegalArgumentException(
              "argument " + position + " of a function " + type + " is missing or of another type");
        }
        position++;
      }
    }
    if (position != copy.length) {
      throw new IllegalArgumentException(
          copy.length + " arguments are too many for a function " + type);
    }
    return copy;
  }

  /**
   * Checks a reference that a function of the host returns.
   *
   * @param value the reference
   * @param type the function's type
   * @param number which result, where vectors count twice
   * @return the reference
   * @throws IllegalStateException if it is of another type
   */
  public static @Nullable Object result(@Nullable Object value, FunctionType type, int number) {
    int position = 0;
    for (ValueType result : type.results()) {
      if (position == number && !result.isInstance(value)) {
        throw new IllegalStateException(
            "a host function " + type + " returned " + value + " where " + result + " is expected");
      }
      position += result == ValueType.V128 ? 2 : 1;
    }
    return value;
  }

  /**
   * Returns whether a function is of a type, where its class does not say so.
   *
   * @param function the function
   * @param type the type
   * @return false for null
   */
  public static boolean isFunction(@Nullable WasmFunction function, FunctionType type) {
    return function != null && function.type().isSubtypeOf(type);
  }

  /**
   * Checks a function that is cast, where its class does not say that its type is the right one.
   *
   * @param function the function
   * @param type the type that it must have
   * @return the function
   * @throws WasmTrap if its type is another
   */
  public static @Nullable WasmFunction castFunction(
      @Nullable WasmFunction function, FunctionType type) {
    if (function != null && !function.type().isSubtypeOf(type)) {
      throw References.castFailure();
    }
    return function;
  }

  /**
   * Reads numbers that the compiler wrote as strings: a character each, or two where the first has
   * its top bit set.
   *
   * @param count how many
   * @param parts the strings
   * @return the numbers
   */
  public static int[] indices(int count, String... parts) {
    CharReader in = new CharReader(parts);
    int[] indices = new int[count];
    for (int i = 0; i < count; i++) {
      indices[i] = in.readNumber();
    }
    return indices;
  }

  /**
   * Reads names that the compiler wrote as strings, each behind its length.
   *
   * @param parts the strings
   * @return the names
   */
  public static List<String> names(String... parts) {
    CharReader in = new CharReader(parts);
    List<String> names = new ArrayList<>();
    while (in.hasRemaining()) {
      names.add(in.readText(in.readNumber()));
    }
    return List.copyOf(names);
  }

  /** Reads what the compiler wrote as characters. */
  private static final class CharReader {
    private final String text;
    private int position;

    CharReader(String... parts) {
      text = String.join("", parts);
    }

    boolean hasRemaining() {
      return position < text.length();
    }

    int readNumber() {
      int first = text.charAt(position++);
      return first < 0x8000 ? first : (first & 0x7FFF) << 15 | text.charAt(position++);
    }

    String readText(int length) {
      position += length;
      return text.substring(position - length, position);
    }
  }
}
