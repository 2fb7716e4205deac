package dev.cascara.compiler.validation;

import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.wasm.AbstractHeapType;
import dev.cascara.compiler.wasm.ArrayType;
import dev.cascara.compiler.wasm.CompositeType;
import dev.cascara.compiler.wasm.ConcreteHeapType;
import dev.cascara.compiler.wasm.FieldType;
import dev.cascara.compiler.wasm.FunctionType;
import dev.cascara.compiler.wasm.HeapType;
import dev.cascara.compiler.wasm.NumberType;
import dev.cascara.compiler.wasm.PackedType;
import dev.cascara.compiler.wasm.RecursiveType;
import dev.cascara.compiler.wasm.ReferenceType;
import dev.cascara.compiler.wasm.StorageType;
import dev.cascara.compiler.wasm.StructType;
import dev.cascara.compiler.wasm.SubType;
import dev.cascara.compiler.wasm.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The types that a module defines: their validity (section 3.2), which of them are the same
 * (section 3.1.3, "rolling"), and which match which (section 3.3). Of equal types the one with the
 * lowest index stands for all: its index is their canonical index.
 */
final class ModuleTypes {
  /** As deep as the WebAssembly JavaScript API allows. */
  private static final int MAXIMUM_SUBTYPING_DEPTH = 63;

  private static final int NO_SUPERTYPE = -1;

  private final List<SubType> subTypes = new ArrayList<>();
  private int[] canonical = new int[16];
  private int[] supertypes = new int[16];
  private int[] depths = new int[16];
  private final Map<List<Integer>, Integer> groups = new HashMap<>();
  private @Nullable Signature[] signatures = new @Nullable Signature[0];

  /** How many types may be named: while a recursive type is looked at, all up to its end. */
  private int known;

  /**
   * Checks the types of a module.
   *
   * @param types the recursive types
   * @param offset where to say that an error is
   */
  ModuleTypes(List<RecursiveType> types, long offset) {
    for (RecursiveType type : types) {
      add(type, offset);
    }
    signatures = new @Nullable Signature[subTypes.size()];
  }

  private void add(RecursiveType recursiveType, long offset) {
    int start = subTypes.size();
    subTypes.addAll(recursiveType.subTypes());
    known = subTypes.size();
    ensureCapacity(known);
    for (int i = start; i < known; i++) {
      canonical[i] = i;
    }
    List<Integer> key = new ArrayList<>();
    for (int i = start; i < known; i++) {
      appendKey(key, i, start, offset);
    }
    Integer first = groups.putIfAbsent(key, start);
    if (first != null) {
      for (int i = start; i < known; i++) {
        canonical[i] = first + i - start;
      }
    }
    for (int i = start; i < known; i++) {
      declareSupertype(i, offset);
    }
    // Only when all types of the group know their supertypes can fields of it be compared.
    for (int i = start; i < known; i++) {
      checkSupertype(i, offset);
    }
  }

  private void ensureCapacity(int size) {
    if (canonical.length < size) {
      int capacity = Math.max(size, canonical.length * 2);
      canonical = java.util.Arrays.copyOf(canonical, capacity);
      supertypes = java.util.Arrays.copyOf(supertypes, capacity);
      depths = java.util.Arrays.copyOf(depths, capacity);
    }
  }

  /** Writes a type such that two are the same if and only if the same is written for both. */
  private void appendKey(List<Integer> key, int index, int start, long offset) {
    SubType subType = subTypes.get(index);
    key.add(subType.isFinal() ? 1 : 0);
    key.add(subType.supertypes().size());
    for (int supertype : subType.supertypes()) {
      if (Integer.compareUnsigned(supertype, known) >= 0) {
        throw unknownType(supertype, offset);
      }
      key.add(rolled(supertype, start));
    }
    CompositeType composite = subType.compositeType();
    if (composite instanceof FunctionType function) {
      key.add(0);
      appendKey(key, function.parameters(), start, offset);
      appendKey(key, function.results(), start, offset);
    } else if (composite instanceof StructType struct) {
      key.add(1);
      key.add(struct.fields().size());
      struct.fields().forEach(field -> appendKey(key, field, start, offset));
    } else if (composite instanceof ArrayType array) {
      key.add(2);
      appendKey(key, array.element(), start, offset);
    }
  }

  private void appendKey(List<Integer> key, List<ValueType> types, int start, long offset) {
    key.add(types.size());
    types.forEach(type -> appendKey(key, type, start, offset));
  }

  private void appendKey(List<Integer> key, FieldType field, int start, long offset) {
    key.add(field.mutable() ? 1 : 0);
    appendKey(key, field.storageType(), start, offset);
  }

  private void appendKey(List<Integer> key, StorageType type, int start, long offset) {
    if (type instanceof PackedType packed) {
      key.add(packed == PackedType.I8 ? -1 : -2);
      return;
    }
    if (type instanceof ReferenceType reference
        && reference.heapType() instanceof ConcreteHeapType concrete) {
      int index = checkedIndex(concrete.typeIndex(), offset);
      key.add(reference.nullable() ? -3 : -4);
      key.add(rolled(index, start));
      return;
    }
    key.add(code((ValueType) type, offset));
  }

