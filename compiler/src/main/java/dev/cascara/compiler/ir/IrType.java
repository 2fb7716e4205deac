package dev.cascara.compiler.ir;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The JVM's type of a value. Equal types are equal by {@code equals}. */
public final class IrType {
  /** {@code i32}. */
  public static final IrType INT = new IrType(Kind.INT, "I", 'i', 1, null);

  /** {@code i64}. */
  public static final IrType LONG = new IrType(Kind.LONG, "J", 'l', 2, null);

  /** {@code f32}. */
  public static final IrType FLOAT = new IrType(Kind.FLOAT, "F", 'f', 1, null);

  /** {@code f64}. */
  public static final IrType DOUBLE = new IrType(Kind.DOUBLE, "D", 'd', 2, null);

  /** {@code v128}: only until vectors have been replaced by what the JVM has. */
  public static final IrType VECTOR = new IrType(Kind.VECTOR, "V128", 'v', 0, null);

  /** No value. */
  public static final IrType VOID = new IrType(Kind.VOID, "V", '-', 0, null);

  /** A reference to any object. */
  public static final IrType OBJECT = reference("java/lang/Object", 'o', null);

  /** A reference to a function of any type. */
  public static final IrType FUNCTION = reference("dev/cascara/runtime/WasmFunction", 'w', OBJECT);

  /** A reference to an exception. */
  public static final IrType EXCEPTION =
      reference("dev/cascara/runtime/WasmException", 'x', OBJECT);

  /** An array of the JVM with elements of type {@code i32}. */
  public static final IrType INTS = array("[I");

  /** An array of the JVM with elements of type {@code i64}. */
  public static final IrType LONGS = array("[J");

  /** An array of the JVM with elements of type {@code f32}. */
  public static final IrType FLOATS = array("[F");

  /** An array of the JVM with elements of type {@code f64}. */
  public static final IrType DOUBLES = array("[D");

  /** An array of the JVM with references and boxed numbers. */
  public static final IrType OBJECTS = array("[Ljava/lang/Object;");

  /** A reference to what can be compared. */
  public static final IrType EQ = reference("dev/cascara/runtime/EqReference", OBJECT);

  /** A reference to a structure of any type. */
  public static final IrType STRUCT = reference("dev/cascara/runtime/WasmStruct", EQ);

  /** A reference to an array of any type. */
  public static final IrType ARRAY = reference("dev/cascara/runtime/WasmArray", EQ);

  /** A reference to a small integer. */
  public static final IrType I31 = reference("dev/cascara/runtime/I31", EQ);

  /**
   * The JVM allows a method 255 slots for parameters; the receiver, the instance and method handles
   * need some of them.
   */
  public static final int MAXIMUM_PARAMETER_SLOTS = 250;

  /** What instructions handle values of a type. */
  public enum Kind {
    /** {@code int}. */
    INT,
    /** {@code long}. */
    LONG,
    /** {@code float}. */
    FLOAT,
    /** {@code double}. */
    DOUBLE,
    /** An object. */
    REFERENCE,
    /** 128 bits. */
    VECTOR,
    /** Nothing. */
    VOID
  }

  private final Kind kind;
  private final String descriptor;
  private final char letter;
  private final int slots;
  private final @Nullable IrType superclass;

  private IrType(
      Kind kind, String descriptor, char letter, int slots, @Nullable IrType superclass) {
    this.kind = kind;
    this.descriptor = descriptor;
    this.letter = letter;
    this.slots = slots;
    this.superclass = superclass;
  }

  private static IrType reference(String className, char letter, @Nullable IrType superclass) {
    return new IrType(Kind.REFERENCE, "L" + className + ";", letter, 1, superclass);
  }

  private static IrType array(String descriptor) {
    return new IrType(Kind.REFERENCE, descriptor, OBJECT.letter, 1, OBJECT);
  }

  /**
   * Creates the type of references to objects of a class.
   *
   * @param className the internal name of the class
   * @param superclass the type of references to objects of its superclass
   * @return the type
   */
  public static IrType reference(String className, IrType superclass) {
    return reference(className, superclass.letter, superclass);
  }

  /**
   * Returns what instructions handle values.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns the type's descriptor in class files.
   *
   * @return for example {@code I}
   */
  public String descriptor() {
    return descriptor;
  }

  /**
   * Returns the class of a reference.
   *
   * @return the internal name; of an array its descriptor
   */
  public String className() {
    return descriptor.startsWith("[")
        ? descriptor
        : descriptor.substring(1, descriptor.length() - 1);
  }

  /**
   * Returns the letter that stands for this type's {@linkplain #erased() erasure} in names.
   *
   * @return a letter of its own for each erasure
   */
  public char letter() {
    return letter;
  }

  /**
   * Returns how many of the JVM's local variables or stack entries a value takes.
   *
   * @return 0 to 2
   */
  public int slots() {
    return slots;
  }

  /**
   * Returns whether values are references.
   *
   * @return true for objects
   */
  public boolean isReference() {
    return kind == Kind.REFERENCE;
  }

  /**
   * Returns whether values are vectors.
   *
   * @return true for {@link #VECTOR}
   */
  public boolean isVector() {
    return kind == Kind.VECTOR;
  }

  /**
   * Returns the type that stands for this one where types of one hierarchy of WebAssembly must have
   * the same type: in the signatures of virtual methods and in fields that pass values.
   *
   * @return for a reference {@link #OBJECT}, {@link #FUNCTION} or {@link #EXCEPTION}; otherwise
   *     this type
   */
  public IrType erased() {
    IrType type = this;
    while (type.superclass != null && type.superclass.letter == letter) {
      type = type.superclass;
    }
    return type;
  }

  /**
   * Returns whether the JVM's verifier accepts a value of this type where another is expected.
   *
   * @param other the other type
   * @return true if no cast is needed
   */
  public boolean isAssignableTo(IrType other) {
    for (IrType type = this; type != null; type = type.superclass) {
      if (type.equals(other)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns how many slots values take.
   *
   * @param types the types of the values
   * @return the sum
   */
  public static int slots(List<IrType> types) {
    int slots = 0;
    for (IrType type : types) {
      slots += type.slots();
    }
    return slots;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IrType type && descriptor.equals(type.descriptor);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(descriptor);
  }

  @Override
  public String toString() {
    return descriptor;
  }
}
