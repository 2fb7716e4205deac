package dev.cascara.compiler.wasm;

import java.util.ArrayList;
import java.util.List;

/**
 * A cursor over instructions (section 5.4): {@link #next} reads one with its immediates, the other
 * methods tell what it was. An accessor is meaningful only for instructions with that immediate; it
 * keeps the value of an earlier instruction otherwise.
 *
 * <p>Malformed instructions are found when they are read, with a {@link
 * dev.cascara.compiler.WasmFormatException}.
 */
public final class InstructionReader extends TypeReader {
  private Opcode opcode = Opcode.NOP;
  private int offset;
  private int index;
  private int secondIndex;
  private long constant;
  private long constantHigh;
  private int alignment;
  private long memoryOffset;
  private int lane;
  private byte[] lanes = new byte[0];
  private BlockType blockType = BlockType.EMPTY;
  private int[] labels = new int[0];
  private List<ValueType> valueTypes = List.of();
  private HeapType heapType = AbstractHeapType.ANY;
  private ReferenceType castSource = ReferenceType.FUNCREF;
  private ReferenceType castTarget = ReferenceType.FUNCREF;
  private List<CatchClause> catches = List.of();
  private boolean tailCall;

  /**
   * Creates a cursor before the first instruction.
   *
   * @param bytes what to read from
   * @param start where the first instruction is
   * @param end where to stop
   */
  public InstructionReader(byte[] bytes, int start, int end) {
    super(bytes, start, end);
  }

  /**
   * Creates a cursor before the first instruction of an expression.
   *
   * @param bytes what the expression points into
   * @param expression where the instructions are
   */
  public InstructionReader(byte[] bytes, Expression expression) {
    this(bytes, expression.offset(), expression.end());
  }

  /**
   * Reads the next instruction.
   *
   * @return its opcode
   */
  public Opcode next() {
    offset = position();
    int first = readByte();
    int prefix = 0;
    int number = first;
    if (first >= 0xFB && first <= 0xFE) {
      prefix = first;
      number = readUnsigned32();
    }
    Opcode found = Opcode.find(prefix, number);
    if (found == null) {
      throw new dev.cascara.compiler.WasmFormatException(
          offset,
          "illegal opcode "
              + (prefix == 0 ? "" : Integer.toHexString(prefix) + " ")
              + Integer.toHexString(number));
    }
    opcode = found;
    tailCall |= prefix == 0 && (first == 0x12 || first == 0x13 || first == 0x15);
    readImmediates(found.immediates());
    return found;
  }

  /**
   * Returns whether one of the instructions read so far, skipped ones as well, was a tail call.
   *
   * @return true after {@code return_call}, {@code return_call_indirect} or {@code return_call_ref}
   */
  public boolean hasTailCall() {
    return tailCall;
  }

  private void readImmediates(Opcode.Immediates immediates) {
    switch (immediates) {
      case NONE -> {}
      case BLOCK -> blockType = readBlockType();
      case LABEL, FUNCTION, TYPE, LOCAL, GLOBAL, TABLE, TAG, ELEMENT, DATA, MEMORY ->
          index = readUnsigned32();
      case TYPE_TABLE,
          TYPE_FIELD,
          TYPE_COUNT,
          TYPE_DATA,
          TYPE_ELEMENT,
          TYPE_TYPE,
          TABLE_TABLE,
          ELEMENT_TABLE,
          DATA_MEMORY,
          MEMORY_MEMORY -> {
        index = readUnsigned32();
        secondIndex = readUnsigned32();
      }
      case LABELS -> {
        int count = readLength();
        labels = new int[count];
        for (int i = 0; i < count; i++) {
          labels[i] = readUnsigned32();
        }
        index = readUnsigned32();
      }
      case CATCHES -> readCatches();
      case VALUE_TYPES -> valueTypes = readValueTypes();
      case HEAP_TYPE -> heapType = readHeapType();
      case CAST -> {
        int flags = readByte();
        if (flags > 3) {
          throw malformed("malformed br_on_cast flags");
        }
        index = readUnsigned32();
        castSource = new ReferenceType((flags & 1) != 0, readHeapType());
        castTarget = new ReferenceType((flags & 2) != 0, readHeapType());
      }
      case MEMORY_ARGUMENT -> readMemoryArgument();
      case MEMORY_ARGUMENT_LANE -> {
        readMemoryArgument();
        lane = readByte();
      }
      case I32 -> constant = readSigned32();
      case I64 -> constant = readSigned64();
      case F32 -> constant = readFixed32();
      case F64 -> constant = readFixed64();
      case V128 -> {
        constant = readFixed64();
        constantHigh = readFixed64();
      }
      case LANE -> lane = readByte();
      case LANES -> {
        lanes = new byte[16];
        for (int i = 0; i < 16; i++) {
          lanes[i] = (byte) readByte();
        }
      }
      case ZERO_BYTE -> {
        if (readByte() != 0) {
          throw malformed("zero byte expected");
        }
      }
    }
  }

