package dev.cascara.wit.bindings;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.cascara.runtime.component.Lists;
import dev.cascara.runtime.component.Result;
import dev.cascara.runtime.component.Scalars;
import dev.cascara.runtime.component.Strings;
import dev.cascara.wit.Type;
import dev.cascara.wit.Type.Primitive;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * Writes code that lowers values (Canonical ABI, "Storing" and "Flat Lowering"). Each method adds
 * statements to a body; the code refers to the variable {@code options}, and for borrowed handles
 * to {@code borrows} and {@code lent}. Expressions of values may be evaluated more than once.
 */
final class LowerCode {
  private final Helpers helpers;
  private final JavaTypes types;
  private final Body body;

  LowerCode(Helpers helpers, Body body) {
    this.helpers = helpers;
    this.types = helpers.types();
    this.body = body;
  }

  // Flat values.

  /** Lowers a value to flat ones; returns their expressions. */
  List<CodeBlock> flat(Type type, CodeBlock value) {
    Type target = type.unaliased();
    if (target instanceof Primitive primitive) {
      return flatPrimitive(primitive, value);
    }
    if (target instanceof Type.ListType || target instanceof Type.MapType) {
      ListParts parts = list(target, value);
      return List.of(parts.address(), parts.length());
    }
    if (target instanceof Type.FixedLengthListType list) {
      return flatFixed(list, value);
    }
    if (target instanceof Type.TupleType tuple) {
      return flatFields(tuple.elements(), tupleValues(tuple.elements(), value));
    }
    if (target instanceof Type.Own || target instanceof Type.Borrow) {
      return List.of(intVariable("handle", handle(target, value)));
    }
    if (target instanceof Type.Named named) {
      TypeKind kind = named.definition().kind();
      if (kind instanceof TypeKind.Record record) {
        return flatFields(fieldTypes(record), recordValues(record, variable(named, value)));
      }
      if (kind instanceof TypeKind.Flags) {
        return List.of(
            intVariable("bits", CodeBlock.of("$T.lowerFlags($L)", Scalars.class, value)));
      }
      if (kind instanceof TypeKind.Enum) {
        return List.of(intVariable("number", CodeBlock.of("$L.ordinal()", value)));
      }
    }
    return flatCases(target, value);
  }

  private CodeBlock variable(Type type, CodeBlock value) {
    return isName(value) ? value : CodeBlock.of("$L", body.local(types.of(type), "value", value));
  }

  private CodeBlock intVariable(String hint, CodeBlock value) {
    return CodeBlock.of("$L", body.local(TypeName.INT, hint, value));
  }

  /** Whether an expression is nothing but a variable. */
  static boolean isName(CodeBlock value) {
    return value.toString().chars().allMatch(Character::isJavaIdentifierPart);
  }

  private static List<Type> fieldTypes(TypeKind.Record record) {
    return record.fields().stream().map(TypeKind.Field::type).toList();
  }

  private static List<CodeBlock> recordValues(TypeKind.Record record, CodeBlock value) {
    return TypeWriter.componentNames(record).stream()
        .map(name -> CodeBlock.of("$L.$L()", value, name))
        .toList();
  }

  private List<CodeBlock> tupleValues(List<Type> elements, CodeBlock value) {
    CodeBlock tuple = variable(new Type.TupleType(elements), value);
    List<Type> nested = JavaTypes.tupleElements(elements);
    List<CodeBlock> values = new ArrayList<>();
    for (int i = 0; i < nested.size(); i++) {
      values.add(CodeBlock.of("$L.v$L()", tuple, i));
    }
    if (nested.size() < elements.size()) {
      int rest = nested.size() - 1;
      CodeBlock last = values.remove(rest);
      values.addAll(tupleValues(elements.subList(rest, elements.size()), last));
    }
    return values;
  }

