package dev.cascara.compiler.wasm;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads types (section 5.3). */
public class TypeReader extends ByteReader {
  private static final int MAXIMUM_PARAMETERS = 1_000;
  private static final int MAXIMUM_RESULTS = 1_000;
  private static final int MAXIMUM_FIELDS = 10_000;

  /**
   * Creates a reader.
   *
   * @param bytes what to read from
   * @param start where to begin
   * @param end where to stop
   */
  public TypeReader(byte[] bytes, int start, int end) {
    super(bytes, start, end);
  }

  /**
   * Reads a value type.
   *
   * @return the type
   */
  public final ValueType readValueType() {
    ValueType type = findPlainType(peekByte());
    if (type != null) {
      readByte();
      return type;
    }
    return readReferenceType("malformed value type");
  }

  private static @Nullable ValueType findPlainType(int code) {
    return switch (code) {
      case 0x7F -> NumberType.I32;
      case 0x7E -> NumberType.I64;
      case 0x7D -> NumberType.F32;
      case 0x7C -> NumberType.F64;
      case 0x7B -> VectorType.V128;
      default -> null;
    };
  }

  /**
   * Reads a reference type.
   *
   * @return the type
   */
  public final ReferenceType readReferenceType() {
    return readReferenceType("malformed reference type");
  }

  private ReferenceType readReferenceType(String message) {
    int code = peekByte();
    AbstractHeapType shorthand = AbstractHeapType.find(code);
    if (shorthand != null) {
      readByte();
      return new ReferenceType(true, shorthand);
    }
    if (code != 0x64 && code != 0x63) {
      throw malformed(message);
    }
    readByte();
    return new ReferenceType(code == 0x63, readHeapType());
  }

  /**
   * Reads a heap type.
   *
   * @return the type
   */
  public final HeapType readHeapType() {
    long value = readSigned33();
    if (value >= 0) {
      return new ConcreteHeapType(index(value));
    }
    AbstractHeapType type = value >= -0x40 ? AbstractHeapType.find((int) value & 0x7F) : null;
    if (type == null) {
      throw malformed("malformed heap type");
    }
    return type;
  }

  /** Indices above 2³¹ are out of every range; they stay that way as an {@code int}. */
  private static int index(long value) {
    return (int) Math.min(value, Integer.MAX_VALUE);
  }

  /**
   * Reads a block type.
   *
   * @return the type
   */
  public final BlockType readBlockType() {
    int code = peekByte();
    if (code == 0x40) {
      readByte();
      return BlockType.EMPTY;
    }
    if (code >= 0x40 && code < 0x80) {
      return new BlockType.Result(readValueType());
    }
    long value = readSigned33();
    if (value < 0) {
      throw malformed("malformed block type");
    }
    return new BlockType.Indexed(index(value));
  }

  /**
   * Reads a vector of value types.
   *
   * @return the types
   */
  public final List<ValueType> readValueTypes() {
    return readValueTypes(Integer.MAX_VALUE, "value types");
  }

