package dev.cascara.compiler.ir;

import dev.cascara.compiler.wasm.AbstractHeapType;
import dev.cascara.compiler.wasm.ArrayType;
import dev.cascara.compiler.wasm.CompositeType;
import dev.cascara.compiler.wasm.ConcreteHeapType;
import dev.cascara.compiler.wasm.Export;
import dev.cascara.compiler.wasm.ExternType;
import dev.cascara.compiler.wasm.FieldType;
import dev.cascara.compiler.wasm.FunctionImportType;
import dev.cascara.compiler.wasm.FunctionType;
import dev.cascara.compiler.wasm.GlobalType;
import dev.cascara.compiler.wasm.HeapType;
import dev.cascara.compiler.wasm.Import;
import dev.cascara.compiler.wasm.IndexSpaces;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.NumberType;
import dev.cascara.compiler.wasm.PackedType;
import dev.cascara.compiler.wasm.RecursiveType;
import dev.cascara.compiler.wasm.ReferenceType;
import dev.cascara.compiler.wasm.StorageType;
import dev.cascara.compiler.wasm.StructType;
import dev.cascara.compiler.wasm.SubType;
import dev.cascara.compiler.wasm.TableType;
import dev.cascara.compiler.wasm.TagType;
import dev.cascara.compiler.wasm.ValueType;
import dev.cascara.runtime.internal.FunctionClasses;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The types of a module in the terms of the JVM.
 *
 * <p>Each defined type has a class: of functions, the class of references to functions of that
 * type; of structures and arrays, the class of their objects. The class of a subtype extends that
 * of its supertype. A class is named after the type's identity, so that modules that are compiled
 * into one package share the classes of the types that they share (section 3.3, "Defined Types").
 * Structures and arrays of modules in different packages are never of the same type, nor those of a
 * module whose imports and exports have no references. Of some function types that most programs
 * have, the class is one of the runtime's.
 */
public final class DefinedTypes {
  private static final int MAXIMUM_NAME_LENGTH = 80;

  private static final String RUNTIME_PACKAGE = "dev/cascara/runtime/internal/";

  private final List<SubType> subTypes;
  private final String typePackage;

  /** For each type its identity; for a plain function type, its text. */
  private final String[] identities;

  private final boolean[] plain;

  /** For each type whether its classes, or those of types that it refers to, have fields. */
  private final boolean[] aggregate;

  /** What the identities begin with, and names of classes, that no other module can know. */
  private final String privatePrefix;

  /** Whether the objects of structures and arrays are this module's alone. */
  private final boolean isClosed;

  /** By digest, for each group that is not one plain function type: the first with the same. */
  private final Map<String, Integer> groups = new HashMap<>();

  private final Map<Integer, IrType> irTypes = new ConcurrentHashMap<>();
  private final ExceptionTypes exceptions;
  private final Map<String, Integer> used = new ConcurrentSkipListMap<>();

  /**
   * Identifies the types of a module.
   *
   * @param module the valid module
   * @param spaces its index spaces
   * @param typePackage the package of the classes, with a final slash
   * @param className the simple name of the module's instance class
   */
  public DefinedTypes(Module module, IndexSpaces spaces, String typePackage, String className) {
    this.subTypes = module.subTypes();
    this.typePackage = typePackage;
    this.privatePrefix = typePackage + className + "$";
    this.exceptions = new ExceptionTypes(typePackage);
    this.identities = new String[subTypes.size()];
    this.plain = new boolean[subTypes.size()];
    this.aggregate = new boolean[subTypes.size()];
    int start = 0;
    for (RecursiveType type : module.types()) {
      identifyPlain(type, start);
      start += type.subTypes().size();
    }
    this.isClosed = isClosed(module, spaces);
    start = 0;
    for (RecursiveType type : module.types()) {
      if (!plain[start]) {
        identify(type, start);
      }
      start += type.subTypes().size();
    }
  }

  /**
   * Returns the classes of exceptions.
   *
   * @return those of this module
   */
  public ExceptionTypes exceptions() {
    return exceptions;
  }