  private void readMemoryArgument() {
    int flags = readUnsigned32();
    // Bit 6 announces a memory index; what remains is the alignment.
    if (Integer.compareUnsigned(flags, 0x80) >= 0) {
      throw malformed("malformed memop flags");
    }
    index = (flags & 0x40) != 0 ? readUnsigned32() : 0;
    alignment = flags & 0x3F;
    memoryOffset = readUnsigned64();
  }

  private void readCatches() {
    blockType = readBlockType();
    int count = readLength();
    List<CatchClause> clauses = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      CatchClause.Kind kind =
          switch (readByte()) {
            case 0 -> CatchClause.Kind.CATCH;
            case 1 -> CatchClause.Kind.CATCH_REF;
            case 2 -> CatchClause.Kind.CATCH_ALL;
            case 3 -> CatchClause.Kind.CATCH_ALL_REF;
            default -> throw malformed("malformed catch clause");
          };
      int tag = kind.namesTag() ? readUnsigned32() : 0;
      clauses.add(new CatchClause(kind, tag, readUnsigned32()));
    }
    catches = clauses;
  }

  /**
   * Passes over an expression: up to and including the {@code end} that closes it.
   *
   * @return where the expression was
   */
  public Expression skipExpression() {
    int start = position();
    for (int depth = 1; depth > 0; ) {
      switch (next()) {
        case BLOCK, LOOP, IF, TRY, TRY_TABLE -> depth++;
        case END, DELEGATE -> depth--;
        default -> {}
      }
    }
    return new Expression(start, position());
  }

  /**
   * Returns the instruction that was read last.
   *
   * @return its opcode
   */
  public Opcode opcode() {
    return opcode;
  }

  /**
   * Returns where the instruction begins.
   *
   * @return an index into the bytes
   */
  public int offset() {
    return offset;
  }

  /**
   * Returns the first index immediate: for memory accesses the memory, for {@code br_table} the
   * default label, for casts the label.
   *
   * @return the index, unsigned
   */
  public int index() {
    return index;
  }

  /**
   * Returns the second index immediate.
   *
   * @return the index, unsigned
   */
  public int secondIndex() {
    return secondIndex;
  }

  /**
   * Returns the constant of {@code i32.const}.
   *
   * @return the integer
   */
  public int int32() {
    return (int) constant;
  }

  /**
   * Returns the constant of {@code i64.const}.
   *
   * @return the integer
   */
  public long int64() {
    return constant;
  }

  /**
   * Returns the constant of {@code f32.const}.
   *
   * @return the float's bits
   */
  public int float32Bits() {
    return (int) constant;
  }

  /**
   * Returns the constant of {@code f64.const}.
   *
   * @return the float's bits
   */
  public long float64Bits() {
    return constant;
  }

  /**
   * Returns the low half of the constant of {@code v128.const}.
   *
   * @return bytes 0 to 7, little-endian
   */
  public long vectorLow() {
    return constant;
  }

  /**
   * Returns the high half of the constant of {@code v128.const}.
   *
   * @return bytes 8 to 15, little-endian
   */
  public long vectorHigh() {
    return constantHigh;
  }

  /**
   * Returns the alignment of a memory access.
   *
   * @return the base-2 logarithm, 0 to 63
   */
  public int alignment() {
    return alignment;
  }

  /**
   * Returns the offset of a memory access.
   *
   * @return the bytes to add to the address, unsigned
   */
  public long memoryOffset() {
    return memoryOffset;
  }

  /**
   * Returns the lane index.
   *
   * @return 0 to 255
   */
  public int lane() {
    return lane;
  }

  /**
   * Returns the lane indices of {@code i8x16.shuffle}.
   *
   * @return 16 bytes
   */
  public byte[] lanes() {
    return lanes.clone();
  }

  /**
   * Returns the type of a structured instruction.
   *
   * @return the block type
   */
  public BlockType blockType() {
    return blockType;
  }

  /**
   * Returns the labels of {@code br_table} but for the default one.
   *
   * @return the labels; not to be changed
   */
  public int[] labels() {
    return labels;
  }

  /**
   * Returns the types of {@code select}.
   *
   * @return the types
   */
  public List<ValueType> valueTypes() {
    return valueTypes;
  }

  /**
   * Returns the heap type immediate.
   *
   * @return the type
   */
  public HeapType heapType() {
    return heapType;
  }

  /**
   * Returns the type that a branching cast starts from.
   *
   * @return the first reference type
   */
  public ReferenceType castSource() {
    return castSource;
  }

  /**
   * Returns the type that a branching cast asks for.
   *
   * @return the second reference type
   */
  public ReferenceType castTarget() {
    return castTarget;
  }

  /**
   * Returns the clauses of {@code try_table}.
   *
   * @return the clauses in order
   */
  public List<CatchClause> catches() {
    return catches;
  }
}
