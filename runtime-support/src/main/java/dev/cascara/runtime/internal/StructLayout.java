package dev.cascara.runtime.internal;

import dev.cascara.runtime.DefinedType;
import dev.cascara.runtime.FieldType;
import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.PackedType;
import dev.cascara.runtime.ReferenceType;
import dev.cascara.runtime.StorageType;
import dev.cascara.runtime.V128;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.WasmStruct;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the class of a structure type knows of it: how hosts get at the fields, which are named
 * {@code f} and their number; the high half of a vector has {@code high} behind that. Nothing is
 * looked up before a host asks.
 */
public final class StructLayout {
  private static final Layouts<StructLayout> LAYOUTS = new Layouts<>();

  private final MethodHandles.Lookup lookup;
  private final DefinedType type;
  private final List<FieldType> fields;

  private StructLayout(MethodHandles.Lookup lookup) {
    this.lookup = lookup;
    this.type = Layouts.definedType(lookup);
    String text = Layouts.text(lookup, "FIELDS");
    this.fields =
        text.isEmpty()
            ? List.copyOf(describedFields(lookup))
            : TypeText.fieldTypes(
                text, index -> definedType(lookup, field(lookup, "f" + index).getType()));
  }

  /** What the fields of a class and its superclasses say themselves, where no text does. */
  private static List<FieldType> describedFields(MethodHandles.Lookup lookup) {
    Class<?> generated = lookup.lookupClass();
    if (generated == WasmStruct.class) {
      return new ArrayList<>();
    }
    List<FieldType> result = describedFields(lookup.in(generated.getSuperclass()));
    Map<String, Field> declared =
        Stream.of(generated.getDeclaredFields())
            .collect(Collectors.toMap(Field::getName, Function.identity()));
    for (Field field = declared.get("f" + result.size());
        field != null;
        field = declared.get("f" + result.size())) {
      StorageType type =
          declared.containsKey(field.getName() + "high")
              ? ValueType.V128
              : storageType(lookup, field);
      result.add(new FieldType(type, Modifier.isTransient(field.getModifiers())));
    }
    return result;
  }

  private static StorageType storageType(MethodHandles.Lookup lookup, Field field) {
    Class<?> type = field.getType();
    if (!type.isPrimitive()) {
      return new ReferenceType(!field.isSynthetic(), definedType(lookup, type));
    }
    return switch (type.descriptorString().charAt(0)) {
      case 'B' -> PackedType.I8;
      case 'S' -> PackedType.I16;
      case 'I' -> ValueType.I32;
      case 'J' -> ValueType.I64;
      case 'F' -> ValueType.F32;
      default -> ValueType.F64;
    };
  }

  /**
   * Returns the layout of a class.
   *
   * @param structClass the class of a structure type
   * @param lookup a look-up in its package
   * @return what is known of the class
   */
  public static StructLayout of(Class<?> structClass, Supplier<MethodHandles.Lookup> lookup) {
    return LAYOUTS.get(structClass, () -> new StructLayout(lookup.get().in(structClass)));
  }

  /** The type that a generated class stands for. */
  private static DefinedType definedType(MethodHandles.Lookup lookup, Class<?> generated) {
    return WasmFunction.class.isAssignableFrom(generated)
        ? ((FunctionType) Layouts.constant(lookup, generated, "TYPE", FunctionType.class))
            .definedType()
        : Layouts.definedType(lookup.in(generated));
  }

  /**
   * Returns the type.
   *
   * @return the type
   */
  public DefinedType type() {
    return type;
  }

  /**
   * Returns the types of the fields.
   *
   * @return the types in order
   */
  public List<FieldType> fields() {
    return fields;
  }

  /**
   * Reads a field.
   *
   * @param struct a structure of this type
   * @param index which field
   * @return the value, packed integers sign-extended
   */
  public @Nullable Object get(WasmStruct struct, int index) {
    if (fields().get(Objects.checkIndex(index, fields().size())).storageType() == ValueType.V128) {
      return new V128(
          (long) handle("f" + index).get(struct), (long) handle("f" + index + "high").get(struct));
    }
    Object value = handle("f" + index).get(struct);
    return value instanceof Byte || value instanceof Short
        ? Integer.valueOf(((Number) value).intValue())
        : value;
  }

  /**
   * Writes a field.
   *
   * @param struct a structure of this type
   * @param index which field
   * @param value the value
   */
  public void set(WasmStruct struct, int index, @Nullable Object value) {
    FieldType field = fields().get(Objects.checkIndex(index, fields().size()));
    VarHandle handle = handle("f" + index);
    if (!field.mutable()) {
      throw new IllegalStateException("field " + index + " is immutable");
    }
    if (!field.unpacked().isInstance(value)) {
      throw new IllegalArgumentException("a field of type " + field + " cannot be " + value);
    }
    if (value instanceof V128 vector && field.storageType() == ValueType.V128) {
      handle.set(struct, vector.low());
      handle("f" + index + "high").set(struct, vector.high());
      return;
    }
    Class<?> carrier = handle.varType();
    if (carrier == byte.class) {
      handle.set(struct, ((Integer) Objects.requireNonNull(value)).byteValue());
    } else if (carrier == short.class) {
      handle.set(struct, ((Integer) Objects.requireNonNull(value)).shortValue());
    } else if (value instanceof WasmFunction function && !carrier.isInstance(value)) {
      handle.set(struct, adapt(function, carrier));
    } else {
      handle.set(struct, value);
    }
  }

  private VarHandle handle(String name) {
    try {
      return lookup.unreflectVarHandle(field(lookup, name));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("the classes of structures are in one package", e);
    }
  }

  private static Field field(MethodHandles.Lookup lookup, String name) {
    for (Class<?> owner = lookup.lookupClass();
        owner != null && owner != WasmStruct.class;
        owner = owner.getSuperclass()) {
      for (Field field : owner.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return field;
        }
      }
    }
    throw new IllegalStateException("there is no field " + name);
  }

  /** Makes a function from elsewhere one of the class that compiled code expects. */
  private Object adapt(WasmFunction function, Class<?> signatureClass) {
    try {
      return lookup
          .findStatic(signatureClass, "of", MethodType.methodType(signatureClass, Object.class))
          .invoke(function);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
