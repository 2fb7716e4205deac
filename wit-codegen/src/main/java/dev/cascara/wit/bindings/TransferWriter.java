package dev.cascara.wit.bindings;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.component.ComponentFunctionType;
import dev.cascara.compiler.component.ComponentValueType;
import dev.cascara.compiler.component.PrimitiveType;
import dev.cascara.compiler.component.ResourceType;
import dev.cascara.compiler.component.TypeStructure;
import dev.cascara.runtime.component.BorrowScope;
import dev.cascara.runtime.component.CanonicalOptions;
import dev.cascara.runtime.component.LendScope;
import dev.cascara.runtime.component.Lists;
import dev.cascara.runtime.component.Scalars;
import dev.cascara.runtime.component.Strings;
import dev.cascara.wit.Type.Primitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Writes a call from one component to another: {@code canon lower} of a {@code canon lift}. Each
 * value goes from the one's flat values or memory straight to the other's; there are Java objects
 * only for strings and lists of scalars.
 */
final class TransferWriter {
  /** Types share their parts, so that a small one can have any number of them when written out. */
  private static final int MAXIMUM_PARTS = 3000;

  private final Function<ResourceType, CodeBlock> resourceTypes;
  private final Predicate<ResourceType> isHostDefined;
  private final CodeBlock callerOptions;
  private final CodeBlock calleeOptions;
  private final Body body = new Body(List.of("caller", "callee", "lends", "borrows", "thrown"));
  private final Map<ComponentValueType, Shape> shapes = new HashMap<>();
  private int parts;

  /**
   * A function that was written.
   *
   * @param parameters the core parameters, named {@code value} if there is one, else {@code value0}
   *     and so on
   * @param result the core result
   * @param body the statements
   */
  record Transfer(List<CoreType> parameters, Optional<CoreType> result, CodeBlock body) {}

  /** Where a value comes from. */
  private sealed interface Source {}

  private record FlatSource(List<CodeBlock> values) implements Source {}

  private record MemorySource(Address address) implements Source {}

  TransferWriter(
      Function<ResourceType, CodeBlock> resourceTypes,
      Predicate<ResourceType> isHostDefined,
      CodeBlock callerOptions,
      CodeBlock calleeOptions) {
    this.resourceTypes = resourceTypes;
    this.isHostDefined = isHostDefined;
    this.callerOptions = callerOptions;
    this.calleeOptions = calleeOptions;
  }

