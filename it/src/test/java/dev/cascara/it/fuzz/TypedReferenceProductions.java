package dev.cascara.it.fuzz;

import static dev.cascara.it.fuzz.Type.I32;

import dev.cascara.it.fuzz.FunctionGenerator.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** References of known types: whether they are null, of what type they are, and calls of them. */
final class TypedReferenceProductions {
  private static final int BLOCK = 0x02;
  private static final int BR = 0x0C;
  private static final int DROP = 0x1A;
  private static final int REF_EQ = 0xD3;
  private static final int REF_AS_NON_NULL = 0xD4;
  private static final int BR_ON_NULL = 0xD5;
  private static final int BR_ON_NON_NULL = 0xD6;
  private static final int CALL_REF = 0x14;
  private static final int RETURN_CALL_REF = 0x15;
  static final int REF_TEST = 20;
  static final int REF_CAST = 22;
  private static final int BR_ON_CAST = 24;
  private static final int BR_ON_CAST_FAIL = 25;
  static final int ANY_CONVERT_EXTERN = 26;
  private static final int EXTERN_CONVERT_ANY = 27;

  private TypedReferenceProductions() {}

  static List<Production> expressions() {
    return List.of(
        new Production(12, TypedReferenceProductions::notNull),
        new Production(8, TypedReferenceProductions::branchOnNull),
        new Production(14, TypedReferenceProductions::cast),
        new Production(8, TypedReferenceProductions::branchOnCast),
        new Production(6, TypedReferenceProductions::branchOnCastFail),
        new Production(5, TypedReferenceProductions::convert),
        new Production(9, TypedReferenceProductions::call),
        new Production(4, TypedReferenceProductions::withLocal),
        Production.of(8, List.of(I32), TypedReferenceProductions::test),
        Production.of(
            6,
            List.of(I32),
            function ->
                Node.of(
                    new Bytes().put(REF_EQ),
                    function.operands(List.of(comparable(function), comparable(function))),
                    List.of(I32))));
  }

  static List<Production> statements() {
    return List.of(
        new Production(5, TypedReferenceProductions::branchWithValues),
        new Production(4, TypedReferenceProductions::call),
        new Production(3, TypedReferenceProductions::withLocal));
  }

  /** Calls in the place of a return. */
  static Production tailCall() {
    return new Production(
        2,
        (function, results) ->
            function.choices().percent(30)
                ? callee(function, function.signature().results())
                    .map(type -> call(function, RETURN_CALL_REF, type, results))
                : Optional.empty());
  }

  /** Makes a reference that can be compared. */
  private static Type comparable(FunctionGenerator function) {
    Shape shape = function.shape();
    List<Type> types =
        shape.used.stream().filter(type -> shape.subtyping.matches(type.heap(), Heap.EQ)).toList();
    return types.isEmpty() || function.choices().percent(30)
        ? Type.nullable(Heap.EQ)
        : function.choices().pick(types);
  }

  /** The one reference that is wanted, if its type is not that of exceptions. */
  private static Optional<Type> wanted(FunctionGenerator function, List<Type> results) {
    return results.size() == 1
            && results.get(0).isReference()
            && function.shape().subtyping.top(results.get(0).heap()) != Heap.EXN
        ? Optional.of(results.get(0))
        : Optional.empty();
  }

  // Null.

  private static Optional<Node> notNull(FunctionGenerator function, List<Type> results) {
    if (results.size() != 1 || !results.get(0).isReference() || results.get(0).nullable()) {
      return Optional.empty();
    }
    Type type = results.get(0);
    if (function.reckless()) {
      return Optional.of(
          Node.of(
              new Bytes().put(REF_AS_NON_NULL),
              List.of(function.expression(type.orNull())),
              results));
    }
    return Optional.of(
        block(
            function,
            new Label(results, true),
            () ->
                List.of(
                    Node.of(
                        new Bytes().put(BR_ON_NON_NULL, 0),
                        List.of(function.expression(type.orNull())),
                        List.of()),
                    function.expression(type))));
  }

  /** A block with one result, which its label has. */
  private static Node block(FunctionGenerator function, Label label, Supplier<List<Node>> body) {
    return Node.block(
        new Bytes().put(BLOCK).type(label.types().get(0)),
        List.of(),
        List.of(ControlProductions.inside(function, label, List.of(), body)),
        label.types());
  }

