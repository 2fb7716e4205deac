package dev.cascara.it.fuzz;

import dev.cascara.it.fuzz.GeneratedModule.Call;
import dev.cascara.it.fuzz.GeneratedModule.Data;
import dev.cascara.it.fuzz.GeneratedModule.Elements;
import dev.cascara.it.fuzz.GeneratedModule.Function;
import dev.cascara.it.fuzz.GeneratedModule.GlobalVariable;
import dev.cascara.it.fuzz.GeneratedModule.MemoryOf;
import dev.cascara.it.fuzz.GeneratedModule.TableOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes valid modules, each from a seed. */
final class ModuleGenerator {
  /** As many bytes as vectors have, and some. */
  private static final int LONGEST_ELEMENTS = 20;

  private final Productions productions;
  private final Choices choices;
  private final Shape shape;

  private ModuleGenerator(Set<Extension> extensions, long seed) {
    this.productions = Productions.of(extensions);
    this.shape = new Shape(extensions);
    this.choices = new Choices(seed);
  }

  /** Makes the module of a seed. */
  static GeneratedModule generate(long seed) {
    return new ModuleGenerator(Extension.of(seed), seed).generate();
  }

  private GeneratedModule generate() {
    shape.recklessness = choices.pick(List.of(0, 0, 1, 3, 15));
    if (shape.isGarbageCollected()) {
      DefinitionGenerator.define(shape, choices);
    }
    if (shape.extensions.contains(Extension.EXCEPTION_REFERENCES)) {
      List<Type> exceptions = List.of(Type.EXNREF, Type.EXNREF.asNonNull());
      shape.references.addAll(exceptions);
      shape.used.addAll(exceptions);
    }
    for (int i = choices.below(4); i > 0; i--) {
      shape.imports.add(shape.typeIndex(new Signature(types(4), types(1))));
    }
    int count = choices.between(1, 8);
    for (int i = 0; i < count; i++) {
      shape.functions.add(shape.typeIndex(signature()));
    }
    // So that there is something that references to functions can refer to.
    IntStream.range(0, shape.types.size())
        .filter(i -> !shape.types.get(i).isPlain())
        .filter(i -> shape.types.get(i).composite() instanceof Signature)
        .forEach(shape.functions::add);
    if (shape.isGarbageCollected()) {
      shape.hash = shape.functionCount();
      shape.functions.add(shape.typeIndex(HashFunctions.OF_REFERENCE));
      shape.functions.add(shape.typeIndex(HashFunctions.OF_STATE));
    }
    if (shape.extensions.contains(Extension.EXCEPTIONS)
        || shape.extensions.contains(Extension.EXCEPTION_REFERENCES)) {
      for (int i = choices.between(1, 4); i > 0; i--) {
        List<Type> values = types(3);
        shape.tags.add(
            shape.typeIndex(
                new Signature(shape.tags.isEmpty() ? values : withReferences(values), List.of())));
      }
    }
    globals();
    tables();
    if (choices.percent(85)) {
      int minimum = shape.recklessness == 15 ? choices.below(3) : choices.between(1, 2);
      shape.memories.add(new MemoryOf(minimum, minimum + choices.below(3), choices.percent(20)));
    }
    elements();
    data();
    List<Function> functions = functions();
    return new GeneratedModule(
        shape.types,
        shape.imports,
        functions,
        shape.globals,
        shape.tables,
        shape.memories,
        shape.tags,
        shape.elements,
        shape.data,
        start(),
        calls(functions),
        shape.extensions);
  }

  private List<Function> functions() {
    List<Function> functions = new ArrayList<>();
    for (int type : List.copyOf(shape.functions)) {
      int index = shape.imports.size() + functions.size();
      if (shape.hash >= 0 && index >= shape.hash) {
        functions.add(
            index == shape.hash ? HashFunctions.ofReference(shape) : HashFunctions.ofState(shape));
      } else {
        functions.add(function(type));
      }
    }
    return functions;
  }

  private Function function(int type) {
    return new FunctionGenerator(
            productions,
            shape,
            choices,
            shape.signatureOf(type),
            budget(),
            choices.percent(15) ? 40 : choices.between(3, 9))
        .generate(type);
  }

  private int budget() {
    return switch (choices.below(20)) {
      case 0 -> choices.between(1000, 6000);
      case 1, 2, 3, 4 -> choices.between(100, 600);
      default -> choices.between(3, 100);
    };
  }

  private Type type() {
    return choices.percent(90)
        ? Type.number(choices.below(4))
        : choices.pick(List.of(Type.FUNCREF, Type.EXTERNREF));
  }

  private List<Type> types(int most) {
    List<Type> types = new ArrayList<>();
    for (int i = choices.below(most + 1); i > 0; i--) {
      types.add(type());
    }
    return types;
  }

  private Signature signature() {
    int kind = choices.below(30);
    // More than the JVM passes to a method, or returns.
    int parameters = kind == 0 ? 300 : kind < 3 ? 40 : 5;
    int results = kind == 1 ? 40 : kind < 10 ? 5 : 1;
    Signature signature = new Signature(types(parameters), types(results));
    if (shape.extensions.contains(Extension.VECTORS) && choices.percent(40)) {
      return new Signature(
          with(signature.parameters(), Type.V128), with(signature.results(), Type.V128));
    }
    return choices.percent(50)
        ? signature
        : new Signature(
            withReferences(signature.parameters()), withReferences(signature.results()));
  }

