package dev.cascara.compiler.component;

import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.component.TypeSyntax.Case;
import dev.cascara.compiler.component.TypeSyntax.Labelled;
import dev.cascara.compiler.wasm.Import;
import dev.cascara.compiler.wasm.RecursiveType;
import dev.cascara.compiler.wasm.TypeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Reads types, names and aliases of components (Binary.md, "Type Definitions" and "Alias
 * Definitions").
 */
final class ComponentTypeReader extends TypeReader {
  private static final int MAXIMUM_DEPTH = 100;
  private static final int MAXIMUM_PARTS = 100_000;
  private static final int MAXIMUM_PARAMETERS = 1_000;

  private int depth;

  ComponentTypeReader(byte[] bytes, int start, int end, int depth) {
    super(bytes, start, end);
    this.depth = depth;
  }

  <T> List<T> readVector(Supplier<T> readEntry) {
    return readVector(MAXIMUM_PARTS, readEntry);
  }

  private <T> List<T> readVector(int maximum, Supplier<T> readEntry) {
    int count = readCount(maximum, "entries");
    List<T> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(readEntry.get());
    }
    return List.copyOf(entries);
  }

  <T> Optional<T> readOptional(Supplier<T> read) {
    return switch (readByte()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(read.get());
      default -> throw malformed("malformed option");
    };
  }

  // ---------------------------------------------------------------- sorts, names, aliases

  Sort readCoreSort() {
    return switch (readByte()) {
      case 0x00 -> Sort.CORE_FUNCTION;
      case 0x01 -> Sort.CORE_TABLE;
      case 0x02 -> Sort.CORE_MEMORY;
      case 0x03 -> Sort.CORE_GLOBAL;
      case 0x04 -> Sort.CORE_TAG;
      case 0x10 -> Sort.CORE_TYPE;
      case 0x11 -> Sort.CORE_MODULE;
      case 0x12 -> Sort.CORE_INSTANCE;
      default -> throw malformed("malformed core sort");
    };
  }

  Sort readSort() {
    return switch (readByte()) {
      case 0x00 -> readCoreSort();
      case 0x01 -> Sort.FUNCTION;
      case 0x02 -> Sort.VALUE;
      case 0x03 -> Sort.TYPE;
      case 0x04 -> Sort.COMPONENT;
      case 0x05 -> Sort.INSTANCE;
      default -> throw malformed("malformed sort");
    };
  }

  ExternName readExternName() {
    int code = readByte();
    if (code > 2) {
      throw malformed("malformed import or export name");
    }
    String text = readName();
    if (code < 2) {
      return ExternName.of(text);
    }
    Optional<String> implementsInterface = Optional.empty();
    Optional<String> versionSuffix = Optional.empty();
    Optional<String> externalId = Optional.empty();
    int count = readLength();
    for (int i = 0; i < count; i++) {
      int offset = position();
      int kind = readByte();
      Optional<String> value = Optional.of(readName());
      boolean repeated;
      switch (kind) {
        case 0 -> {
          repeated = implementsInterface.isPresent();
          implementsInterface = value;
        }
        case 1 -> {
          repeated = versionSuffix.isPresent();
          versionSuffix = value;
        }
        case 2 -> {
          repeated = externalId.isPresent();
          externalId = value;
        }
        default -> throw malformed("malformed name attribute");
      }
      if (repeated) {
        throw new WasmValidationException(offset, "an attribute is given more than once");
      }
    }
    return new ExternName(text, implementsInterface, versionSuffix, externalId);
  }

  Definition readAlias() {
    int offset = position();
    Sort sort = readSort();
    switch (readByte()) {
      case 0 -> {
        int instance = readUnsigned32();
        return new Definition.AliasExport(sort, instance, readName(), offset);
      }
      case 1 -> {
        int instance = readUnsigned32();
        return new Definition.AliasCoreExport(sort, instance, readName(), offset);
      }
      case 2 -> {
        if (sort != Sort.CORE_MODULE
            && sort != Sort.CORE_TYPE
            && sort != Sort.TYPE
            && sort != Sort.COMPONENT) {
          throw malformed("malformed sort of an outer alias");
        }
        int count = readUnsigned32();
        return new Definition.AliasOuter(sort, count, readUnsigned32(), offset);
      }
      default -> throw malformed("malformed alias");
    }
  }

  // ---------------------------------------------------------------- types

  ValueTypeSyntax readComponentValueType() {
    int code = peekByte();
    if (code >= 0x40 && code < 0x80) {
      PrimitiveType type = PrimitiveType.find(code);
      if (type == null) {
        throw malformed("malformed value type");
      }
      readByte();
      return new ValueTypeSyntax.Primitive(type);
    }
    return new ValueTypeSyntax.Indexed(readTypeIndex());
  }

  /** An index where a negative number would be a type: an {@code s33} of a {@code u32}. */
  private int readTypeIndex() {
    long index = readSigned33();
    if (index < 0) {
      throw malformed("malformed type index");
    }
    return (int) Math.min(index, Integer.MAX_VALUE);
  }

  private Labelled readLabelled() {
    String label = readName();
    return new Labelled(label, readComponentValueType());
  }

  private Case readCase() {
    String label = readName();
    Optional<ValueTypeSyntax> type = readOptional(this::readComponentValueType);
    if (readByte() != 0) {
      throw malformed("zero byte expected");
    }
    return new Case(label, type);
  }

  Optional<ValueTypeSyntax> readResultList() {
    switch (readByte()) {
      case 0 -> {
        return Optional.of(readComponentValueType());
      }
      case 1 -> {
        if (readByte() != 0) {
          throw malformed("named results are no longer part of the format");
        }
        return Optional.empty();
      }
      default -> throw malformed("malformed result list");
    }
  }

  TypeSyntax readType() {
    int code = readByte();
    PrimitiveType primitive = PrimitiveType.find(code);
    if (primitive != null) {
      return new TypeSyntax.Primitive(primitive);
    }
    return switch (code) {
      case 0x72 -> new TypeSyntax.Record(readVector(this::readLabelled));
      case 0x71 -> new TypeSyntax.Variant(readVector(this::readCase));
      case 0x70 -> new TypeSyntax.ListOf(readComponentValueType(), OptionalInt.empty());
      case 0x67 -> {
        ValueTypeSyntax element = readComponentValueType();
        yield new TypeSyntax.ListOf(element, OptionalInt.of(readUnsigned32()));
      }
      case 0x6F -> new TypeSyntax.Tuple(readVector(this::readComponentValueType));
      case 0x6E -> new TypeSyntax.Flags(readVector(this::readName));
      case 0x6D -> new TypeSyntax.Enum(readVector(this::readName));
      case 0x6B -> new TypeSyntax.Option(readComponentValueType());
      case 0x6A -> {
        Optional<ValueTypeSyntax> ok = readOptional(this::readComponentValueType);
        yield new TypeSyntax.Result(ok, readOptional(this::readComponentValueType));
      }
      case 0x69 -> new TypeSyntax.Own(readUnsigned32());
      case 0x68 -> new TypeSyntax.Borrow(readUnsigned32());
      case 0x66 -> new TypeSyntax.Stream(readOptional(this::readComponentValueType));
      case 0x65 -> new TypeSyntax.Future(readOptional(this::readComponentValueType));
      case 0x63 -> {
        ValueTypeSyntax key = readComponentValueType();
        yield new TypeSyntax.MapOf(key, readComponentValueType());
      }
      case 0x40, 0x43 -> {
        List<Labelled> parameters = readVector(MAXIMUM_PARAMETERS, this::readLabelled);
        yield new TypeSyntax.Function(code == 0x43, parameters, readResultList());
      }
      case 0x3F -> {
        var representation = readValueType();
        Optional<Integer> destructor = readOptional(this::readUnsigned32);
        yield new TypeSyntax.Resource(
            representation, destructor.map(OptionalInt::of).orElse(OptionalInt.empty()));
      }
      case 0x41 -> new TypeSyntax.ComponentOf(nested(() -> readDeclaration(true)));
      case 0x42 -> new TypeSyntax.InstanceOf(nested(() -> readDeclaration(false)));
      default -> throw malformed("malformed type");
    };
  }

  private <T> List<T> nested(Supplier<T> readEntry) {
    if (++depth > MAXIMUM_DEPTH) {
      throw malformed("types are nested more than " + MAXIMUM_DEPTH + " deep");
    }
    List<T> entries = readVector(readEntry);
    depth--;
    return entries;
  }

  private TypeSyntax.Declaration readDeclaration(boolean mayImport) {
    int offset = position();
    int code = readByte();
    switch (code) {
      case 0 -> {
        return new TypeSyntax.Declaration.DeclareCoreType(readCoreType(), offset);
      }
      case 1 -> {
        return new TypeSyntax.Declaration.DeclareType(readType(), offset);
      }
      case 2 -> {
        return new TypeSyntax.Declaration.DeclareAlias(readAlias());
      }
      case 3 -> {
        if (!mayImport) {
          throw malformed("an instance type cannot import");
        }
        ExternName name = readExternName();
        return new TypeSyntax.Declaration.DeclareImport(name, readComponentExternType(), offset);
      }
      case 4 -> {
        ExternName name = readExternName();
        return new TypeSyntax.Declaration.DeclareExport(name, readComponentExternType(), offset);
      }
      default -> throw malformed("malformed declaration");
    }
  }

  ExternTypeSyntax readComponentExternType() {
    return switch (readByte()) {
      case 0 -> {
        if (readByte() != 0x11) {
          throw malformed("malformed core external type");
        }
        yield new ExternTypeSyntax.CoreModule(readUnsigned32());
      }
      case 1 -> new ExternTypeSyntax.Function(readUnsigned32());
      case 2 ->
          switch (readByte()) {
            case 0 -> new ExternTypeSyntax.ValueEqual(readUnsigned32());
            case 1 -> new ExternTypeSyntax.ValueOf(readComponentValueType());
            default -> throw malformed("malformed value bound");
          };
      case 3 ->
          switch (readByte()) {
            case 0 -> new ExternTypeSyntax.TypeEqual(readUnsigned32());
            case 1 -> new ExternTypeSyntax.SubResource();
            default -> throw malformed("malformed type bound");
          };
      case 4 -> new ExternTypeSyntax.ComponentOf(readUnsigned32());
      case 5 -> new ExternTypeSyntax.InstanceOf(readUnsigned32());
      default -> throw malformed("malformed external type");
    };
  }

  // ---------------------------------------------------------------- core types

  CoreTypeSyntax readCoreType() {
    int code = peekByte();
    if (code == 0x50) {
      readByte();
      return new CoreTypeSyntax.ModuleOf(nested(this::readModuleDeclaration));
    }
    if (code == 0) {
      // Tells a subtype that is not final from a module type, which begins with the same byte.
      readByte();
      if (peekByte() != 0x50) {
        throw malformed("malformed core type");
      }
    }
    RecursiveType type = readRecursiveType();
    return new CoreTypeSyntax.Defined(type);
  }

  private CoreTypeSyntax.Declaration readModuleDeclaration() {
    int offset = position();
    switch (readByte()) {
      case 0 -> {
        String module = readName();
        String name = readName();
        return new CoreTypeSyntax.Declaration.DeclareImport(
            new Import(module, name, readExternType(), offset));
      }
      case 1 -> {
        return new CoreTypeSyntax.Declaration.DeclareType(readCoreType(), offset);
      }
      case 2 -> {
        if (readByte() != 0x10 || readByte() != 0x01) {
          throw malformed("malformed alias of a core type");
        }
        int count = readUnsigned32();
        return new CoreTypeSyntax.Declaration.DeclareAlias(count, readUnsigned32(), offset);
      }
      case 3 -> {
        String name = readName();
        return new CoreTypeSyntax.Declaration.DeclareExport(name, readExternType(), offset);
      }
      default -> throw malformed("malformed module declaration");
    }
  }
}