  // ---------------------------------------------------------------- identity

  private void identifyPlain(RecursiveType type, int start) {
    if (type.subTypes().size() == 1) {
      SubType only = type.subTypes().get(0);
      if (only.isFinal()
          && only.supertypes().isEmpty()
          && only.compositeType() instanceof FunctionType function
          && isPlain(function)) {
        plain[start] = true;
        identities[start] = text(function);
      }
    }
  }

  /** Whether no reference gets into the module or out of it by what it imports and exports. */
  private boolean isClosed(Module module, IndexSpaces spaces) {
    return module.imports().stream().map(Import::type).allMatch(this::hasNoReferences)
        && module.exports().stream().allMatch(export -> hasNoReferences(export, spaces));
  }

  private boolean hasNoReferences(Export export, IndexSpaces spaces) {
    int index = export.index();
    return switch (export.kind()) {
      case FUNCTION -> hasNoReferences(spaces.functions()[index]);
      case TAG -> hasNoReferences(spaces.tags().get(index));
      case GLOBAL -> hasNoReferences(spaces.globals().get(index));
      case TABLE -> false;
      case MEMORY -> true;
    };
  }

  private boolean hasNoReferences(ExternType type) {
    if (type instanceof FunctionImportType function) {
      return hasNoReferences(function.typeIndex());
    }
    if (type instanceof TagType tag) {
      return hasNoReferences(tag.typeIndex());
    }
    return type instanceof GlobalType global
        ? !(global.valueType() instanceof ReferenceType)
        : !(type instanceof TableType);
  }

  private boolean hasNoReferences(int functionType) {
    FunctionType type = (FunctionType) compositeType(functionType);
    return plain[functionType]
        && Stream.concat(type.parameters().stream(), type.results().stream())
            .noneMatch(ReferenceType.class::isInstance);
  }

  private void identify(RecursiveType type, int start) {
    StringBuilder text = new StringBuilder();
    for (SubType subType : type.subTypes()) {
      text.append(subType.isFinal() ? '=' : '<');
      for (int supertype : subType.supertypes()) {
        appendIndex(text, supertype, start);
      }
      append(text, subType.compositeType(), start);
    }
    boolean local = isAggregate(type, start);
    // The objects of one package are not those of another: there the type is another.
    String digest = digest(local ? typePackage + " " + text : text.toString());
    int first = groups.computeIfAbsent(digest, each -> start);
    for (int i = 0; i < type.subTypes().size(); i++) {
      aggregate[start + i] = local;
      identities[start + i] =
          local && isClosed
              ? privatePrefix + letter(type.subTypes().get(i).compositeType()) + (first + i)
              : digest + "_" + i;
    }
  }

  /** Whether a structure or array is in the group, or in one that it refers to. */
  private boolean isAggregate(RecursiveType type, int start) {
    for (SubType subType : type.subTypes()) {
      if (!(subType.compositeType() instanceof FunctionType function)) {
        return true;
      }
      if (function.parameters().stream().anyMatch(each -> isAggregate(each, start))
          || function.results().stream().anyMatch(each -> isAggregate(each, start))
          || subType.supertypes().stream().anyMatch(index -> index < start && aggregate[index])) {
        return true;
      }
    }
    return false;
  }

  private boolean isAggregate(ValueType type, int start) {
    return type instanceof ReferenceType reference
        && reference.heapType() instanceof ConcreteHeapType concrete
        && concrete.typeIndex() < start
        && aggregate[concrete.typeIndex()];
  }

  private static boolean isPlain(FunctionType type) {
    return type.parameters().stream().allMatch(DefinedTypes::isPlain)
        && type.results().stream().allMatch(DefinedTypes::isPlain);
  }

  private static boolean isPlain(ValueType type) {
    return !(type instanceof ReferenceType reference
        && reference.heapType() instanceof ConcreteHeapType);
  }