  private List<Type> withReferences(List<Type> types) {
    if (shape.used.isEmpty()) {
      return types;
    }
    List<Type> some =
        types.stream().map(type -> choices.percent(20) ? choices.pick(shape.used) : type).toList();
    return with(some, choices.pick(shape.used));
  }

  private List<Type> with(List<Type> types, Type type) {
    List<Type> more = new ArrayList<>(types);
    for (int i = choices.below(3); i > 0; i--) {
      more.add(choices.below(more.size() + 1), type);
    }
    return more;
  }

  private void globals() {
    shape.globals.add(
        new GlobalVariable(
            Type.I32, true, false, VariableProductions.constant(Type.I32, GeneratedModule.FUEL)));
    for (int i = choices.below(8); i > 0; i--) {
      Type type = typeOfVariable();
      shape.globals.add(
          new GlobalVariable(
              type, choices.percent(80), choices.percent(50) && type.isForHosts(), constant(type)));
    }
  }

  private Type typeOfVariable() {
    if (shape.extensions.contains(Extension.VECTORS) && choices.percent(30)) {
      return Type.V128;
    }
    return choices.percent(50) ? reference().orElse(type()) : type();
  }

  /** A reference for which there is a constant expression. */
  private Optional<Type> reference() {
    return shape.used.isEmpty()
        ? Optional.empty()
        : Optional.of(choices.pick(shape.used))
            .map(type -> type.heap() == Heap.EXN ? type.orNull() : type);
  }

  private Node constant(Type type) {
    return shape.used.isEmpty()
        ? VariableProductions.constant(type, type.isReference() ? 0 : choices.constantBits(type))
        : ReferenceConstants.constant(shape, choices, type);
  }

  private void tables() {
    for (int i = choices.below(4); i > 0; i--) {
      int minimum = choices.below(20);
      Type host = choices.percent(75) ? Type.FUNCREF : Type.EXTERNREF;
      Type element = choices.percent(60) ? reference().orElse(host) : host;
      boolean isInitialized =
          !element.isDefaultable() || (!element.isForHosts() && choices.percent(50));
      shape.tables.add(
          new TableOf(
              element,
              minimum,
              minimum + choices.below(10),
              choices.percent(50) && element.isForHosts(),
              isInitialized ? Optional.of(constant(element)) : Optional.empty()));
    }
  }

  private void elements() {
    // So that code may refer to any function.
    shape.elements.add(
        Elements.of(-2, 0, IntStream.range(0, shape.functionCount()).boxed().toList()));
    for (int table : shape.tablesOf(Type.FUNCREF)) {
      int size = shape.tables.get(table).minimum();
      if (size > 0 && choices.percent(90)) {
        int offset = choices.below(size);
        // One that does not fit ends the instantiation: rarely.
        int length = choices.percent(1) ? size + 1 : choices.below(size - offset + 1);
        shape.elements.add(Elements.of(table, offset, functions(length)));
      }
    }
    for (int i = choices.below(3); i > 0; i--) {
      shape.elements.add(Elements.of(-1, 0, functions(choices.below(8))));
    }
    for (int i = choices.below(3); i > 0; i--) {
      reference().ifPresent(type -> shape.elements.add(elements(type)));
    }
  }

  /** Makes a segment of references of a type, which may begin a table's content. */
  private Elements elements(Type type) {
    List<Node> values =
        IntStream.range(0, choices.between(1, 8)).mapToObj(i -> constant(type)).toList();
    List<Integer> tables =
        shape.tablesOf(type).stream()
            .filter(table -> shape.tables.get(table).minimum() >= values.size())
            .toList();
    int table = tables.isEmpty() || choices.percent(40) ? -1 : choices.pick(tables);
    return new Elements(table, 0, type, List.of(), values);
  }

  private List<Integer> functions(int count) {
    return IntStream.range(0, count)
        .mapToObj(index -> choices.below(shape.functionCount()))
        .toList();
  }

  private void data() {
    if (shape.isGarbageCollected()) {
      shape.dataOfArrays = shape.data.size();
      shape.data.add(new Data(-1, bytes(LONGEST_ELEMENTS * ReferenceConstants.SHORTEST_ARRAY)));
    }
    for (int i = choices.below(4); i > 0; i--) {
      byte[] bytes = bytes(choices.below(50));
      int size = shape.memories.isEmpty() ? 0 : shape.memories.get(0).minimum() * 0x10000;
      if (size == 0 || choices.percent(30)) {
        shape.data.add(new Data(-1, bytes));
      } else if (choices.percent(1)) {
        // It does not fit: the instantiation traps.
        shape.data.add(new Data(size, new byte[] {1}));
      } else {
        shape.data.add(
            new Data(choices.percent(20) ? size - bytes.length : choices.below(1000), bytes));
      }
    }
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) choices.below(256);
    }
    return bytes;
  }

  private int start() {
    List<Integer> candidates =
        IntStream.range(shape.imports.size(), shape.functionCount())
            .filter(index -> shape.signature(index).equals(new Signature(List.of(), List.of())))
            .boxed()
            .toList();
    return candidates.isEmpty() || choices.percent(80) ? -1 : choices.pick(candidates);
  }

  private List<Call> calls(List<Function> functions) {
    List<Call> calls = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < functions.size(); i++) {
        Signature signature = shape.signatureOf(functions.get(i).type());
        if (signature.isForHosts()) {
          calls.add(new Call(i, signature.parameters().stream().map(choices::bits).toList()));
        }
      }
    }
    return calls;
  }
}
