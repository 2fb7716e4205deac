package dev.cascara.compiler.dynamic;

import dev.cascara.runtime.component.ResourceType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A value of the component model. Values are immutable and equal by what they hold; handles to
 * guests' resources are the exception to both.
 *
 * <p>A value knows its kind but not its whole type: a {@link Record} has labels, but nothing says
 * that no field is missing. What is passed to a function is checked against its type then.
 */
public sealed interface Value
    permits Value.Bool,
        Value.S8,
        Value.U8,
        Value.S16,
        Value.U16,
        Value.S32,
        Value.U32,
        Value.S64,
        Value.U64,
        Value.F32,
        Value.F64,
        Value.Char,
        Value.StringOf,
        Value.ListOf,
        Value.MapOf,
        Value.Record,
        Value.Tuple,
        Value.Variant,
        Value.Enum,
        Value.Option,
        Value.Result,
        Value.Flags,
        Value.HostResource,
        BorrowedHandle,
        GuestHandle {
  /**
   * A {@code bool}.
   *
   * @param value the truth value
   */
  record Bool(boolean value) implements Value {}

  /**
   * An {@code s8}.
   *
   * @param value -128 to 127
   */
  record S8(int value) implements Value {
    /** Checks the range. */
    public S8 {
      Ranges.check("s8", value, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }
  }

  /**
   * A {@code u8}.
   *
   * @param value 0 to 255
   */
  record U8(int value) implements Value {
    /** Checks the range. */
    public U8 {
      Ranges.check("u8", value, 0, 0xFF);
    }
  }

  /**
   * An {@code s16}.
   *
   * @param value -32,768 to 32,767
   */
  record S16(int value) implements Value {
    /** Checks the range. */
    public S16 {
      Ranges.check("s16", value, Short.MIN_VALUE, Short.MAX_VALUE);
    }
  }

  /**
   * A {@code u16}.
   *
   * @param value 0 to 65,535
   */
  record U16(int value) implements Value {
    /** Checks the range. */
    public U16 {
      Ranges.check("u16", value, 0, 0xFFFF);
    }
  }

  /**
   * An {@code s32}.
   *
   * @param value any
   */
  record S32(int value) implements Value {}

  /**
   * A {@code u32}.
   *
   * @param value 0 to 4,294,967,295
   */
  record U32(long value) implements Value {
    /** Checks the range. */
    public U32 {
      Ranges.check("u32", value, 0, 0xFFFF_FFFFL);
    }
  }

  /**
   * An {@code s64}.
   *
   * @param value any
   */
  record S64(long value) implements Value {}

  /**
   * A {@code u64}.
   *
   * @param value any, unsigned: from 2<sup>63</sup> on it is negative as a {@code long}
   */
  record U64(long value) implements Value {}

  /**
   * An {@code f32}. There is one NaN.
   *
   * @param value any
   */
  record F32(float value) implements Value {
    /** Makes all NaNs one. */
    public F32 {
      value = Float.isNaN(value) ? Float.NaN : value;
    }
  }

  /**
   * An {@code f64}. There is one NaN.
   *
   * @param value any
   */
  record F64(double value) implements Value {
    /** Makes all NaNs one. */
    public F64 {
      value = Double.isNaN(value) ? Double.NaN : value;
    }
  }

  /**
   * A {@code char}.
   *
   * @param codePoint a Unicode scalar value: a code point that is no surrogate
   */
  record Char(int codePoint) implements Value {
    /** Checks that it is a scalar value. */
    public Char {
      if (!Ranges.isScalarValue(codePoint)) {
        throw new IllegalArgumentException(
            "a char is a Unicode scalar value, not 0x" + Integer.toHexString(codePoint));
      }
    }
  }

  /**
   * A {@code string}.
   *
   * @param value a string without unpaired surrogates
   */
  record StringOf(String value) implements Value {
    /** Checks that it is a sequence of scalar values. */
    public StringOf {
      value
          .codePoints()
          .filter(point -> !Ranges.isScalarValue(point))
          .findAny()
          .ifPresent(
              point -> {
                throw new IllegalArgumentException(
                    "a string has no unpaired surrogates such as 0x" + Integer.toHexString(point));
              });
    }
  }

  /**
   * A {@code list}, of any or of fixed length.
   *
   * @param elements the elements, all of one type
   */
  record ListOf(List<Value> elements) implements Value {
    /** Copies the elements. */
    public ListOf {
      elements = elements instanceof ByteList ? elements : List.copyOf(elements);
    }

    /**
     * Creates a {@code list<u8>}.
     *
     * @param bytes the elements
     * @return a new list
     */
    public static ListOf bytes(byte[] bytes) {
      return new ListOf(new ByteList(bytes.clone()));
    }
  }

  /**
   * A {@code map}.
   *
   * @param entries keys with values, in order; between components, they pass as they are, even if
   *     there are several of a key
   */
  record MapOf(List<Entry> entries) implements Value {
    /**
     * A key with its value.
     *
     * @param key the key
     * @param value the value
     */
    public record Entry(Value key, Value value) {}

    /** Copies the entries. */
    public MapOf {
      entries = List.copyOf(entries);
    }

    /**
     * Returns what the entries mean.
     *
     * @return the values by key: of several entries of a key, the last one counts
     */
    public Map<Value, Value> toMap() {
      Map<Value, Value> map = new LinkedHashMap<>();
      entries.forEach(entry -> map.put(entry.key(), entry.value()));
      return map;
    }
  }

  /**
   * A {@code record}.
   *
   * @param fields its fields' values by label, in the order of the type
   */
  record Record(Map<String, Value> fields) implements Value {
    /** Copies the fields. */
    public Record {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /**
   * A {@code tuple}.
   *
   * @param values its parts
   */
  record Tuple(List<Value> values) implements Value {
    /** Copies the parts. */
    public Tuple {
      values = List.copyOf(values);
    }
  }

  /**
   * A case of a {@code variant}.
   *
   * @param label the case's name
   * @param payload its payload, if it has one
   */
  record Variant(String label, Optional<Value> payload) implements Value {}

  /**
   * A case of an {@code enum}.
   *
   * @param label the case's name
   */
  record Enum(String label) implements Value {}

  /**
   * An {@code option}.
   *
   * @param value what there is
   */
  record Option(Optional<Value> value) implements Value {
    /** The option {@code none}. */
    public static final Option NONE = new Option(Optional.empty());

    /**
     * Creates an option that is there.
     *
     * @param value what there is
     * @return {@code some(value)}
     */
    public static Option some(Value value) {
      return new Option(Optional.of(value));
    }
  }

  /**
   * A {@code result}.
   *
   * @param outcome which of both cases
   * @param payload the case's payload, if it has one
   */
  record Result(Outcome outcome, Optional<Value> payload) implements Value {
    /** The cases of a {@code result}. */
    public enum Outcome {
      /** A success. */
      OK,
      /** A failure. */
      ERROR
    }

    /**
     * Creates a success.
     *
     * @param payload its payload
     * @return {@code ok(payload)}
     */
    public static Result ok(Value payload) {
      return new Result(Outcome.OK, Optional.of(payload));
    }

    /**
     * Creates a success without a payload.
     *
     * @return {@code ok}
     */
    public static Result ok() {
      return new Result(Outcome.OK, Optional.empty());
    }

    /**
     * Creates a failure.
     *
     * @param payload its payload
     * @return {@code err(payload)}
     */
    public static Result error(Value payload) {
      return new Result(Outcome.ERROR, Optional.of(payload));
    }

    /**
     * Creates a failure without a payload.
     *
     * @return {@code err}
     */
    public static Result error() {
      return new Result(Outcome.ERROR, Optional.empty());
    }
  }

  /**
   * A value of a {@code flags} type.
   *
   * @param labels the names of the flags that are set
   */
  record Flags(Set<String> labels) implements Value {
    /** Copies the labels. */
    public Flags {
      labels = Collections.unmodifiableSet(new LinkedHashSet<>(labels));
    }
  }

  /**
   * A handle to a resource that the host defines.
   *
   * @param type the resource's type, as given to {@link DynamicImports}
   * @param resource the resource
   */
  record HostResource(ResourceType type, Object resource) implements Value {}
}
