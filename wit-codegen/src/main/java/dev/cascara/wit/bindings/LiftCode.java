package dev.cascara.wit.bindings;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.cascara.runtime.component.Lists;
import dev.cascara.runtime.component.Result;
import dev.cascara.runtime.component.Scalars;
import dev.cascara.runtime.component.Strings;
import dev.cascara.runtime.component.Unit;
import dev.cascara.wit.Type;
import dev.cascara.wit.Type.Primitive;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.TypeKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes code that lifts values (Canonical ABI, "Loading" and "Flat Lifting"). Each method adds
 * statements to a body and returns an expression of the value; the code refers to the variable
 * {@code options}, and for borrowed handles to {@code lends}.
 */
final class LiftCode {
  private final Helpers helpers;
  private final JavaTypes types;
  private final Body body;

  LiftCode(Helpers helpers, Body body) {
    this.helpers = helpers;
    this.types = helpers.types();
    this.body = body;
  }

  /** Where a value comes from. */
  interface Source {
    CodeBlock lift(Type type);
  }

  // Flat values.

  /** Lifts a value from flat ones, whose expressions may be evaluated more than once. */
  CodeBlock flat(Type type, List<CodeBlock> flats) {
    Type target = type.unaliased();
    if (target instanceof Primitive primitive) {
      return flatPrimitive(primitive, flats);
    }
    if (target instanceof Type.ListType list) {
      return list(list.element(), flats.get(0), flats.get(1));
    }
    if (target instanceof Type.MapType map) {
      return map(map, flats.get(0), flats.get(1));
    }
    if (target instanceof Type.FixedLengthListType list) {
      return flatFixed(list, flats);
    }
    if (target instanceof Type.TupleType tuple) {
      return tuple(tuple.elements(), flatSources(tuple.elements(), flats), 0);
    }
    if (target instanceof Type.Own || target instanceof Type.Borrow) {
      return handle(target, flats.get(0));
    }
    if (target instanceof Type.Named named) {
      TypeKind kind = named.definition().kind();
      if (kind instanceof TypeKind.Record record) {
        return record(named.definition(), flatSources(fieldTypes(record), flats));
      }
      if (kind instanceof TypeKind.Flags) {
        return flags(named.definition(), flats.get(0));
      }
    }
    Shape.Cases shape = (Shape.Cases) types.shape(target);
    return cases(
        target, shape, flats.get(0), payload -> flat(payload, unjoined(shape, payload, flats)));
  }

