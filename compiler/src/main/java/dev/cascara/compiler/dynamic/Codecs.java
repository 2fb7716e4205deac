package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.ComponentValueType;
import dev.cascara.compiler.component.Layout;
import dev.cascara.compiler.component.PrimitiveType;
import dev.cascara.compiler.component.TypeStructure;
import dev.cascara.runtime.component.ResourceType;
import dev.cascara.runtime.component.Scalars;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the codecs of one component instance, in which each resource type is a particular one. */
final class Codecs {
  /** Whom values pass between. */
  enum Ends {
    /** The host and a guest: a map has each key once. */
    HOST_AND_GUEST,
    /** Two guests: a map is the list of pairs that it is in memory. */
    GUESTS
  }

  private final Ends ends;
  private final Function<dev.cascara.compiler.component.ResourceType, ResourceType> resources;
  private final IdentityHashMap<ComponentValueType, Codec> codecs = new IdentityHashMap<>();

  Codecs(Ends ends, Function<dev.cascara.compiler.component.ResourceType, ResourceType> resources) {
    this.ends = ends;
    this.resources = resources;
  }

  /** Finds the codec of a type. */
  Codec of(ComponentValueType type) {
    @Nullable Codec codec = codecs.get(type);
    if (codec == null) {
      codec = make(type);
      codecs.put(type, codec);
    }
    return codec;
  }

  private List<Codec> all(List<ComponentValueType> types) {
    return types.stream().map(this::of).toList();
  }

  private Codec make(ComponentValueType type) {
    TypeStructure structure = type.structure();
    if (structure instanceof TypeStructure.Primitive each) {
      return primitive(each.type());
    }
    if (structure instanceof TypeStructure.Record each) {
      return new PartsCodec.RecordCodec(
          type.layout(),
          all(each.fields().stream().map(TypeStructure.Field::type).toList()),
          each.fields().stream().map(TypeStructure.Field::label).toList());
    }
    if (structure instanceof TypeStructure.Tuple each) {
      return new PartsCodec.TupleCodec(type.layout(), all(each.types()));
    }
    if (structure instanceof TypeStructure.Variant each) {
      return new CasesCodec.VariantCodec(
          type,
          each.cases().stream().map(one -> one.type().map(this::of)).toList(),
          each.cases().stream().map(TypeStructure.Case::label).toList());
    }
    if (structure instanceof TypeStructure.Enum each) {
      return new CasesCodec.EnumCodec(type, each.labels());
    }
    if (structure instanceof TypeStructure.Option each) {
      return new CasesCodec.OptionCodec(type, of(each.type()));
    }
    if (structure instanceof TypeStructure.Result each) {
      return new CasesCodec.ResultCodec(type, each.ok().map(this::of), each.error().map(this::of));
    }
    if (structure instanceof TypeStructure.Flags each) {
      return new FlagsCodec(type, each.labels());
    }
    if (structure instanceof TypeStructure.ListOf each) {
      Codec element = of(each.element());
      return isByte(each.element())
          ? new ListCodec.Bytes(type, element)
          : new ListCodec.Any(type, element);
    }
    if (structure instanceof TypeStructure.FixedLengthList each) {
      return new FixedLengthListCodec(type, of(each.element()), each.length());
    }
    if (structure instanceof TypeStructure.MapOf each) {
      PartsCodec entry = tuple(List.of(each.key(), each.value()));
      return ends == Ends.GUESTS ? new ListCodec.Any(type, entry) : new MapCodec(type, entry);
    }
    if (structure instanceof TypeStructure.Own each) {
      return new HandleCodec.OwnCodec(type, resources.apply(each.resource()));
    }
    if (structure instanceof TypeStructure.Borrow each) {
      return new HandleCodec.BorrowCodec(type, resources.apply(each.resource()));
    }
    throw new IllegalStateException("the plan should not have streams and futures");
  }

  private static Codec primitive(PrimitiveType type) {
    return switch (type) {
      case BOOL, S8, U8, S16, U16, S32, U32, CHAR -> new IntegerCodec(type);
      case S64, U64 -> new LongCodec(type);
      case F32, F64 -> new FloatCodec(type);
      case STRING -> new StringCodec();
      case ERROR_CONTEXT -> throw new IllegalStateException("the plan should not have errors");
    };
  }

  private static boolean isByte(ComponentValueType type) {
    return type.structure() instanceof TypeStructure.Primitive each
        && each.type() == PrimitiveType.U8;
  }

  /** The codec of a tuple that no type says, such as that of all parameters. */
  PartsCodec tuple(List<ComponentValueType> types) {
    List<Codec> parts = all(types);
    int size = 0;
    int alignment = 1;
    for (Codec part : parts) {
      size = Scalars.alignTo(size, part.alignment) + part.size;
      alignment = Math.max(alignment, part.alignment);
    }
    List<Layout.Flat> flat = parts.stream().flatMap(part -> part.flat.stream()).toList();
    int whole = Scalars.alignTo(size, alignment);
    return new PartsCodec.TupleCodec(
        new Layout(whole, alignment, whole, alignment, flat, false, false, false, false, 1), parts);
  }
}