  private List<ValueType> readValueTypes(int maximum, String what) {
    int count = readCount(maximum, what);
    List<ValueType> types = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      types.add(readValueType());
    }
    return types;
  }

  /**
   * Reads the length of a vector that this implementation limits.
   *
   * @param maximum the limit
   * @param what the entries, in the plural
   * @return the length
   */
  protected final int readCount(int maximum, String what) {
    int count = readLength();
    if (count > maximum) {
      throw malformed("too many " + what + ": " + count + ", the limit is " + maximum);
    }
    return count;
  }

  /**
   * Reads a recursive type.
   *
   * @return the type
   */
  public final RecursiveType readRecursiveType() {
    if (peekByte() != 0x4E) {
      return new RecursiveType(List.of(readSubType()));
    }
    readByte();
    int count = readLength();
    List<SubType> subTypes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      subTypes.add(readSubType());
    }
    return new RecursiveType(subTypes);
  }

  private SubType readSubType() {
    int code = peekByte();
    if (code != 0x50 && code != 0x4F) {
      return new SubType(true, List.of(), readCompositeType());
    }
    readByte();
    int count = readLength();
    List<Integer> supertypes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      supertypes.add(readUnsigned32());
    }
    return new SubType(code == 0x4F, supertypes, readCompositeType());
  }

  private CompositeType readCompositeType() {
    switch (readByte()) {
      case 0x60 -> {
        return readFunctionType();
      }
      case 0x5F -> {
        int count = readCount(MAXIMUM_FIELDS, "fields");
        List<FieldType> fields = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          fields.add(readFieldType());
        }
        return new StructType(fields);
      }
      case 0x5E -> {
        return new ArrayType(readFieldType());
      }
      default ->
          throw malformed(
              bytes[position() - 1] < 0
                  ? "integer representation too long"
                  : "malformed definition type");
    }
  }

  /**
   * Reads the parameters and results of a function type, after its code.
   *
   * @return the type
   */
  public final FunctionType readFunctionType() {
    List<ValueType> parameters = readValueTypes(MAXIMUM_PARAMETERS, "parameters");
    List<ValueType> results = readValueTypes(MAXIMUM_RESULTS, "results");
    return new FunctionType(parameters, results);
  }

  private FieldType readFieldType() {
    StorageType type =
        switch (peekByte()) {
          case 0x78 -> PackedType.I8;
          case 0x77 -> PackedType.I16;
          default -> null;
        };
    if (type == null) {
      type = readValueType();
    } else {
      readByte();
    }
    return new FieldType(type, readMutability());
  }

  private boolean readMutability() {
    int mutability = readByte();
    if (mutability > 1) {
      throw malformed("malformed mutability");
    }
    return mutability == 1;
  }

  /**
   * Reads a global type.
   *
   * @return the type
   */
  public final GlobalType readGlobalType() {
    return new GlobalType(readValueType(), readMutability());
  }

  /**
   * Reads a table type.
   *
   * @return the type
   */
  public final TableType readTableType() {
    ReferenceType elementType = readReferenceType();
    int flags = readByte();
    // Bit 0: there is a maximum; bit 2: 64-bit indices. (Bit 1, shared, exists for memories only.)
    if ((flags & ~0b101) != 0) {
      throw malformed("malformed limits flags");
    }
    return new TableType(elementType, addressType(flags), readLimits(flags));
  }

  /**
   * Reads a memory type.
   *
   * @return the type
   */
  public final MemoryType readMemoryType() {
    int flags = readByte();
    // Bit 0: there is a maximum; bit 1: shared; bit 2: 64-bit addresses; bit 3: the page size
    // follows.
    if ((flags & ~0b1111) != 0) {
      throw malformed("malformed limits flags");
    }
    Limits limits = readLimits(flags);
    int pageSizeLog2 = 16;
    if ((flags & 0b1000) != 0) {
      pageSizeLog2 = readUnsigned32();
      if (Integer.compareUnsigned(pageSizeLog2, 63) > 0) {
        throw malformed("invalid custom page size");
      }
    }
    return new MemoryType(addressType(flags), limits, (flags & 0b10) != 0, pageSizeLog2);
  }

  private static AddressType addressType(int flags) {
    return (flags & 0b100) != 0 ? AddressType.I64 : AddressType.I32;
  }

  /** Limits are 64-bit whatever the address type; validation knows which are too large. */
  private Limits readLimits(int flags) {
    long minimum = readUnsigned64();
    return new Limits(
        minimum, (flags & 1) != 0 ? OptionalLong.of(readUnsigned64()) : OptionalLong.empty());
  }

  /**
   * Reads a tag type.
   *
   * @return the type
   */
  public final TagType readTagType() {
    if (readByte() != 0) {
      throw malformed("malformed tag attribute");
    }
    return new TagType(readUnsigned32());
  }

  /**
   * Reads the type of an import.
   *
   * @return the type
   */
  public final ExternType readExternType() {
    return switch (readByte()) {
      case 0 -> new FunctionImportType(readUnsigned32());
      case 1 -> readTableType();
      case 2 -> readMemoryType();
      case 3 -> readGlobalType();
      case 4 -> readTagType();
      default -> throw malformed("malformed import kind");
    };
  }
}