  /** The flat values of a case's payload, in the payload's own types. */
  private List<CodeBlock> unjoined(Shape.Cases shape, Type payload, List<CodeBlock> flats) {
    List<CoreType> own = types.shape(payload).flat();
    List<CodeBlock> values = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      CoreType type = own.get(i);
      CoreType joined = shape.flat().get(i + 1);
      CodeBlock value = type.fromJoined(flats.get(i + 1), joined);
      values.add(
          type == joined ? value : CodeBlock.of("$L", body.local(type.javaType(), "flat", value)));
    }
    return values;
  }

  private List<CodeBlock> flatSources(List<Type> elements, List<CodeBlock> flats) {
    List<CodeBlock> values = new ArrayList<>();
    int next = 0;
    for (Type element : elements) {
      int count = types.shape(element).flat().size();
      values.add(flat(element, flats.subList(next, next + count)));
      next += count;
    }
    return values;
  }

  private static List<Type> fieldTypes(TypeKind.Record record) {
    return record.fields().stream().map(TypeKind.Field::type).toList();
  }

  private CodeBlock flatPrimitive(Primitive primitive, List<CodeBlock> flats) {
    CodeBlock value = flats.get(0);
    return switch (primitive) {
      case BOOL -> CodeBlock.of("$L != 0", value);
      case S8, U8 -> CodeBlock.of("(byte) $L", value);
      case S16, U16 -> CodeBlock.of("(short) $L", value);
      case S32, U32, S64, U64 -> value;
      case F32, F64 -> CodeBlock.of("$T.canonicalizeNan($L)", Scalars.class, value);
      case CHAR -> CodeBlock.of("$T.liftChar($L)", Scalars.class, value);
      case STRING ->
          variable(
              Primitive.STRING,
              "string",
              CodeBlock.of("$T.lift(options, $L, $L)", Strings.class, value, flats.get(1)));
      case ERROR_CONTEXT -> throw new IllegalStateException("rejected with the Java type");
    };
  }

  private CodeBlock flatFixed(Type.FixedLengthListType list, List<CodeBlock> flats) {
    int count = (int) list.length();
    return fixed(list, flatSources(Collections.nCopies(count, list.element()), flats));
  }

  private CodeBlock fixed(Type.FixedLengthListType list, List<CodeBlock> values) {
    return JavaTypes.isInArray(list.element())
        ? variable(list, "array", CodeBlock.of("{$L}", CodeBlock.join(values, ", ")))
        : variable(
            list, "list", CodeBlock.of("$T.of($L)", List.class, CodeBlock.join(values, ", ")));
  }

  private CodeBlock variable(Type type, String hint, CodeBlock value) {
    return CodeBlock.of("$L", body.local(types.of(type), hint, value));
  }

  // Memory.

  /** Lifts a value from memory that was checked. */
  CodeBlock load(Type type, Address address) {
    Type target = type.unaliased();
    if (target instanceof Primitive primitive) {
      return loadPrimitive(primitive, address);
    }
    if (target instanceof Type.ListType list) {
      return list(list.element(), loadInt(address), loadInt(address.plus(4)));
    }
    if (target instanceof Type.MapType map) {
      return map(map, loadInt(address), loadInt(address.plus(4)));
    }
    if (target instanceof Type.FixedLengthListType list) {
      return loadFixed(list, address);
    }
    if (target instanceof Type.TupleType tuple) {
      Shape.Fields shape = (Shape.Fields) types.shape(tuple);
      return tuple(tuple.elements(), loadFields(tuple.elements(), shape, address), 0);
    }
    if (target instanceof Type.Own || target instanceof Type.Borrow) {
      return handle(target, loadInt(address));
    }
    if (target instanceof Type.Named named) {
      TypeKind kind = named.definition().kind();
      if (kind instanceof TypeKind.Flags || kind instanceof TypeKind.Enum) {
        return loadNamed(named.definition(), address);
      }
      return variable(named, "value", helpers.load(named.definition(), address));
    }
    return loadCases(target, address);
  }

  /** Loads a value of a type that has a name, here and not in a helper. */
  CodeBlock loadNamed(TypeDefinition type, Address address) {
    Type named = new Type.Named(type);
    if (type.kind() instanceof TypeKind.Record record) {
      Shape.Fields shape = (Shape.Fields) types.shape(named);
      return record(type, loadFields(fieldTypes(record), shape, address));
    }
    if (type.kind() instanceof TypeKind.Flags) {
      return flags(type, loadUnsigned(types.shape(named).size(), address));
    }
    return loadCases(named, address);
  }

  private CodeBlock loadCases(Type type, Address address) {
    Shape.Cases shape = (Shape.Cases) types.shape(type);
    Address payload = address.plus(shape.payloadOffset());
    return cases(
        type,
        shape,
        loadUnsigned(shape.discriminantSize(), address),
        payloadType -> load(payloadType, payload));
  }

  private List<CodeBlock> loadFields(List<Type> fields, Shape.Fields shape, Address address) {
    List<CodeBlock> values = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      values.add(load(fields.get(i), address.plus(shape.offsets().get(i))));
    }
    return values;
  }

  private CodeBlock read(String method, Address address) {
    return CodeBlock.of("$L.$L($L)", body.memory(), method, address.code());
  }

  private CodeBlock loadInt(Address address) {
    return read("readInt", address);
  }

  private CodeBlock loadUnsigned(int size, Address address) {
    return switch (size) {
      case 1 -> CodeBlock.of("$L & 0xFF", read("readByte", address));
      case 2 -> CodeBlock.of("$L & 0xFFFF", read("readShort", address));
      default -> loadInt(address);
    };
  }

  private CodeBlock loadPrimitive(Primitive primitive, Address address) {
    return switch (primitive) {
      case BOOL -> CodeBlock.of("$L != 0", read("readByte", address));
      case S8, U8 -> read("readByte", address);
      case S16, U16 -> read("readShort", address);
      case S32, U32 -> loadInt(address);
      case S64, U64 -> read("readLong", address);
      case F32 ->
          CodeBlock.of(
              "$T.canonicalizeNan($T.intBitsToFloat($L))",
              Scalars.class,
              Float.class,
              loadInt(address));
      case F64 ->
          CodeBlock.of(
              "$T.canonicalizeNan($T.longBitsToDouble($L))",
              Scalars.class,
              Double.class,
              read("readLong", address));
      case CHAR -> CodeBlock.of("$T.liftChar($L)", Scalars.class, loadInt(address));
      case STRING ->
          variable(
              Primitive.STRING,
              "string",
              CodeBlock.of("$T.load(options, $L)", Strings.class, address.code()));
      case ERROR_CONTEXT -> throw new IllegalStateException("rejected with the Java type");
    };
  }

  private CodeBlock loadFixed(Type.FixedLengthListType list, Address address) {
    int size = types.shape(list.element()).size();
    TypeName javaType = types.of(list);
    String result;
    if (javaType instanceof ArrayTypeName array) {
      result =
          body.local(
              javaType, "array", CodeBlock.of("new $T[$L]", array.componentType(), list.length()));
    } else {
      result =
          body.local(
              javaType, "list", CodeBlock.of("new $T<>($L)", ArrayList.class, list.length()));
    }
    String index = body.name("i");
    body.begin("for (int $1L = 0; $1L < $2L; $1L++)", index, list.length());
    String element =
        body.local(
            TypeName.INT, "element", CodeBlock.of("$L + $L * $L", address.code(), index, size));
    CodeBlock value = load(list.element(), new Address(element, 0));
    if (javaType instanceof ArrayTypeName) {
      body.statement("$L[$L] = $L", result, index, value);
      body.end();
      return CodeBlock.of("$L", result);
    }
    body.statement("$L.add($L)", result, value);
    body.end();
    return unmodifiable("unmodifiableList", result);
  }

  // Both.

  private static CodeBlock unmodifiable(String method, String variable) {
    return CodeBlock.of("$T.$L($L)", Collections.class, method, variable);
  }

  private CodeBlock record(TypeDefinition type, List<CodeBlock> values) {
    return CodeBlock.of("new $T($L)", types.classOf(type), CodeBlock.join(values, ", "));
  }

  private CodeBlock tuple(List<Type> elements, List<CodeBlock> values, int first) {
    List<Type> nested = JavaTypes.tupleElements(elements);
    List<CodeBlock> arguments = new ArrayList<>(values.subList(first, first + nested.size()));
    if (nested.size() < elements.size()) {
      int rest = nested.size() - 1;
      arguments.set(rest, tuple(elements.subList(rest, elements.size()), values, first + rest));
    }
    return CodeBlock.of(
        "new $T<>($L)", JavaTypes.tupleClass(nested.size()), CodeBlock.join(arguments, ", "));
  }

  private CodeBlock handle(Type type, CodeBlock handle) {
    CodeBlock value =
        type instanceof Type.Own own
            ? helpers.handles().liftOwn(own.resource(), handle)
            : helpers.handles().liftBorrow(((Type.Borrow) type).resource(), handle);
    return variable(type, "resource", value);
  }

  private CodeBlock flags(TypeDefinition type, CodeBlock bits) {
    return CodeBlock.of(
        "$T.liftFlags($L, $T.class, $L)",
        Scalars.class,
        bits,
        types.classOf(type),
        helpers.constants(type));
  }

  private CodeBlock list(Type element, CodeBlock address, CodeBlock length) {
    if (element.unaliased() instanceof Primitive primitive && primitive != Primitive.STRING) {
      return variable(
          new Type.ListType(element),
          "array",
          CodeBlock.of(
              "$T.lift$L(options, $L, $L)", Lists.class, arrays(primitive), address, length));
    }
    Shape shape = types.shape(element);
    String start = body.local(TypeName.INT, "start", address);
    String count = checkedLength(shape, start, length);
    String list =
        body.local(
            types.of(new Type.ListType(element)),
            "list",
            CodeBlock.of("new $T<>($L)", ArrayList.class, count));
    Address at = beginLoop(shape, start, count);
    body.statement("$L.add($L)", list, load(element, at));
    body.end();
    return unmodifiable("unmodifiableList", list);
  }

  private CodeBlock map(Type.MapType map, CodeBlock address, CodeBlock length) {
    Shape.Fields shape = types.fields(List.of(map.key(), map.value()));
    String start = body.local(TypeName.INT, "start", address);
    String count = checkedLength(shape, start, length);
    String result =
        body.local(types.of(map), "map", CodeBlock.of("new $T<>()", LinkedHashMap.class));
    Address at = beginLoop(shape, start, count);
    String key = body.local(types.of(map.key()), "key", load(map.key(), at));
    body.statement(
        "$L.put($L, $L)", result, key, load(map.value(), at.plus(shape.offsets().get(1))));
    body.end();
    return unmodifiable("unmodifiableMap", result);
  }

  private String checkedLength(Shape element, String start, CodeBlock length) {
    return body.local(
        TypeName.INT,
        "count",
        CodeBlock.of(
            "$T.check(options, $L, $L, $L, $L)",
            Lists.class,
            start,
            length,
            element.size(),
            element.alignment()));
  }

  private Address beginLoop(Shape element, String start, String count) {
    String index = body.name("i");
    body.begin("for (int $1L = 0; $1L < $2L; $1L++)", index, count);
    return new Address(
        body.local(
            TypeName.INT, "element", CodeBlock.of("$L + $L * $L", start, index, element.size())),
        0);
  }

  /** The end of the names of the runtime's methods for arrays. */
  static String arrays(Primitive primitive) {
    return switch (primitive) {
      case BOOL -> "Booleans";
      case S8, U8 -> "Bytes";
      case S16, U16 -> "Shorts";
      case S32, U32 -> "Ints";
      case S64, U64 -> "Longs";
      case F32 -> "Floats";
      case F64 -> "Doubles";
      case CHAR -> "Chars";
      case STRING, ERROR_CONTEXT -> throw new IllegalArgumentException(primitive.keyword());
    };
  }

  /** Lifts a variant, enum, option or result. */
  private CodeBlock cases(Type type, Shape.Cases shape, CodeBlock discriminant, Source payloads) {
    CodeBlock number =
        CodeBlock.of(
            "$T.liftDiscriminant($L, $L)", Scalars.class, discriminant, shape.cases().size());
    if (type instanceof Type.Named named && named.definition().kind() instanceof TypeKind.Enum) {
      return CodeBlock.of("$L[$L]", helpers.constants(named.definition()), number);
    }
    if (type instanceof Type.OptionType option) {
      return either(
          type,
          "option",
          number,
          () -> CodeBlock.of("$T.empty()", Optional.class),
          () -> CodeBlock.of("$T.of($L)", Optional.class, payloads.lift(option.some())));
    }
    if (type instanceof Type.ResultType result) {
      return either(
          type,
          "result",
          number,
          () -> CodeBlock.of("$T.ok($L)", Result.class, unitOr(result.ok(), payloads)),
          () -> CodeBlock.of("$T.err($L)", Result.class, unitOr(result.error(), payloads)));
    }
    TypeDefinition definition = ((Type.Named) type).definition();
    return variant(definition, (TypeKind.Variant) definition.kind(), number, payloads);
  }

  private static CodeBlock unitOr(Optional<Type> payload, Source payloads) {
    return payload
        .map(payloads::lift)
        .orElseGet(() -> CodeBlock.of("$T.$L", Unit.class, Unit.UNIT));
  }

  /** Writes a decision between the cases 0 and 1. */
  private CodeBlock either(
      Type type, String hint, CodeBlock number, Supplier<CodeBlock> zero, Supplier<CodeBlock> one) {
    String result = body.declare(types.of(type), hint);
    body.begin("if ($L == 0)", number);
    body.statement("$L = $L", result, zero.get());
    body.next("else");
    body.statement("$L = $L", result, one.get());
    body.end();
    return CodeBlock.of("$L", result);
  }

  private CodeBlock variant(
      TypeDefinition type, TypeKind.Variant variant, CodeBlock number, Source payloads) {
    ClassName javaType = types.classOf(type);
    List<ClassName> classes = TypeWriter.caseClasses(javaType, variant);
    String result = body.declare(javaType, "variant");
    body.begin("switch ($L)", number);
    for (int i = 0; i < classes.size(); i++) {
      Optional<Type> payload = variant.cases().get(i).type();
      body.begin("case $L ->", i);
      CodeBlock argument = payload.map(payloads::lift).orElseGet(() -> CodeBlock.of(""));
      body.statement("$L = new $T($L)", result, classes.get(i), argument);
      body.end();
    }
    body.statement("default -> throw new $T()", IllegalStateException.class);
    body.end();
    return CodeBlock.of("$L", result);
  }

  /** The statements of a whole result: for an error, an exception is made and not yet thrown. */
  void wholeResult(
      Type.ResultType result,
      CodeBlock discriminant,
      Source payloads,
      String value,
      String failure,
      ClassName exception) {
    body.begin("if ($T.liftDiscriminant($L, 2) == 0)", Scalars.class, discriminant);
    result.ok().ifPresent(type -> body.statement("$L = $L", value, payloads.lift(type)));
    body.next("else");
    body.statement(
        "$L = new $T($L)",
        failure,
        exception,
        result.error().map(payloads::lift).orElseGet(() -> CodeBlock.of("")));
    body.end();
  }

  /** Lifts the payload of a function's whole result from flat values. */
  CodeBlock flatPayload(Type.ResultType result, Type payload, List<CodeBlock> flats) {
    return flat(payload, unjoined((Shape.Cases) types.shape(result), payload, flats));
  }

  /** The discriminant of a variant in memory. */
  CodeBlock loadDiscriminant(Shape.Cases shape, Address address) {
    return loadUnsigned(shape.discriminantSize(), address);
  }
}