  /** Null goes to a label that needs no values. */
  private static Optional<Node> branchOnNull(FunctionGenerator function, List<Type> results) {
    List<Integer> targets = function.targets(List.of());
    if (results.size() != 1
        || !results.get(0).isReference()
        || results.get(0).nullable()
        || targets.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Node.of(
            new Bytes()
                .put(BR_ON_NULL)
                .unsigned(function.indexOf(function.choices().pick(targets))),
            List.of(function.expression(results.get(0).orNull())),
            results));
  }

  /** Branches to any label, with the values that it needs. */
  private static Optional<Node> branchWithValues(FunctionGenerator function, List<Type> results) {
    List<Type> types = function.choices().pick(function.labels()).types();
    List<Integer> targets = function.targets(types);
    if (targets.isEmpty() || !results.isEmpty()) {
      return Optional.empty();
    }
    int label = function.indexOf(function.choices().pick(targets));
    Optional<Type> last =
        types.isEmpty()
            ? Optional.empty()
            : wanted(function, types.subList(types.size() - 1, types.size()));
    List<Node> nodes = new ArrayList<>();
    int left;
    if (last.isEmpty() || function.choices().percent(30)) {
      Type any = anyType(function);
      List<Node> operands = new ArrayList<>(function.operands(types));
      operands.add(function.expression(any.orNull()));
      List<Type> after = new ArrayList<>(types);
      after.add(any.asNonNull());
      nodes.add(Node.of(new Bytes().put(BR_ON_NULL).unsigned(label), operands, after));
      left = after.size();
    } else {
      List<Type> before = types.subList(0, types.size() - 1);
      List<Node> operands = new ArrayList<>(function.operands(before));
      List<Type> after = new ArrayList<>(before);
      if (!last.get().nullable() && function.choices().percent(40)) {
        operands.add(function.expression(last.get().orNull()));
        nodes.add(Node.of(new Bytes().put(BR_ON_NON_NULL).unsigned(label), operands, after));
      } else {
        Type source = source(function, last.get());
        operands.add(function.expression(source));
        after.add(rest(source, last.get()));
        nodes.add(Node.of(castCode(BR_ON_CAST, label, source, last.get()), operands, after));
      }
      left = after.size();
    }
    for (int i = 0; i < left; i++) {
      nodes.add(Node.of(DROP, List.of()).fixed());
    }
    return Optional.of(Node.join(nodes).withResults(List.of()));
  }

  private static Type anyType(FunctionGenerator function) {
    List<Type> used = function.shape().used;
    return used.isEmpty() ? Type.FUNCREF : function.choices().pick(used);
  }

  // Casts.

  /** A type from which one can be cast. */
  private static Type source(FunctionGenerator function, Type type) {
    List<Type> supertypes = function.shape().supertypes(type);
    return supertypes.isEmpty() || function.choices().percent(25)
        ? new Type(
            type.kind(),
            function.shape().subtyping.top(type.heap()),
            type.nullable() || function.choices().percent(70))
        : function.choices().pick(supertypes);
  }

  /** What is left where a cast has not succeeded. */
  private static Type rest(Type source, Type target) {
    return target.nullable() ? source.asNonNull() : source;
  }

  private static Bytes castCode(int opcode, int label, Type source, Type target) {
    return ReferenceConstants.code(opcode)
        .put((source.nullable() ? 1 : 0) | (target.nullable() ? 2 : 0))
        .unsigned(label)
        .signed(source.heap())
        .signed(target.heap());
  }

  private static Node test(FunctionGenerator function) {
    List<Type> types =
        function.shape().references.stream()
            .filter(type -> function.shape().subtyping.top(type.heap()) != Heap.EXN)
            .toList();
    Type type = function.choices().pick(types);
    return Node.of(
        ReferenceConstants.code(REF_TEST + (type.nullable() ? 1 : 0)).signed(type.heap()),
        List.of(function.expression(source(function, type))),
        List.of(I32));
  }

  private static Optional<Node> cast(FunctionGenerator function, List<Type> results) {
    return wanted(function, results)
        .filter(type -> function.reckless() || function.choices().percent(40))
        .map(
            type -> {
              Node value =
                  function.reckless()
                      ? function.expression(source(function, type))
                      : generalized(function, type);
              return Node.of(
                  ReferenceConstants.code(REF_CAST + (type.nullable() ? 1 : 0)).signed(type.heap()),
                  List.of(value),
                  results);
            });
  }

