package dev.cascara.runtime.internal;

import dev.cascara.runtime.AbstractHeapType;
import dev.cascara.runtime.DefinedType;
import dev.cascara.runtime.FieldType;
import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.HeapType;
import dev.cascara.runtime.PackedType;
import dev.cascara.runtime.ReferenceType;
import dev.cascara.runtime.StorageType;
import dev.cascara.runtime.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Reads types that the compiler wrote as strings.
 *
 * <p>A value type is {@code i}, {@code l}, {@code f}, {@code d}, {@code v}, {@code w} for {@code
 * funcref}, {@code o} for {@code externref}, or {@code ?} (nullable) or {@code !} and a heap type.
 * That is a letter of {@link #HEAP_TYPES}, or a defined type: <code>{</code>, {@code F}, {@code S}
 * or {@code A} for its kind, and its identity and those of its supertypes, each behind a comma but
 * the first, and <code>}</code>; or <code>{P</code>, a function type that is nothing but its
 * parameters and results, and <code>}</code>. A function type is its parameters, {@code >}, its
 * results, and, where it is more than that, its defined type. A field type is {@code *} (mutable)
 * or {@code .}, and a value type, {@code b} for {@code i8} or {@code s} for {@code i16}; {@code @}
 * is the defined type that the class of the field stands for.
 */
final class TypeText {
  /** Letters of the abstract heap types, in the order of the constants. */
  private static final String HEAP_TYPES = "aqisrnFfEeXx";

  private final String text;
  private int position;

  /** The defined type that {@code @} stands for. */
  private Supplier<DefinedType> unnamed =
      () -> {
        throw new IllegalArgumentException("no type is known");
      };

  private TypeText(String text) {
    this.text = text;
  }

  static ValueType valueType(String text) {
    return new TypeText(text).valueType();
  }

  static FunctionType functionType(String text) {
    TypeText in = new TypeText(text);
    FunctionType plain = in.plainFunctionType();
    return in.position == text.length()
        ? plain.interned()
        : new FunctionType(plain.parameters(), plain.results(), Optional.of(in.definedType()))
            .interned();
  }

  static DefinedType definedType(String text) {
    return new TypeText(text).definedType();
  }

  /**
   * Reads the types of fields.
   *
   * @param definedTypes for each field the defined type that it refers to, where the text does not
   *     say which
   */
  static List<FieldType> fieldTypes(String text, IntFunction<DefinedType> definedTypes) {
    TypeText in = new TypeText(text);
    List<FieldType> fields = new ArrayList<>();
    in.unnamed = () -> definedTypes.apply(fields.size());
    while (in.position < text.length()) {
      boolean mutable = text.charAt(in.position++) == '*';
      fields.add(new FieldType(in.storageType(), mutable));
    }
    return List.copyOf(fields);
  }

  private StorageType storageType() {
    return switch (text.charAt(position)) {
      case 'b' -> packed(PackedType.I8);
      case 's' -> packed(PackedType.I16);
      default -> valueType();
    };
  }

  private PackedType packed(PackedType type) {
    position++;
    return type;
  }

  private FunctionType plainFunctionType() {
    List<ValueType> parameters = valueTypes();
    position++;
    return new FunctionType(parameters, valueTypes());
  }

  private List<ValueType> valueTypes() {
    List<ValueType> types = new ArrayList<>();
    while (position < text.length() && ">{}".indexOf(text.charAt(position)) < 0) {
      types.add(valueType());
    }
    return types;
  }

  private ValueType valueType() {
    char letter = text.charAt(position++);
    return switch (letter) {
      case 'i' -> ValueType.I32;
      case 'l' -> ValueType.I64;
      case 'f' -> ValueType.F32;
      case 'd' -> ValueType.F64;
      case 'v' -> ValueType.V128;
      case 'w' -> ValueType.FUNCREF;
      case 'o' -> ValueType.EXTERNREF;
      case '?' -> new ReferenceType(true, heapType());
      case '!' -> new ReferenceType(false, heapType());
      default -> throw new IllegalArgumentException("no type " + letter);
    };
  }

  private HeapType heapType() {
    if (text.charAt(position) == '@') {
      position++;
      return unnamed.get();
    }
    return text.charAt(position) == '{'
        ? definedType()
        : AbstractHeapType.values()[HEAP_TYPES.indexOf(text.charAt(position++))];
  }

  private DefinedType definedType() {
    if (text.charAt(position + 1) == 'P') {
      position += 2;
      FunctionType type = plainFunctionType();
      position++;
      return type.definedType();
    }
    int end = text.indexOf('}', position);
    DefinedType.Kind kind =
        switch (text.charAt(position + 1)) {
          case 'F' -> DefinedType.Kind.FUNC;
          case 'S' -> DefinedType.Kind.STRUCT;
          default -> DefinedType.Kind.ARRAY;
        };
    position += 2;
    DefinedType type = definedType(kind, end);
    position = end + 1;
    return type;
  }

  private DefinedType definedType(DefinedType.Kind kind, int end) {
    int comma = text.indexOf(',', position);
    if (comma < 0 || comma > end) {
      return new DefinedType(kind, text.substring(position, end), Optional.empty());
    }
    String identity = text.substring(position, comma);
    position = comma + 1;
    return new DefinedType(kind, identity, Optional.of(definedType(kind, end)));
  }
}