  /** References inside of the group count from its start, the others name canonical types. */
  private int rolled(int index, int start) {
    return index >= start ? start - index - 1 : canonical[index];
  }

  private void declareSupertype(int index, long offset) {
    List<Integer> declared = subTypes.get(index).supertypes();
    if (declared.size() > 1) {
      throw new WasmValidationException(
          offset, "sub type " + index + " has more than one supertype");
    }
    if (declared.isEmpty()) {
      supertypes[index] = NO_SUPERTYPE;
      return;
    }
    int supertype = declared.get(0);
    if (supertype >= index) {
      throw new WasmValidationException(
          offset, "unknown type " + supertype + ": a supertype comes before its sub type " + index);
    }
    supertypes[index] = canonical[supertype];
    depths[index] = depths[supertype] + 1;
    if (depths[index] > MAXIMUM_SUBTYPING_DEPTH) {
      throw new WasmValidationException(
          offset, "sub type " + index + " is too deep, the limit is " + MAXIMUM_SUBTYPING_DEPTH);
    }
  }

  private void checkSupertype(int index, long offset) {
    if (supertypes[index] == NO_SUPERTYPE) {
      return;
    }
    SubType subType = subTypes.get(index);
    SubType supertype = subTypes.get(supertypes[index]);
    if (supertype.isFinal()
        || !matches(subType.compositeType(), supertype.compositeType(), offset)) {
      throw new WasmValidationException(
          offset, "sub type " + index + " does not match super type " + supertypes[index]);
    }
  }

  private boolean matches(CompositeType type, CompositeType expected, long offset) {
    if (type instanceof FunctionType function && expected instanceof FunctionType other) {
      return matches(other.parameters(), function.parameters(), offset)
          && matches(function.results(), other.results(), offset);
    }
    if (type instanceof StructType struct && expected instanceof StructType other) {
      if (struct.fields().size() < other.fields().size()) {
        return false;
      }
      for (int i = 0; i < other.fields().size(); i++) {
        if (!matches(struct.fields().get(i), other.fields().get(i), offset)) {
          return false;
        }
      }
      return true;
    }
    return type instanceof ArrayType array
        && expected instanceof ArrayType other
        && matches(array.element(), other.element(), offset);
  }

  private boolean matches(List<ValueType> types, List<ValueType> expected, long offset) {
    if (types.size() != expected.size()) {
      return false;
    }
    for (int i = 0; i < types.size(); i++) {
      if (!isSubtype(code(types.get(i), offset), code(expected.get(i), offset))) {
        return false;
      }
    }
    return true;
  }

  private boolean matches(FieldType field, FieldType expected, long offset) {
    return field.mutable() == expected.mutable()
        && matchesStorage(field.storageType(), expected.storageType(), offset)
        && (!field.mutable()
            || matchesStorage(expected.storageType(), field.storageType(), offset));
  }

  private boolean matchesStorage(StorageType type, StorageType expected, long offset) {
    if (type instanceof ValueType value && expected instanceof ValueType expectedValue) {
      return isSubtype(code(value, offset), code(expectedValue, offset));
    }
    return type.equals(expected);
  }

  /** Returns how many types there are. */
  int size() {
    return subTypes.size();
  }

  /** Returns the code of a type that must be valid. */
  int code(ValueType type, long offset) {
    if (type instanceof NumberType number) {
      return TypeCode.of(number);
    }
    if (type instanceof ReferenceType reference) {
      return TypeCode.reference(
          heapTypeCode(reference.heapType(), offset), reference.nullable() ? TypeCode.NULLABLE : 0);
    }
    return TypeCode.V128;
  }

  int[] codes(List<ValueType> types, long offset) {
    int[] codes = new int[types.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = code(types.get(i), offset);
    }
    return codes;
  }

  int heapTypeCode(HeapType type, long offset) {
    if (type instanceof ConcreteHeapType concrete) {
      return TypeCode.FIRST_CONCRETE + canonical[checkedIndex(concrete.typeIndex(), offset)];
    }
    return TypeCode.heapType((AbstractHeapType) type);
  }

  /** Returns the heap type that a type index stands for. */
  int heapTypeCode(int typeIndex) {
    return TypeCode.FIRST_CONCRETE + canonical[typeIndex];
  }

  private int checkedIndex(int index, long offset) {
    if (Integer.compareUnsigned(index, known) >= 0) {
      throw unknownType(index, offset);
    }
    return index;
  }

  private static WasmValidationException unknownType(int index, long offset) {
    return new WasmValidationException(offset, "unknown type " + Integer.toUnsignedString(index));
  }

  private CompositeType compositeType(int index, long offset) {
    return subTypes.get(checkedIndex(index, offset)).compositeType();
  }