  /** Writes a type such that two are the same if and only if the same is written for both. */
  private void append(StringBuilder text, CompositeType type, int start) {
    if (type instanceof FunctionType function) {
      text.append('F');
      function.parameters().forEach(parameter -> append(text, parameter, start));
      text.append('>');
      function.results().forEach(result -> append(text, result, start));
    } else if (type instanceof StructType struct) {
      text.append('S');
      struct.fields().forEach(field -> append(text, field, start));
    } else {
      text.append('A');
      append(text, ((ArrayType) type).element(), start);
    }
    text.append(';');
  }

  private void append(StringBuilder text, FieldType field, int start) {
    text.append(field.mutable() ? '*' : '.');
    append(text, field.storageType(), start);
  }

  private void append(StringBuilder text, StorageType type, int start) {
    if (type instanceof PackedType packed) {
      text.append(packed == PackedType.I8 ? 'b' : 's');
    } else if (type instanceof ReferenceType reference
        && reference.heapType() instanceof ConcreteHeapType concrete) {
      text.append(reference.nullable() ? '?' : '!');
      appendIndex(text, concrete.typeIndex(), start);
    } else {
      text.append(text((ValueType) type));
    }
  }

  /** References inside of the group count from its start, the others name an identity. */
  private void appendIndex(StringBuilder text, int typeIndex, int start) {
    if (typeIndex >= start) {
      text.append('#').append(typeIndex - start).append('#');
    } else {
      text.append('{').append(identities[typeIndex]).append('}');
    }
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      // In base 32: the names of classes are those of files, where upper case may be lower case.
      return new BigInteger(1, Arrays.copyOf(digest, 16)).toString(32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  // ---------------------------------------------------------------- texts for the runtime

  /**
   * Returns a function type as the runtime reads it.
   *
   * @param typeIndex the index of a function type
   * @return the text
   */
  public String functionText(int typeIndex) {
    String text = text((FunctionType) subTypes.get(typeIndex).compositeType());
    return plain[typeIndex] ? text : text + definedText(typeIndex);
  }

  private String text(FunctionType type) {
    StringBuilder text = new StringBuilder();
    type.parameters().forEach(parameter -> text.append(text(parameter)));
    text.append('>');
    type.results().forEach(result -> text.append(text(result)));
    return text.toString();
  }

  /**
   * Returns a value type as the runtime reads it.
   *
   * @param type the type
   * @return the text
   */
  public String text(ValueType type) {
    if (type instanceof NumberType number) {
      return switch (number) {
        case I32 -> "i";
        case I64 -> "l";
        case F32 -> "f";
        case F64 -> "d";
      };
    }
    if (type instanceof ReferenceType reference) {
      if (type.equals(ReferenceType.FUNCREF)) {
        return "w";
      }
      return type.equals(ReferenceType.EXTERNREF)
          ? "o"
          : (reference.nullable() ? "?" : "!") + text(reference.heapType());
    }
    return "v";
  }

  private String text(HeapType type) {
    if (type instanceof ConcreteHeapType concrete) {
      return definedText(concrete.typeIndex());
    }
    return switch ((AbstractHeapType) type) {
      case ANY -> "a";
      case EQ -> "q";
      case I31 -> "i";
      case STRUCT -> "s";
      case ARRAY -> "r";
      case NONE -> "n";
      case FUNC -> "F";
      case NOFUNC -> "f";
      case EXTERN -> "E";
      case NOEXTERN -> "e";
      case EXN -> "X";
      case NOEXN -> "x";
    };
  }

  /**
   * Returns a defined type as the runtime reads it.
   *
   * @param typeIndex the type's index
   * @return the text
   */
  public String definedText(int typeIndex) {
    if (plain[typeIndex]) {
      return "{P" + identities[typeIndex] + "}";
    }
    CompositeType type = subTypes.get(typeIndex).compositeType();
    StringBuilder text = new StringBuilder("{");
    text.append(letter(type)).append(identities[typeIndex]);
    for (OptionalInt supertype = supertype(typeIndex);
        supertype.isPresent();
        supertype = supertype(supertype.getAsInt())) {
      text.append(',').append(identities[supertype.getAsInt()]);
    }
    return text.append('}').toString();
  }

  /**
   * Returns whether the class of a type says by its name which type it is, and by its superclasses
   * what the supertypes are.
   *
   * @param typeIndex the type's index
   * @return true for types that are the module's own
   */
  public boolean isNamedByClass(int typeIndex) {
    return aggregate[typeIndex] && isClosed;
  }

  private static char letter(CompositeType type) {
    return type instanceof FunctionType ? 'F' : type instanceof StructType ? 'S' : 'A';
  }

  /**
   * Returns the types of a structure's fields, or of an array's elements, as the runtime reads
   * them. Where the class of a structure's field says which defined type it refers to, the text
   * does not.
   *
   * @param typeIndex the index of a structure or array type
   * @return the text
   */
  public String fieldsText(int typeIndex) {
    StringBuilder text = new StringBuilder();
    List<FieldType> fields = fields(typeIndex);
    for (int i = 0; i < fields.size(); i++) {
      FieldType field = fields.get(i);
      text.append(field.mutable() ? '*' : '.');
      if (field.storageType() instanceof PackedType packed) {
        text.append(packed == PackedType.I8 ? 'b' : 's');
      } else if (field.storageType() instanceof ReferenceType reference
          && reference.heapType() instanceof ConcreteHeapType concrete
          && compositeType(typeIndex) instanceof StructType
          && isReferenceTo(concrete, declaredField(typeIndex, i))) {
        text.append(reference.nullable() ? "?@" : "!@");
      } else {
        text.append(text((ValueType) field.storageType()));
      }
    }
    return text.toString();
  }

  private boolean isReferenceTo(ConcreteHeapType type, FieldType field) {
    return field.storageType() instanceof ReferenceType reference
        && reference.heapType() instanceof ConcreteHeapType concrete
        && identities[concrete.typeIndex()].equals(identities[type.typeIndex()]);
  }

  // ---------------------------------------------------------------- classes

  /**
   * Returns the fields of a structure type, or the one that stands for the elements of an array
   * type.
   *
   * @param typeIndex the index of a structure or array type
   * @return the fields' types
   */
  public List<FieldType> fields(int typeIndex) {
    return compositeType(typeIndex) instanceof StructType struct
        ? struct.fields()
        : List.of(((ArrayType) compositeType(typeIndex)).element());
  }

  /**
   * Returns the type that a structure's field has in the first of its supertypes that has the
   * field. The class of that type is the one that declares it.
   *
   * @param typeIndex the index of a structure type
   * @param field the field's index
   * @return the type, of which the field's own is a subtype
   */
  public FieldType declaredField(int typeIndex, int field) {
    int owner = typeIndex;
    for (OptionalInt above = supertype(owner);
        above.isPresent() && field < fields(above.getAsInt()).size();
        above = supertype(owner)) {
      owner = above.getAsInt();
    }
    return fields(owner).get(field);
  }

  /**
   * Returns how many slots the fields of a structure take as parameters.
   *
   * @param typeIndex the index of a structure type
   * @return the sum
   */
  public int creationSlots(int typeIndex) {
    return fields(typeIndex).stream()
        .map(this::unpacked)
        .mapToInt(type -> type.isVector() ? 2 * IrType.LONG.slots() : type.slots())
        .sum();
  }

  /**
   * Returns the type of the values that a field holds, packed integers as {@code i32}.
   *
   * @param field the field's type
   * @return the JVM's type
   */
  public IrType unpacked(FieldType field) {
    return field.storageType() instanceof ValueType type ? irType(type, 0) : IrType.INT;
  }

  /**
   * Returns the declared supertype of a type.
   *
   * @param typeIndex the type's index
   * @return the supertype's index, if there is one
   */
  public OptionalInt supertype(int typeIndex) {
    List<Integer> supertypes = subTypes.get(typeIndex).supertypes();
    return supertypes.isEmpty() ? OptionalInt.empty() : OptionalInt.of(supertypes.get(0));
  }

  /**
   * Returns the shape of a type.
   *
   * @param typeIndex the type's index
   * @return a function, structure or array type
   */
  public CompositeType compositeType(int typeIndex) {
    return subTypes.get(typeIndex).compositeType();
  }

  /**
   * Returns the type of references to a defined type. Its class is {@linkplain #used() used} from
   * then on.
   *
   * @param typeIndex the type's index
   * @return the type
   */
  public IrType irType(int typeIndex) {
    IrType known = irTypes.get(typeIndex);
    if (known != null) {
      return known;
    }
    OptionalInt supertype = supertype(typeIndex);
    IrType superclass;
    if (supertype.isPresent()) {
      superclass = irType(supertype.getAsInt());
    } else {
      CompositeType type = compositeType(typeIndex);
      superclass =
          type instanceof ArrayType array
              ? IrType.reference(ArrayStorage.of(array.element()).className(), IrType.ARRAY)
              : type instanceof StructType ? IrType.STRUCT : IrType.FUNCTION;
    }
    String name = className(typeIndex);
    boolean inRuntime = FunctionClasses.contains(name);
    IrType result =
        IrType.reference((inRuntime ? RUNTIME_PACKAGE : typePackage) + name, superclass);
    if (!inRuntime) {
      used.putIfAbsent(result.className(), typeIndex);
    }
    irTypes.put(typeIndex, result);
    return result;
  }

  /** The simple name of a type's class. */
  private String className(int typeIndex) {
    String identity = identities[typeIndex];
    CompositeType type = compositeType(typeIndex);
    if (isNamedByClass(typeIndex)) {
      return identity.substring(typePackage.length());
    }
    if (!(type instanceof FunctionType function)) {
      return (type instanceof StructType ? "Struct_" : "Array_") + identity;
    }
    String letters = plain[typeIndex] ? letters(function) : null;
    if (letters != null) {
      return "Function_" + letters;
    }
    return "Function_" + (plain[typeIndex] ? digest(identity) : identity);
  }

  /** A readable name for a type whose letters say all. */
  private @Nullable String letters(FunctionType type) {
    String name = text(type).replace('>', '_');
    return name.length() <= MAXIMUM_NAME_LENGTH && name.matches("[a-z]*_[a-z]*") ? name : null;
  }

  /**
   * Returns the types whose classes something refers to, but for those that the runtime has. To
   * look at what they consist of may add further ones.
   *
   * @return an index of each, in the order of the classes' names
   */
  public List<Integer> used() {
    return new ArrayList<>(used.values());
  }

  /**
   * Returns the type that carries values of a type.
   *
   * @param type the type
   * @param offset where it is used, for the exception
   * @return the JVM's type
   */
  public IrType irType(ValueType type, long offset) {
    if (type instanceof NumberType number) {
      return switch (number) {
        case I32 -> IrType.INT;
        case I64 -> IrType.LONG;
        case F32 -> IrType.FLOAT;
        case F64 -> IrType.DOUBLE;
      };
    }
    if (type instanceof ReferenceType reference) {
      return irType(reference.heapType());
    }
    return IrType.VECTOR;
  }

  /**
   * Returns the type of references to a heap type.
   *
   * @param type the heap type
   * @return the JVM's type; where only null is possible, that of the whole hierarchy
   */
  public IrType irType(HeapType type) {
    if (type instanceof ConcreteHeapType concrete) {
      return irType(concrete.typeIndex());
    }
    return switch ((AbstractHeapType) type) {
      case FUNC, NOFUNC -> IrType.FUNCTION;
      case EXN, NOEXN -> IrType.EXCEPTION;
      case STRUCT -> IrType.STRUCT;
      case ARRAY -> IrType.ARRAY;
      case I31 -> IrType.I31;
      case EQ -> IrType.EQ;
      case ANY, NONE, EXTERN, NOEXTERN -> IrType.OBJECT;
    };
  }
}