  Transfer write(ComponentFunctionType type, CodeBlock function, Optional<CodeBlock> postReturn) {
    List<ComponentValueType> types =
        type.parameters().stream().map(TypeStructure.Field::type).toList();
    Shape.Fields shape = Shape.fields(types.stream().map(this::shape).toList());
    Optional<Shape> result = type.result().map(this::shape);
    boolean inMemory = shape.flat().size() > LoweringWriter.MAXIMUM_FLAT_PARAMETERS;
    boolean resultInMemory = result.isPresent() && result.get().flat().size() > 1;
    List<CoreType> parameters = new ArrayList<>(inMemory ? List.of(CoreType.I32) : shape.flat());
    if (resultInMemory) {
      parameters.add(CoreType.I32);
    }
    List<CodeBlock> names = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      names.add(CodeBlock.of("$L", body.name(parameters.size() == 1 ? "value" : "value" + i)));
    }
    body.statement("$T caller = $L", CanonicalOptions.class, callerOptions);
    body.statement("$T callee = $L", CanonicalOptions.class, calleeOptions);
    body.statement("caller.instance().checkMayLeave()");
    if (shape.hasBorrow()) {
      body.statement("$1T lends = new $1T()", LendScope.class);
      body.statement("$1T borrows = new $1T()", BorrowScope.class);
    }
    body.statement("callee.instance().enterFrom(caller.instance())");
    List<CodeBlock> arguments =
        inMemory
            ? List.of(parametersInMemory(types, shape, names.get(0)))
            : flatParameters(types, names);
    CodeBlock call = CodeBlock.of("$L($L)", function, CodeBlock.join(arguments, ", "));
    Optional<CodeBlock> returned =
        type.result().isEmpty()
            ? callWithoutResult(call, postReturn)
            : callWithResult(type.result().get(), call, postReturn, names);
    if (shape.hasBorrow()) {
      body.statement("borrows.end()");
      body.statement("lends.end()");
    }
    body.statement("callee.instance().exitTo(caller.instance())");
    returned.ifPresent(value -> body.statement("return $L", value));
    Optional<CoreType> coreResult =
        result.isPresent() && !resultInMemory
            ? Optional.of(result.get().flat().get(0))
            : Optional.empty();
    return new Transfer(parameters, coreResult, body.build());
  }

  private List<CodeBlock> flatParameters(List<ComponentValueType> types, List<CodeBlock> names) {
    Mover mover = new Mover("caller", "callee");
    List<CodeBlock> arguments = new ArrayList<>();
    int next = 0;
    for (ComponentValueType type : types) {
      int count = shape(type).flat().size();
      arguments.addAll(mover.toFlat(type, new FlatSource(names.subList(next, next + count))));
      next += count;
    }
    return arguments;
  }

  private CodeBlock parametersInMemory(
      List<ComponentValueType> types, Shape.Fields shape, CodeBlock pointer) {
    body.statement("caller.checkPointer($L, $L, $L)", pointer, shape.size(), shape.alignment());
    String target =
        body.local(
            TypeName.INT,
            "arguments",
            CodeBlock.of("callee.allocate($L, $L)", shape.alignment(), shape.size()));
    Mover mover = new Mover("caller", "callee");
    for (int i = 0; i < types.size(); i++) {
      int offset = shape.offsets().get(i);
      mover.toMemory(
          types.get(i),
          new MemorySource(new Address(pointer.toString(), offset)),
          new Address(target, offset));
    }
    return CodeBlock.of("$L", target);
  }

  private Optional<CodeBlock> callWithoutResult(CodeBlock call, Optional<CodeBlock> postReturn) {
    body.statement("$L", call);
    postReturn(postReturn, List.of());
    return Optional.empty();
  }

  private Optional<CodeBlock> callWithResult(
      ComponentValueType type,
      CodeBlock call,
      Optional<CodeBlock> postReturn,
      List<CodeBlock> names) {
    Shape shape = shape(type);
    boolean inMemory = shape.flat().size() > 1;
    TypeName coreType = inMemory ? TypeName.INT : shape.flat().get(0).javaType();
    String core = body.local(coreType, "result", call);
    Mover mover = new Mover("callee", "caller");
    Optional<CodeBlock> returned = Optional.empty();
    if (inMemory) {
      CodeBlock target = names.get(names.size() - 1);
      body.statement("callee.checkPointer($L, $L, $L)", core, shape.size(), shape.alignment());
      body.statement("caller.checkPointer($L, $L, $L)", target, shape.size(), shape.alignment());
      mover.toMemory(
          type, new MemorySource(new Address(core, 0)), new Address(target.toString(), 0));
    } else {
      CodeBlock value =
          mover.toFlat(type, new FlatSource(List.of(CodeBlock.of("$L", core)))).get(0);
      returned = Optional.of(CodeBlock.of("$L", body.local(coreType, "returned", value)));
    }
    postReturn(postReturn, List.of(CodeBlock.of("$L", core)));
    return returned;
  }

  private void postReturn(Optional<CodeBlock> function, List<CodeBlock> arguments) {
    if (function.isPresent()) {
      body.statement("callee.instance().forbidLeaving()");
      body.statement("$L($L)", function.get(), CodeBlock.join(arguments, ", "));
      body.statement("callee.instance().allowLeaving()");
    }
  }

  // Types.

  private Shape shape(ComponentValueType type) {
    Shape known = shapes.get(type);
    if (known == null) {
      known = shapeOf(type.structure());
      shapes.put(type, known);
    }
    return known;
  }

  private Shape shapeOf(TypeStructure structure) {
    if (structure instanceof TypeStructure.Primitive primitive) {
      return new Shape.Scalar(primitive(primitive.type()));
    }
    if (structure instanceof TypeStructure.Flags flags) {
      return new Shape.Bits(flags.labels().size());
    }
    if (structure instanceof TypeStructure.ListOf list) {
      return new Shape.Elements(shape(list.element()));
    }
    if (structure instanceof TypeStructure.MapOf map) {
      return new Shape.Elements(Shape.fields(List.of(shape(map.key()), shape(map.value()))));
    }
    if (structure instanceof TypeStructure.FixedLengthList list) {
      return Shape.fixedElements(shape(list.element()), Integer.toUnsignedLong(list.length()));
    }
    if (structure instanceof TypeStructure.Own || structure instanceof TypeStructure.Borrow) {
      return new Shape.Handle(structure instanceof TypeStructure.Borrow);
    }
    Optional<List<ComponentValueType>> fields = fields(structure);
    if (fields.isPresent()) {
      return Shape.fields(fields.get().stream().map(this::shape).toList());
    }
    return Shape.cases(cases(structure).stream().map(each -> each.map(this::shape)).toList());
  }

  private static Primitive primitive(PrimitiveType type) {
    return Primitive.valueOf(type.name());
  }

  private static Optional<List<ComponentValueType>> fields(TypeStructure structure) {
    if (structure instanceof TypeStructure.Record record) {
      return Optional.of(record.fields().stream().map(TypeStructure.Field::type).toList());
    }
    return structure instanceof TypeStructure.Tuple tuple
        ? Optional.of(tuple.types())
        : Optional.empty();
  }

  private static List<Optional<ComponentValueType>> cases(TypeStructure structure) {
    if (structure instanceof TypeStructure.Variant variant) {
      return variant.cases().stream().map(TypeStructure.Case::type).toList();
    }
    if (structure instanceof TypeStructure.Enum cases) {
      return cases.labels().stream().map(label -> Optional.<ComponentValueType>empty()).toList();
    }
    if (structure instanceof TypeStructure.Option option) {
      return List.of(Optional.empty(), Optional.of(option.type()));
    }
    if (structure instanceof TypeStructure.Result result) {
      return List.of(result.ok(), result.error());
    }
    throw new UnsupportedFeatureException("async", 0);
  }

  /** Writes the code that moves values in one direction. */
  private final class Mover {
    private final String from;
    private final String to;

    Mover(String from, String to) {
      this.from = from;
      this.to = to;
    }

    private void count() {
      if (++parts > MAXIMUM_PARTS) {
        throw new UnsupportedFeatureException(
            "a call between components with values of more than " + MAXIMUM_PARTS + " parts", 0);
      }
    }

    private CodeBlock read(String method, Address address) {
      return CodeBlock.of("$L.memory().$L($L)", from, method, address.code());
    }

    private void write(String method, Address address, CodeBlock value) {
      body.statement("$L.memory().$L($L, $L)", to, method, address.code(), value);
    }

    private CodeBlock readUnsigned(int size, Address address) {
      return switch (size) {
        case 1 -> CodeBlock.of("($L & 0xFF)", read("readByte", address));
        case 2 -> CodeBlock.of("($L & 0xFFFF)", read("readShort", address));
        default -> read("readInt", address);
      };
    }

    private void writeUnsigned(int size, Address address, CodeBlock value) {
      switch (size) {
        case 1 -> write("writeByte", address, CodeBlock.of("(byte) $L", value));
        case 2 -> write("writeShort", address, CodeBlock.of("(short) $L", value));
        default -> write("writeInt", address, value);
      }
    }

    /** The unsigned number at the beginning of a source. */
    private CodeBlock number(Source source, int size) {
      return source instanceof FlatSource flat
          ? flat.values().get(0)
          : readUnsigned(size, ((MemorySource) source).address());
    }

    private CodeBlock word(Source source, int index) {
      return source instanceof FlatSource flat
          ? flat.values().get(index)
          : read("readInt", ((MemorySource) source).address().plus(4 * index));
    }

    List<CodeBlock> toFlat(ComponentValueType type, Source source) {
      count();
      TypeStructure structure = type.structure();
      if (structure instanceof TypeStructure.Primitive primitive) {
        if (primitive.type() == PrimitiveType.STRING) {
          String packed = string(source);
          return List.of(
              CodeBlock.of("$T.address($L)", Strings.class, packed),
              CodeBlock.of("$T.length($L)", Strings.class, packed));
        }
        return List.of(scalar(primitive(primitive.type()), source));
      }
      if (structure instanceof TypeStructure.Flags flags) {
        return List.of(bits(flags, source));
      }
      if (structure instanceof TypeStructure.Own || structure instanceof TypeStructure.Borrow) {
        return List.of(handle(structure, source));
      }
      if (structure instanceof TypeStructure.ListOf list) {
        return list(list.element(), source);
      }
      if (structure instanceof TypeStructure.MapOf map) {
        return map(map, source);
      }
      if (structure instanceof TypeStructure.FixedLengthList list) {
        Source[] sources = elements(list, source);
        List<CodeBlock> flats = new ArrayList<>();
        for (Source each : sources) {
          flats.addAll(toFlat(list.element(), each));
        }
        return flats;
      }
      Optional<List<ComponentValueType>> fields = fields(structure);
      if (fields.isPresent()) {
        List<Source> sources = fieldSources(fields.get(), source);
        List<CodeBlock> flats = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
          flats.addAll(toFlat(fields.get().get(i), sources.get(i)));
        }
        return flats;
      }
      return casesToFlat(structure, source);
    }

    void toMemory(ComponentValueType type, Source source, Address target) {
      count();
      TypeStructure structure = type.structure();
      if (structure instanceof TypeStructure.Primitive primitive) {
        if (primitive.type() == PrimitiveType.STRING) {
          write("writeLong", target, CodeBlock.of("$L", string(source)));
        } else {
          moveScalar(primitive(primitive.type()), source, target);
        }
      } else if (structure instanceof TypeStructure.Flags flags) {
        writeUnsigned(shape(type).size(), target, bits(flags, source));
      } else if (structure instanceof TypeStructure.Own
          || structure instanceof TypeStructure.Borrow) {
        write("writeInt", target, handle(structure, source));
      } else if (structure instanceof TypeStructure.ListOf
          || structure instanceof TypeStructure.MapOf) {
        List<CodeBlock> parts =
            structure instanceof TypeStructure.ListOf list
                ? list(list.element(), source)
                : map((TypeStructure.MapOf) structure, source);
        write("writeInt", target, parts.get(0));
        write("writeInt", target.plus(4), parts.get(1));
      } else if (structure instanceof TypeStructure.FixedLengthList list) {
        fixedToMemory(list, source, target);
      } else if (fields(structure).isPresent()) {
        List<ComponentValueType> fields = fields(structure).get();
        List<Source> sources = fieldSources(fields, source);
        Shape.Fields shape = (Shape.Fields) shape(type);
        for (int i = 0; i < sources.size(); i++) {
          toMemory(fields.get(i), sources.get(i), target.plus(shape.offsets().get(i)));
        }
      } else {
        casesToMemory(structure, source, target);
      }
    }

    private String string(Source source) {
      CodeBlock lifted =
          source instanceof FlatSource flat
              ? CodeBlock.of(
                  "$T.lift($L, $L, $L)",
                  Strings.class,
                  from,
                  flat.values().get(0),
                  flat.values().get(1))
              : CodeBlock.of(
                  "$T.load($L, $L)", Strings.class, from, ((MemorySource) source).address().code());
      return body.local(
          TypeName.LONG, "string", CodeBlock.of("$T.lower($L, $L)", Strings.class, to, lifted));
    }

    private CodeBlock scalar(Primitive type, Source source) {
      if (source instanceof MemorySource memory) {
        Address address = memory.address();
        return switch (type) {
          case BOOL -> CodeBlock.of("($L != 0 ? 1 : 0)", read("readByte", address));
          case S8 -> read("readByte", address);
          case U8 -> CodeBlock.of("($L & 0xFF)", read("readByte", address));
          case S16 -> read("readShort", address);
          case U16 -> CodeBlock.of("($L & 0xFFFF)", read("readShort", address));
          case S32, U32 -> read("readInt", address);
          case S64, U64 -> read("readLong", address);
          case F32 ->
              CodeBlock.of(
                  "$T.canonicalizeNan($T.intBitsToFloat($L))",
                  Scalars.class,
                  Float.class,
                  read("readInt", address));
          case F64 ->
              CodeBlock.of(
                  "$T.canonicalizeNan($T.longBitsToDouble($L))",
                  Scalars.class,
                  Double.class,
                  read("readLong", address));
          case CHAR -> CodeBlock.of("$T.liftChar($L)", Scalars.class, read("readInt", address));
          case STRING, ERROR_CONTEXT -> throw new IllegalStateException("no scalar");
        };
      }
      CodeBlock value = ((FlatSource) source).values().get(0);
      return switch (type) {
        case BOOL -> CodeBlock.of("($L != 0 ? 1 : 0)", value);
        case S8 -> CodeBlock.of("(byte) $L", value);
        case U8 -> CodeBlock.of("($L & 0xFF)", value);
        case S16 -> CodeBlock.of("(short) $L", value);
        case U16 -> CodeBlock.of("($L & 0xFFFF)", value);
        case S32, U32, S64, U64 -> value;
        case F32, F64 -> CodeBlock.of("$T.canonicalizeNan($L)", Scalars.class, value);
        case CHAR -> CodeBlock.of("$T.liftChar($L)", Scalars.class, value);
        case STRING, ERROR_CONTEXT -> throw new IllegalStateException("no scalar");
      };
    }

    private void moveScalar(Primitive type, Source source, Address target) {
      if (source instanceof MemorySource memory) {
        switch (type) {
          case S8, U8 -> {
            write("writeByte", target, read("readByte", memory.address()));
            return;
          }
          case S16, U16 -> {
            write("writeShort", target, read("readShort", memory.address()));
            return;
          }
          default -> {}
        }
      }
      storeScalar(type, scalar(type, source), target);
    }

    private void storeScalar(Primitive type, CodeBlock value, Address target) {
      switch (type) {
        case BOOL, S8, U8 -> write("writeByte", target, CodeBlock.of("(byte) ($L)", value));
        case S16, U16 -> write("writeShort", target, CodeBlock.of("(short) ($L)", value));
        case S32, U32, CHAR -> write("writeInt", target, value);
        case S64, U64 -> write("writeLong", target, value);
        case F32 ->
            write("writeInt", target, CodeBlock.of("$T.floatToIntBits($L)", Float.class, value));
        case F64 ->
            write(
                "writeLong", target, CodeBlock.of("$T.doubleToLongBits($L)", Double.class, value));
        case STRING, ERROR_CONTEXT -> throw new IllegalStateException("no scalar");
      }
    }

    private CodeBlock bits(TypeStructure.Flags flags, Source source) {
      int count = flags.labels().size();
      CodeBlock value = number(source, new Shape.Bits(count).size());
      return count == Integer.SIZE
          ? value
          : CodeBlock.of("($L & $L)", value, "0x" + Integer.toHexString((1 << count) - 1));
    }

    private CodeBlock handle(TypeStructure structure, Source source) {
      boolean borrowed = structure instanceof TypeStructure.Borrow;
      ResourceType resource =
          structure instanceof TypeStructure.Borrow borrow
              ? borrow.resource()
              : ((TypeStructure.Own) structure).resource();
      CodeBlock type = resourceTypes.apply(resource);
      String kind = borrowed ? "Borrow" : "Own";
      CodeBlock value =
          CodeBlock.of(
              "$L.handles().lower$L($L, $L.handles().lift$L$L($L, $L$L)$L)",
              to,
              kind,
              type,
              from,
              kind,
              isHostDefined.test(resource) ? "Resource" : "",
              type,
              word(source, 0),
              borrowed ? ", lends" : "",
              borrowed ? ", borrows" : "");
      return CodeBlock.of("$L", body.local(TypeName.INT, "handle", value));
    }

    private List<CodeBlock> list(ComponentValueType element, Source source) {
      String start = body.local(TypeName.INT, "start", word(source, 0));
      String length = body.local(TypeName.INT, "length", word(source, 1));
      if (element.structure() instanceof TypeStructure.Primitive primitive
          && primitive.type() != PrimitiveType.STRING) {
        String arrays = LiftCode.arrays(primitive(primitive.type()));
        String address =
            body.local(
                TypeName.INT,
                "address",
                CodeBlock.of(
                    "$1T.lower$2L($3L, $1T.lift$2L($4L, $5L, $6L))",
                    Lists.class,
                    arrays,
                    to,
                    from,
                    start,
                    length));
        return List.of(CodeBlock.of("$L", address), CodeBlock.of("$L", length));
      }
      return loop(shape(element), start, length, (at, target) -> toMemory(element, at, target));
    }

    private List<CodeBlock> map(TypeStructure.MapOf map, Source source) {
      String start = body.local(TypeName.INT, "start", word(source, 0));
      String length = body.local(TypeName.INT, "length", word(source, 1));
      Shape.Fields shape = Shape.fields(List.of(shape(map.key()), shape(map.value())));
      int second = shape.offsets().get(1);
      return loop(
          shape,
          start,
          length,
          (at, target) -> {
            toMemory(map.key(), at, target);
            toMemory(map.value(), new MemorySource(at.address().plus(second)), target.plus(second));
          });
    }

    private List<CodeBlock> loop(
        Shape element, String start, String length, BiConsumer<MemorySource, Address> move) {
      String count =
          body.local(
              TypeName.INT,
              "count",
              CodeBlock.of(
                  "$T.check($L, $L, $L, $L, $L)",
                  Lists.class,
                  from,
                  start,
                  length,
                  element.size(),
                  element.alignment()));
      String target =
          body.local(
              TypeName.INT,
              "target",
              CodeBlock.of(
                  "$L.allocateList($L, $L, $L)", to, element.alignment(), count, element.size()));
      String index = body.name("i");
      body.begin("for (int $1L = 0; $1L < $2L; $1L++)", index, count);
      String offset =
          body.local(TypeName.INT, "offset", CodeBlock.of("$L * $L", index, element.size()));
      String read = body.local(TypeName.INT, "element", CodeBlock.of("$L + $L", start, offset));
      String write = body.local(TypeName.INT, "copy", CodeBlock.of("$L + $L", target, offset));
      move.accept(new MemorySource(new Address(read, 0)), new Address(write, 0));
      body.end();
      return List.of(CodeBlock.of("$L", target), CodeBlock.of("$L", count));
    }

    private Source[] elements(TypeStructure.FixedLengthList list, Source source) {
      Shape element = shape(list.element());
      Source[] sources = new Source[list.length()];
      for (int i = 0; i < sources.length; i++) {
        int flats = element.flat().size();
        sources[i] =
            source instanceof FlatSource flat
                ? new FlatSource(flat.values().subList(i * flats, (i + 1) * flats))
                : new MemorySource(((MemorySource) source).address().plus(i * element.size()));
      }
      return sources;
    }

    private void fixedToMemory(TypeStructure.FixedLengthList list, Source source, Address target) {
      int size = shape(list.element()).size();
      if (source instanceof FlatSource) {
        Source[] sources = elements(list, source);
        for (int i = 0; i < sources.length; i++) {
          toMemory(list.element(), sources[i], target.plus(i * size));
        }
        return;
      }
      String index = body.name("i");
      body.begin("for (int $1L = 0; $1L < $2L; $1L++)", index, list.length());
      String read =
          body.local(
              TypeName.INT,
              "element",
              CodeBlock.of("$L + $L * $L", ((MemorySource) source).address().code(), index, size));
      String write =
          body.local(
              TypeName.INT, "copy", CodeBlock.of("$L + $L * $L", target.code(), index, size));
      toMemory(list.element(), new MemorySource(new Address(read, 0)), new Address(write, 0));
      body.end();
    }

    private List<Source> fieldSources(List<ComponentValueType> fields, Source source) {
      Shape.Fields shape = Shape.fields(fields.stream().map(TransferWriter.this::shape).toList());
      List<Source> sources = new ArrayList<>();
      int next = 0;
      for (int i = 0; i < fields.size(); i++) {
        if (source instanceof FlatSource flat) {
          int count = shape.fields().get(i).flat().size();
          sources.add(new FlatSource(flat.values().subList(next, next + count)));
          next += count;
        } else {
          sources.add(
              new MemorySource(((MemorySource) source).address().plus(shape.offsets().get(i))));
        }
      }
      return sources;
    }

    private Shape.Cases casesShape(List<Optional<ComponentValueType>> cases) {
      return Shape.cases(cases.stream().map(each -> each.map(TransferWriter.this::shape)).toList());
    }

    private String discriminant(Shape.Cases shape, Source source) {
      return body.local(
          TypeName.INT,
          "discriminant",
          CodeBlock.of(
              "$T.liftDiscriminant($L, $L)",
              Scalars.class,
              number(source, shape.discriminantSize()),
              shape.cases().size()));
    }

    private Source payload(Shape.Cases shape, Shape payload, Source source) {
      if (source instanceof MemorySource memory) {
        return new MemorySource(memory.address().plus(shape.payloadOffset()));
      }
      List<CodeBlock> values = ((FlatSource) source).values();
      List<CodeBlock> own = new ArrayList<>();
      for (int i = 0; i < payload.flat().size(); i++) {
        CoreType type = payload.flat().get(i);
        CodeBlock value = type.fromJoined(values.get(i + 1), shape.flat().get(i + 1));
        own.add(CodeBlock.of("$L", body.local(type.javaType(), "flat", value)));
      }
      return new FlatSource(own);
    }

    private List<CodeBlock> casesToFlat(TypeStructure structure, Source source) {
      List<Optional<ComponentValueType>> cases = cases(structure);
      Shape.Cases shape = casesShape(cases);
      String discriminant = discriminant(shape, source);
      List<String> flats = new ArrayList<>(List.of(discriminant));
      for (CoreType type : shape.flat().subList(1, shape.flat().size())) {
        flats.add(body.local(type.javaType(), "joined", CodeBlock.of("0")));
      }
      forEachPayload(
          cases,
          discriminant,
          payload -> {
            Shape own = shape(payload);
            List<CodeBlock> values = toFlat(payload, payload(shape, own, source));
            for (int i = 0; i < values.size(); i++) {
              body.statement(
                  "$L = $L",
                  flats.get(i + 1),
                  own.flat().get(i).toJoined(values.get(i), shape.flat().get(i + 1)));
            }
          });
      return flats.stream().map(name -> CodeBlock.of("$L", name)).toList();
    }

    private void casesToMemory(TypeStructure structure, Source source, Address target) {
      List<Optional<ComponentValueType>> cases = cases(structure);
      Shape.Cases shape = casesShape(cases);
      String discriminant = discriminant(shape, source);
      writeUnsigned(shape.discriminantSize(), target, CodeBlock.of("$L", discriminant));
      forEachPayload(
          cases,
          discriminant,
          payload ->
              toMemory(
                  payload,
                  payload(shape, shape(payload), source),
                  target.plus(shape.payloadOffset())));
    }

    private void forEachPayload(
        List<Optional<ComponentValueType>> cases,
        String discriminant,
        Consumer<ComponentValueType> move) {
      if (cases.stream().allMatch(Optional::isEmpty)) {
        return;
      }
      body.begin("switch ($L)", discriminant);
      for (int i = 0; i < cases.size(); i++) {
        Optional<ComponentValueType> payload = cases.get(i);
        if (payload.isPresent()) {
          body.begin("case $L ->", i);
          move.accept(payload.get());
          body.end();
        }
      }
      body.begin("default ->");
      body.end();
      body.end();
    }
  }
}