  private List<CodeBlock> flatFields(List<Type> fields, List<CodeBlock> values) {
    List<CodeBlock> flats = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      flats.addAll(flat(fields.get(i), values.get(i)));
    }
    return flats;
  }

  private List<CodeBlock> flatPrimitive(Primitive primitive, CodeBlock value) {
    return switch (primitive) {
      case BOOL -> List.of(CodeBlock.of("($L ? 1 : 0)", value));
      case U8 -> List.of(CodeBlock.of("($L & 0xFF)", value));
      case U16 -> List.of(CodeBlock.of("($L & 0xFFFF)", value));
      case S8, S16, S32, U32, S64, U64 -> List.of(value);
      case F32, F64 -> List.of(CodeBlock.of("$T.canonicalizeNan($L)", Scalars.class, value));
      case CHAR ->
          List.of(intVariable("point", CodeBlock.of("$T.lowerChar($L)", Scalars.class, value)));
      case STRING -> {
        String lowered =
            body.local(
                TypeName.LONG,
                "string",
                CodeBlock.of("$T.lower(options, $L)", Strings.class, value));
        yield List.of(
            CodeBlock.of("$T.address($L)", Strings.class, lowered),
            CodeBlock.of("$T.length($L)", Strings.class, lowered));
      }
      case ERROR_CONTEXT -> throw new IllegalStateException("rejected with the Java type");
    };
  }

  private List<CodeBlock> flatFixed(Type.FixedLengthListType list, CodeBlock value) {
    CodeBlock elements = fixedVariable(list, value);
    List<CodeBlock> flats = new ArrayList<>();
    for (int i = 0; i < list.length(); i++) {
      flats.addAll(
          flat(
              list.element(),
              JavaTypes.isInArray(list.element())
                  ? CodeBlock.of("$L[$L]", elements, i)
                  : CodeBlock.of("$L.get($L)", elements, i)));
    }
    return flats;
  }

  /** A variable with a list of fixed length, whose length was checked. */
  private CodeBlock fixedVariable(Type.FixedLengthListType list, CodeBlock value) {
    CodeBlock elements = variable(list, value);
    boolean array = JavaTypes.isInArray(list.element());
    body.statement(
        "$T.checkFixedLength($L, $L)",
        Lists.class,
        CodeBlock.of(array ? "$L.length" : "$L.size()", elements),
        list.length());
    return elements;
  }

  private List<CodeBlock> flatCases(Type type, CodeBlock value) {
    Shape.Cases shape = (Shape.Cases) types.shape(type);
    List<String> flats = new ArrayList<>();
    for (CoreType each : shape.flat()) {
      String hint = flats.isEmpty() ? "discriminant" : "flat";
      flats.add(body.local(each.javaType(), hint, CodeBlock.of("0")));
    }
    cases(
        type,
        value,
        number -> body.statement("$L = $L", flats.get(0), number),
        (payload, payloadValue) -> assignJoined(shape, flats, payload, payloadValue));
    return flats.stream().map(name -> CodeBlock.of("$L", name)).toList();
  }

  private void assignJoined(
      Shape.Cases shape, List<String> flats, Type payload, CodeBlock payloadValue) {
    List<CodeBlock> values = flat(payload, payloadValue);
    List<CoreType> own = types.shape(payload).flat();
    for (int i = 0; i < values.size(); i++) {
      CodeBlock joined = own.get(i).toJoined(values.get(i), shape.flat().get(i + 1));
      body.statement("$L = $L", flats.get(i + 1), joined);
    }
  }

  // Memory.

  /** Stores a value in memory that was checked or allocated. */
  void store(Type type, CodeBlock value, Address address) {
    Type target = type.unaliased();
    if (target instanceof Primitive primitive) {
      storePrimitive(primitive, value, address);
    } else if (target instanceof Type.ListType || target instanceof Type.MapType) {
      ListParts parts = list(target, value);
      write("writeInt", address, parts.address());
      write("writeInt", address.plus(4), parts.length());
    } else if (target instanceof Type.FixedLengthListType list) {
      storeFixed(list, value, address);
    } else if (target instanceof Type.TupleType tuple) {
      storeFields(
          tuple.elements(),
          tupleValues(tuple.elements(), value),
          (Shape.Fields) types.shape(tuple),
          address);
    } else if (target instanceof Type.Own || target instanceof Type.Borrow) {
      write("writeInt", address, handle(target, value));
    } else if (target instanceof Type.Named named
        && (named.definition().kind() instanceof TypeKind.Record
            || named.definition().kind() instanceof TypeKind.Variant)) {
      body.statement("$L", helpers.store(named.definition(), value, address));
    } else if (target instanceof Type.Named named) {
      storeNamed(named.definition(), value, address);
    } else {
      storeCases(target, value, address);
    }
  }

  /** Stores a value of a type that has a name, here and not in a helper. */
  void storeNamed(TypeDefinition type, CodeBlock value, Address address) {
    Type named = new Type.Named(type);
    if (type.kind() instanceof TypeKind.Record record) {
      storeFields(
          fieldTypes(record),
          recordValues(record, value),
          (Shape.Fields) types.shape(named),
          address);
    } else if (type.kind() instanceof TypeKind.Flags) {
      CodeBlock bits = CodeBlock.of("$T.lowerFlags($L)", Scalars.class, value);
      writeUnsigned(types.shape(named).size(), address, bits);
    } else if (type.kind() instanceof TypeKind.Enum) {
      Shape.Cases shape = (Shape.Cases) types.shape(named);
      writeUnsigned(shape.discriminantSize(), address, CodeBlock.of("$L.ordinal()", value));
    } else {
      storeCases(named, value, address);
    }
  }

  private void storeFields(
      List<Type> fields, List<CodeBlock> values, Shape.Fields shape, Address address) {
    for (int i = 0; i < fields.size(); i++) {
      store(fields.get(i), values.get(i), address.plus(shape.offsets().get(i)));
    }
  }

  private void storeCases(Type type, CodeBlock value, Address address) {
    Shape.Cases shape = (Shape.Cases) types.shape(type);
    cases(
        type,
        value,
        number -> storeDiscriminant(shape, address, number),
        (payload, payloadValue) ->
            store(payload, payloadValue, address.plus(shape.payloadOffset())));
  }

  /** Stores the number of a case. */
  void storeDiscriminant(Shape.Cases shape, Address address, int number) {
    writeUnsigned(shape.discriminantSize(), address, CodeBlock.of("$L", number));
  }

  private void write(String method, Address address, CodeBlock value) {
    body.statement("$L.$L($L, $L)", body.memory(), method, address.code(), value);
  }

  private void writeUnsigned(int size, Address address, CodeBlock value) {
    switch (size) {
      case 1 -> write("writeByte", address, CodeBlock.of("(byte) $L", value));
      case 2 -> write("writeShort", address, CodeBlock.of("(short) $L", value));
      default -> write("writeInt", address, value);
    }
  }

  private void storePrimitive(Primitive primitive, CodeBlock value, Address address) {
    switch (primitive) {
      case BOOL -> write("writeByte", address, CodeBlock.of("(byte) ($L ? 1 : 0)", value));
      case S8, U8 -> write("writeByte", address, value);
      case S16, U16 -> write("writeShort", address, value);
      case S32, U32 -> write("writeInt", address, value);
      case S64, U64 -> write("writeLong", address, value);
      case F32 ->
          write("writeInt", address, CodeBlock.of("$T.floatToIntBits($L)", Float.class, value));
      case F64 ->
          write("writeLong", address, CodeBlock.of("$T.doubleToLongBits($L)", Double.class, value));
      case CHAR ->
          write("writeInt", address, CodeBlock.of("$T.lowerChar($L)", Scalars.class, value));
      case STRING ->
          body.statement("$T.store(options, $L, $L)", Strings.class, value, address.code());
      case ERROR_CONTEXT -> throw new IllegalStateException("rejected with the Java type");
    }
  }

  private void storeFixed(Type.FixedLengthListType list, CodeBlock value, Address address) {
    CodeBlock elements = fixedVariable(list, value);
    String index = body.name("i");
    body.begin("for (int $1L = 0; $1L < $2L; $1L++)", index, list.length());
    int size = types.shape(list.element()).size();
    String element =
        body.local(
            TypeName.INT, "element", CodeBlock.of("$L + $L * $L", address.code(), index, size));
    store(
        list.element(),
        JavaTypes.isInArray(list.element())
            ? CodeBlock.of("$L[$L]", elements, index)
            : CodeBlock.of("$L.get($L)", elements, index),
        new Address(element, 0));
    body.end();
  }

  // Both.

  private CodeBlock handle(Type type, CodeBlock value) {
    return type instanceof Type.Own own
        ? helpers.handles().lowerOwn(own.resource(), value)
        : helpers.handles().lowerBorrow(((Type.Borrow) type).resource(), value);
  }

  private record ListParts(CodeBlock address, CodeBlock length) {}

  private ListParts list(Type type, CodeBlock value) {
    CodeBlock elements = variable(type, value);
    if (type instanceof Type.ListType list
        && list.element().unaliased() instanceof Primitive primitive
        && primitive != Primitive.STRING) {
      CodeBlock address =
          CodeBlock.of(
              "$T.lower$L(options, $L)", Lists.class, LiftCode.arrays(primitive), elements);
      return new ListParts(intVariable("address", address), CodeBlock.of("$L.length", elements));
    }
    String count = body.local(TypeName.INT, "count", CodeBlock.of("$L.size()", elements));
    if (type instanceof Type.MapType map) {
      return map(map, elements, count);
    }
    Type element = ((Type.ListType) type).element();
    Shape shape = types.shape(element);
    String start = allocate(shape, count);
    String at = body.local(TypeName.INT, "element", CodeBlock.of("$L", start));
    String each = body.name("each");
    body.begin("for ($T $L : $L)", types.of(element), each, elements);
    store(element, CodeBlock.of("$L", each), new Address(at, 0));
    body.statement("$L += $L", at, shape.size());
    body.end();
    return new ListParts(CodeBlock.of("$L", start), CodeBlock.of("$L", count));
  }

  private ListParts map(Type.MapType map, CodeBlock elements, String count) {
    Shape.Fields shape = types.fields(List.of(map.key(), map.value()));
    String start = allocate(shape, count);
    String at = body.local(TypeName.INT, "element", CodeBlock.of("$L", start));
    String each = body.name("entry");
    TypeName entry =
        ParameterizedTypeName.get(
            ClassName.get(Map.Entry.class), types.boxed(map.key()), types.boxed(map.value()));
    body.begin("for ($T $L : $L.entrySet())", entry, each, elements);
    store(map.key(), CodeBlock.of("$L.getKey()", each), new Address(at, 0));
    store(
        map.value(), CodeBlock.of("$L.getValue()", each), new Address(at, shape.offsets().get(1)));
    body.statement("$L += $L", at, shape.size());
    body.end();
    return new ListParts(CodeBlock.of("$L", start), CodeBlock.of("$L", count));
  }

  private String allocate(Shape element, String count) {
    return body.local(
        TypeName.INT,
        "start",
        CodeBlock.of(
            "options.allocateList($L, $L, $L)", element.alignment(), count, element.size()));
  }

  private interface CaseNumber {
    void lower(int number);
  }

  /** Lowers a variant, option or result: for each case its number and its payload. */
  private void cases(
      Type type, CodeBlock value, CaseNumber number, BiConsumer<Type, CodeBlock> payload) {
    CodeBlock variable = variable(type, value);
    if (type instanceof Type.OptionType option) {
      body.begin("if ($L.isPresent())", variable);
      number.lower(1);
      payload.accept(
          option.some(), payloadVariable(option.some(), CodeBlock.of("$L.get()", variable)));
      body.next("else");
      number.lower(0);
      body.end();
    } else if (type instanceof Type.ResultType result) {
      if (result.error().isEmpty()) {
        refuseNull(variable);
      }
      result(result, variable, number, payload);
    } else {
      TypeDefinition definition = ((Type.Named) type).definition();
      TypeKind.Variant variant = (TypeKind.Variant) definition.kind();
      if (variant.cases().get(variant.cases().size() - 1).type().isEmpty()) {
        refuseNull(variable);
      }
      variant(definition, variant, variable, number, payload);
    }
  }

  /** The last case is what is no other one: without a payload to get, null would pass for it. */
  private void refuseNull(CodeBlock value) {
    body.statement("$T.requireNonNull($L)", Objects.class, value);
  }

  private CodeBlock payloadVariable(Type type, CodeBlock value) {
    return CodeBlock.of("$L", body.local(types.of(type), "payload", value));
  }

  private void result(
      Type.ResultType type,
      CodeBlock value,
      CaseNumber number,
      BiConsumer<Type, CodeBlock> payload) {
    TypeName ok = types.boxed(type.ok());
    TypeName error = types.boxed(type.error());
    String okName = body.name("ok");
    body.begin("if ($L instanceof $T<$T, $T> $L)", value, Result.Ok.class, ok, error, okName);
    number.lower(0);
    type.ok()
        .ifPresent(
            of -> payload.accept(of, payloadVariable(of, CodeBlock.of("$L.value()", okName))));
    body.next("else");
    number.lower(1);
    type.error()
        .ifPresent(
            of ->
                payload.accept(
                    of,
                    payloadVariable(
                        of,
                        CodeBlock.of(
                            "(($T<$T, $T>) $L).error()", Result.Err.class, ok, error, value))));
    body.end();
  }

  private void variant(
      TypeDefinition type,
      TypeKind.Variant variant,
      CodeBlock value,
      CaseNumber number,
      BiConsumer<Type, CodeBlock> payload) {
    List<ClassName> classes = TypeWriter.caseClasses(types.classOf(type), variant);
    int last = classes.size() - 1;
    for (int i = 0; i < last; i++) {
      TypeKind.Case each = variant.cases().get(i);
      CodeBlock test = CodeBlock.of("if ($L instanceof $T)", value, classes.get(i));
      CodeBlock of = value;
      if (each.type().isPresent()) {
        String name = body.name("of");
        test = CodeBlock.of("if ($L instanceof $T $L)", value, classes.get(i), name);
        of = CodeBlock.of("$L", name);
      }
      if (i == 0) {
        body.begin("$L", test);
      } else {
        body.next("else $L", test);
      }
      lowerCase(each, i, of, number, payload);
    }
    CodeBlock cast = CodeBlock.of("(($T) $L)", classes.get(last), value);
    if (last == 0) {
      lowerCase(variant.cases().get(0), 0, cast, number, payload);
    } else {
      body.next("else");
      lowerCase(variant.cases().get(last), last, cast, number, payload);
      body.end();
    }
  }

  private void lowerCase(
      TypeKind.Case of,
      int index,
      CodeBlock value,
      CaseNumber number,
      BiConsumer<Type, CodeBlock> payload) {
    number.lower(index);
    if (of.type().isPresent()) {
      CodeBlock get = CodeBlock.of("$L.value()", value);
      payload.accept(of.type().get(), payloadVariable(of.type().get(), get));
    }
  }
}
