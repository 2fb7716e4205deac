package dev.cascara.runtime.internal;

import dev.cascara.runtime.Extern;
import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.Global;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.Memory;
import dev.cascara.runtime.Table;
import dev.cascara.runtime.Tag;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.WasmTrap;
import java.util.ArrayList;
import java.util.List;

/**
 * What the constructors of compiled modules call: imports are found and their types checked
 * (section 4.5.4).
 */
public final class Linking {
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
   * Imports a memory.
   *
   * @param imports where to look
   * @param module the import's module name
   * @param name the import's name
   * @param minimumPages the smallest size it may have now
   * @param maximumPages the largest maximum it may have, -1 for any
   * @return the memory
   */
  public static ByteArrayMemory memory(
      Imports imports, String module, String name, int minimumPages, int maximumPages) {
    ByteArrayMemory memory = (ByteArrayMemory) find(imports, module, name, Memory.class);
    if (memory.pages() < minimumPages
        || (maximumPages >= 0 && memory.declaredMaximum() > maximumPages)) {
      throw incompatible(
          module,
          name,
          "a memory of " + range(minimumPages, maximumPages) + " pages",
          "one of " + range(memory.pages(), memory.declaredMaximum()));
    }
    return memory;
  }

  private static String range(long minimum, long maximum) {
    return maximum < 0 || maximum == Long.MAX_VALUE
        ? minimum + " or more"
        : minimum + " to " + maximum;
  }

  /**
   * Imports a table.
   *
   * @param imports where to look
   * @param module the import's module name
   * @param name the import's name
   * @param type its element type, see {@link TypeText}
   * @param minimumSize the smallest size it may have now
   * @param maximumSize the largest maximum it may have, -1 for any
   * @return the table
   */
  public static ArrayTable table(
      Imports imports,
      String module,
      String name,
      String type,
      long minimumSize,
      long maximumSize) {
    ArrayTable table = (ArrayTable) find(imports, module, name, Table.class);
    if (!table.elementType().equals(valueType(type))
        || table.size() < minimumSize
        || (maximumSize >= 0 && table.declaredMaximum() > maximumSize)) {
      throw incompatible(
          module,
          name,
          "a table of " + range(minimumSize, maximumSize) + " " + valueType(type),
          "one of " + range(table.size(), table.declaredMaximum()) + " " + table.elementType());
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
   * Creates a memory that a module defines.
   *
   * @param minimumPages its size
   * @param maximumPages its declared maximum, -1 if there is none
   * @return a memory of zeros
   * @throws LinkException if the host has no memory for it
   */
  public static ByteArrayMemory newMemory(int minimumPages, int maximumPages) {
    if (minimumPages > ByteArrayMemory.MAXIMUM_PAGES) {
      throw new LinkException("a memory of " + minimumPages + " pages is larger than a Java array");
    }
    try {
      return new ByteArrayMemory(minimumPages, maximumPages);
    } catch (OutOfMemoryError e) {
      throw new LinkException("the host has no room for a memory of " + minimumPages + " pages");
    }
  }

  /**
   * Creates a table that a module defines.
   *
   * @param type its element type, see {@link TypeText}
   * @param minimumSize its size
   * @param maximumSize its declared maximum, -1 if there is none
   * @param initial what each element is
   * @return the table
   * @throws LinkException if the table is larger than this implementation allows
   */
  public static ArrayTable newTable(
      String type,
      long minimumSize,
      long maximumSize,
      @org.jspecify.annotations.Nullable Object initial) {
    if (minimumSize > ArrayTable.MAXIMUM_SIZE) {
      throw new LinkException(
          "a table of "
              + minimumSize
              + " elements is larger than the limit of "
              + ArrayTable.MAXIMUM_SIZE);
    }
    return new ArrayTable(valueType(type), (int) minimumSize, maximumSize, initial);
  }

  /**
   * Turns the characters of strings that the compiler wrote into bytes.
   *
   * @param length how many bytes
   * @param parts strings of characters below 256
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
   * Checks a function that comes from outside of compiled code.
   *
   * @param function the function
   * @param type the type that it must have
   * @return the function
   * @throws IllegalArgumentException if its type is another
   */
  public static WasmFunction checkFunction(WasmFunction function, FunctionType type) {
    if (!function.type().isSubtypeOf(type)) {
      throw new IllegalArgumentException(
          "a function of type " + type + " cannot be one of type " + function.type());
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