  /** Returns the signature of a type that must be a function type. */
  Signature signature(int index, long offset) {
    checkedIndex(index, offset);
    Signature known = signatures[index];
    if (known != null) {
      return known;
    }
    if (!(compositeType(index, offset) instanceof FunctionType function)) {
      throw new WasmValidationException(offset, "unknown type: " + index + " is no function type");
    }
    Signature signature =
        new Signature(codes(function.parameters(), offset), codes(function.results(), offset));
    signatures[index] = signature;
    return signature;
  }

  /** Returns a type that must be a structure. */
  StructType structType(int index, long offset) {
    if (!(compositeType(index, offset) instanceof StructType struct)) {
      throw new WasmValidationException(
          offset, "type mismatch: " + index + " is no structure type");
    }
    return struct;
  }

  /** Returns the element type of a type that must be an array. */
  FieldType arrayElement(int index, long offset) {
    if (!(compositeType(index, offset) instanceof ArrayType array)) {
      throw new WasmValidationException(offset, "type mismatch: " + index + " is no array type");
    }
    return array.element();
  }

  /** Returns the code of the values that a field of this type holds. */
  int unpacked(FieldType field, long offset) {
    return field.storageType() instanceof ValueType type ? code(type, offset) : TypeCode.I32;
  }

  /** Returns the function type that a reference is to, if it is known to be one. */
  OptionalInt definedType(int type) {
    int heapType = TypeCode.heapType(type);
    return heapType >= TypeCode.FIRST_CONCRETE
        ? OptionalInt.of(heapType - TypeCode.FIRST_CONCRETE)
        : OptionalInt.empty();
  }

  /** Returns whether a value of one type may be used where another is expected. */
  boolean isSubtype(int type, int expected) {
    if (type == expected || type == TypeCode.UNKNOWN) {
      return true;
    }
    if (!TypeCode.isReference(type) || !TypeCode.isReference(expected)) {
      return false;
    }
    return (!TypeCode.isNullable(type) || TypeCode.isNullable(expected))
        && isHeapSubtype(TypeCode.heapType(type), TypeCode.heapType(expected));
  }

  boolean isHeapSubtype(int type, int expected) {
    if (type == expected || type == TypeCode.NO_HEAP_TYPE) {
      return true;
    }
    if (expected == TypeCode.NO_HEAP_TYPE) {
      return false;
    }
    if (type >= TypeCode.FIRST_CONCRETE) {
      int defined = type - TypeCode.FIRST_CONCRETE;
      return expected >= TypeCode.FIRST_CONCRETE
          ? isDefinedSubtype(defined, expected - TypeCode.FIRST_CONCRETE)
          : isAbstractSubtype(kind(defined), TypeCode.abstractHeapType(expected));
    }
    AbstractHeapType abstractType = TypeCode.abstractHeapType(type);
    if (expected >= TypeCode.FIRST_CONCRETE) {
      AbstractHeapType kind = kind(expected - TypeCode.FIRST_CONCRETE);
      return abstractType
          == (kind == AbstractHeapType.FUNC ? AbstractHeapType.NOFUNC : AbstractHeapType.NONE);
    }
    return isAbstractSubtype(abstractType, TypeCode.abstractHeapType(expected));
  }

  private boolean isDefinedSubtype(int type, int expected) {
    for (int t = type; t != NO_SUPERTYPE; t = supertypes[t]) {
      if (t == expected) {
        return true;
      }
    }
    return false;
  }

  private AbstractHeapType kind(int index) {
    CompositeType type = subTypes.get(index).compositeType();
    if (type instanceof FunctionType) {
      return AbstractHeapType.FUNC;
    }
    return type instanceof StructType ? AbstractHeapType.STRUCT : AbstractHeapType.ARRAY;
  }

  private static boolean isAbstractSubtype(AbstractHeapType type, AbstractHeapType expected) {
    if (type == expected) {
      return true;
    }
    return switch (expected) {
      case ANY -> type == AbstractHeapType.EQ || isAbstractSubtype(type, AbstractHeapType.EQ);
      case EQ ->
          switch (type) {
            case I31, STRUCT, ARRAY, NONE -> true;
            default -> false;
          };
      case I31, STRUCT, ARRAY -> type == AbstractHeapType.NONE;
      case FUNC -> type == AbstractHeapType.NOFUNC;
      case EXTERN -> type == AbstractHeapType.NOEXTERN;
      case EXN -> type == AbstractHeapType.NOEXN;
      case NONE, NOFUNC, NOEXTERN, NOEXN -> false;
    };
  }

  /** Returns the top of the hierarchy that a heap type belongs to. */
  int top(int heapType) {
    AbstractHeapType type =
        heapType >= TypeCode.FIRST_CONCRETE
            ? kind(heapType - TypeCode.FIRST_CONCRETE)
            : TypeCode.abstractHeapType(heapType);
    AbstractHeapType top =
        switch (type) {
          case FUNC, NOFUNC -> AbstractHeapType.FUNC;
          case EXTERN, NOEXTERN -> AbstractHeapType.EXTERN;
          case EXN, NOEXN -> AbstractHeapType.EXN;
          case ANY, EQ, I31, STRUCT, ARRAY, NONE -> AbstractHeapType.ANY;
        };
    return TypeCode.heapType(top);
  }
}