  /** A value that is of a type, of which the static type says less. */
  private static Node generalized(FunctionGenerator function, Type type) {
    Label label = new Label(List.of(source(function, type)), false);
    return block(function, label, () -> List.of(function.expression(type))).fixed();
  }

  private static Optional<Node> branchOnCast(FunctionGenerator function, List<Type> results) {
    return castInBlock(
        function,
        results,
        (source, type) ->
            List.of(
                Node.of(
                    castCode(BR_ON_CAST, 0, source, type),
                    List.of(function.expression(source)),
                    List.of(rest(source, type))),
                Node.of(DROP, List.of()).fixed()));
  }

  /** Two blocks: what is not of the type leaves the inner one. */
  private static Optional<Node> branchOnCastFail(FunctionGenerator function, List<Type> results) {
    return castInBlock(
        function,
        results,
        (source, type) -> {
          List<Type> rest = List.of(rest(source, type));
          List<Node> code = new ArrayList<>();
          code.add(
              block(
                  function,
                  new Label(rest, rest.get(0).nullable()),
                  () -> List.of(castAndLeave(function, source, type, rest))));
          ControlProductions.take(function, rest, code);
          return code;
        });
  }

  /**
   * A block that what is of the wanted type leaves.
   *
   * @param cast what leaves it, given the type that is known and the wanted one
   */
  private static Optional<Node> castInBlock(
      FunctionGenerator function, List<Type> results, BiFunction<Type, Type, List<Node>> cast) {
    return wanted(function, results)
        .map(
            type -> {
              Type source = source(function, type);
              return block(
                  function,
                  new Label(results, true),
                  () -> {
                    List<Node> code = new ArrayList<>(cast.apply(source, type));
                    code.addAll(function.body(results));
                    return code;
                  });
            });
  }

  private static Node castAndLeave(
      FunctionGenerator function, Type source, Type type, List<Type> rest) {
    Node cast =
        Node.of(
            castCode(BR_ON_CAST_FAIL, 0, source, type),
            List.of(function.expression(source)),
            List.of(type));
    return Node.of(new Bytes().put(BR, 1), List.of(cast), rest);
  }

  private static Optional<Node> convert(FunctionGenerator function, List<Type> results) {
    if (results.size() != 1 || !results.get(0).isReference()) {
      return Optional.empty();
    }
    Type type = results.get(0);
    return switch (type.heap()) {
      case Heap.ANY ->
          Optional.of(
              Node.of(
                  ReferenceConstants.code(ANY_CONVERT_EXTERN),
                  List.of(function.expression(new Type(type.kind(), Heap.EXTERN, type.nullable()))),
                  results));
      case Heap.EXTERN ->
          Optional.of(
              Node.of(
                  ReferenceConstants.code(EXTERN_CONVERT_ANY),
                  List.of(function.expression(new Type(type.kind(), Heap.ANY, type.nullable()))),
                  results));
      default -> Optional.empty();
    };
  }

  // Calls.

  /** A type of functions with some results, of which there are some. */
  private static Optional<Integer> callee(FunctionGenerator function, List<Type> results) {
    Shape shape = function.shape();
    List<Integer> types =
        IntStream.range(0, shape.types.size())
            .filter(type -> shape.returns(type, results))
            .filter(type -> shape.signatureOf(type).parameters().size() <= 12)
            .filter(type -> !shape.functionsOf(type).isEmpty())
            .boxed()
            .toList();
    return types.isEmpty() ? Optional.empty() : Optional.of(function.choices().pick(types));
  }

  private static Optional<Node> call(FunctionGenerator function, List<Type> results) {
    return callee(function, results).map(type -> call(function, CALL_REF, type, results));
  }

  private static Node call(FunctionGenerator function, int opcode, int type, List<Type> results) {
    Type callee = function.reckless() ? Type.nullable(type) : Type.nonNull(type);
    List<Type> types = new ArrayList<>(function.shape().signatureOf(type).parameters());
    types.add(callee);
    return Node.of(new Bytes().put(opcode).unsigned(type), function.operands(types), results);
  }

  // Locals.

  /** A local without a default value, in a block of its own. */
  private static Optional<Node> withLocal(FunctionGenerator function, List<Type> results) {
    Type type = anyType(function).asNonNull();
    if (type.heap() == Heap.NONE || type.heap() == Heap.NOFUNC) {
      return Optional.empty();
    }
    return Optional.of(
        ControlProductions.enclosed(
            function,
            results,
            () ->
                function.withLocal(type, function.expression(type), () -> function.body(results))));
  }
}
