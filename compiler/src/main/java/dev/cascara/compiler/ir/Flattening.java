package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.ArrayGet;
import dev.cascara.compiler.ir.IrExpression.CallPart;
import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.Lookup;
import dev.cascara.compiler.ir.IrExpression.NewArray;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrExpression.Transfer;
import dev.cascara.compiler.ir.IrStatement.ArraySet;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.Evaluate;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Return;
import dev.cascara.compiler.ir.IrStatement.SetTransfer;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.ir.IrStatement.Try;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Divides a method of any size and shape, at the price of speed: for what {@link Splitting} leaves
 * too large.
 *
 * <p>The method becomes a sequence of sections, small runs of statements that begin where branches
 * go to; neighbouring sections share a method, a group. A group starts at the section that it is
 * told and returns the number of the section where control goes on in another group; the caller
 * calls groups until one says that the function returned. Variables that more than one section uses
 * are in arrays that all groups get.
 *
 * <p>Small sections that many groups lead to, such as the start and the end of a loop around a
 * large switch, are in each group: so one call takes control from an arm to the next.
 */
final class Flattening {
  /** Methods up to this estimated size are left alone. */
  private static final int MAXIMUM_SIZE = 7_950;

  /** One part of so many that is too large condemns all. */
  private static final int MANY_TOO_LARGE = 4;

  /** Statements up to this size stay whole. */
  private static final int MAXIMUM_STATEMENT_SIZE = 1_000;

  private static final int MAXIMUM_SECTION_SIZE = 2_000;
  private static final int MAXIMUM_GROUP_SIZE = 6_500;

  /** What a section takes besides its statements. */
  private static final int SECTION_SIZE = 12;

  /** What a variable takes more in an array. */
  private static final int ELEMENT_SIZE = 8;

  /** What it takes to return a number from a table. */
  private static final int LOOKUP_SIZE = 8;

  /** Groups are numbered by the bits of a section's number above these. */
  private static final int SECTION_BITS = 12;

  /** A method that calls groups chooses between two to the power of this. */
  private static final int FAN_OUT_BITS = 6;

  /** Sections up to this size may be in each group. */
  private static final int MAXIMUM_CENTRAL_SIZE = 400;

  /** What sections that are in each group may take together. */
  private static final int MAXIMUM_CENTRAL_SIZES = 1_000;

  /** One group of so many at least leads to a section that is in each. */
  private static final int MANY_GROUPS = 4;

  private static final int RETURNED = -1;

  private final IrMethod method;
  private final List<IrMethod> methods;
  private final MethodSize limit;
  private final List<Section> sections = new ArrayList<>();
  private final IdentityHashMap<Label, Section> targets = new IdentityHashMap<>();
  private final Map<Variable, Section> sectionOfVariable = new HashMap<>();
  private final Map<Variable, Element> elements = new HashMap<>();
  private final EnumMap<ArrayKind, Integer> lengths = new EnumMap<>(ArrayKind.class);
  private final IdentityHashMap<IrStatement, Integer> sizes = new IdentityHashMap<>();
  private @Nullable Handler handler;
  private Section section = new Section(null);

  /** The sections that are in each group. */
  private List<Section> central = List.of();

  /** Statements that are entered at the first one only. */
  private static final class Section {
    final List<IrStatement> statements = new ArrayList<>();

    /** Where exceptions go. */
    final @Nullable Handler handler;

    int size = SECTION_SIZE;

    /** The number of the group, then the section's number in it. */
    int number;

    /** Where control goes at the end of the statements; null if the function ends there. */
    @Nullable Section next;

    Section(@Nullable Handler handler) {
      this.handler = handler;
    }
  }

  /**
   * The innermost handler around statements.
   *
   * @param exception the variable that it finds the exception in
   * @param label where it begins
   */
  private record Handler(Variable exception, Label label) {}

  /**
   * Where a variable is.
   *
   * @param kind which array
   * @param index its index in that array
   */
  private record Element(ArrayKind kind, int index) {}

  private Flattening(IrMethod method, List<IrMethod> methods, MethodSize limit) {
    this.method = method;
    this.methods = methods;
    this.limit = limit;
  }

  /**
   * Flattens what is too large.
   *
   * @param function the function as it was before it was divided
   * @param divided the same, divided into methods of which some may still be too large
   * @return the function with methods that are small enough
   */
  static IrFunction run(IrFunction function, IrFunction divided, MethodSize limit) {
    List<Integer> tooLarge = new ArrayList<>();
    for (int i = 0; i < divided.methods().size(); i++) {
      if (divided.methods().get(i).codeSize() > limit.of(MAXIMUM_SIZE)) {
        tooLarge.add(i);
      }
    }
    if (tooLarge.isEmpty()) {
      return divided;
    }
    // Where dividing went wrong often, the calls between the parts would cost more than they save.
    if (tooLarge.size() * MANY_TOO_LARGE > divided.methods().size()) {
      List<IrMethod> methods = new ArrayList<>(function.methods());
      methods.set(0, new Flattening(methods.get(0), methods, limit).flatten());
      return new IrFunction(function.index(), methods);
    }
    List<IrMethod> methods = new ArrayList<>(divided.methods());
    tooLarge.forEach(i -> methods.set(i, new Flattening(methods.get(i), methods, limit).flatten()));
    return new IrFunction(function.index(), methods);
  }

  private IrMethod flatten() {
    sections.add(section);
    cut(method.body());
    method.parameters().forEach(this::allocate);
    sections.forEach(this::findShared);
    List<List<Section>> groups = groups();
    central = findCentral(groups.size());
    int firstGroup = methods.size();
    groups.forEach(group -> methods.add(new Group(group).method()));
    return entry(firstGroup, groups.size());
  }

  private static int number(int group, int section) {
    return group << SECTION_BITS | section;
  }

  // ---------------------------------------------------------------- sections

  private void cut(List<IrStatement> statements) {
    for (IrStatement statement : statements) {
      int size = size(statement);
      if (size <= limit.of(MAXIMUM_STATEMENT_SIZE)) {
        add(statement, size);
      } else if (statement instanceof Block block) {
        cut(block.body());
        begin(block.label());
      } else if (statement instanceof Loop loop) {
        begin(loop.label());
        cut(loop.body());
      } else if (statement instanceof If condition) {
        Label otherwise = new Label();
        Label end = new Label();
        IrStatement jump = new If(condition.condition(), List.of(), List.of(new Branch(otherwise)));
        add(jump, size(jump));
        cut(condition.whenNonZero());
        add(new Branch(end), SECTION_SIZE);
        begin(otherwise);
        cut(condition.whenZero());
        begin(end);
      } else if (statement instanceof Try block) {
        cut(block);
      } else {
        // A number is looked up instead, for all labels are those of sections.
        add(
            statement,
            statement instanceof Switch choice
                ? size(new Evaluate(choice.selector())) + LOOKUP_SIZE
                : size);
      }
    }
  }

  /** Each section of the body has a handler of its own, which goes on where the handler begins. */
  private void cut(Try statement) {
    Label end = new Label();
    Handler outer = handler;
    handler = new Handler(statement.exception(), new Label());
    Label start = handler.label();
    begin(new Label());
    cut(statement.body());
    add(new Branch(end), SECTION_SIZE);
    handler = outer;
    begin(start);
    cut(statement.handler());
    begin(end);
  }

  private void add(IrStatement statement, int size) {
    if (section.size + size > limit.of(MAXIMUM_SECTION_SIZE) && !section.statements.isEmpty()) {
      begin(new Label());
    }
    section.statements.add(statement);
    section.size += size;
  }

  private void begin(Label label) {
    section = new Section(handler);
    if (handler != null) {
      section.size += SECTION_SIZE + ELEMENT_SIZE;
    }
    sections.get(sections.size() - 1).next = section;
    sections.add(section);
    targets.put(label, section);
  }

  /** The size that a statement has if all its variables are in arrays. */
  private int size(IrStatement statement) {
    Integer known = sizes.get(statement);
    if (known != null) {
      return known;
    }
    int size = CodeSize.IN_PLACE.own(statement);
    for (IrExpression expression : IrStatements.expressions(statement)) {
      size += ELEMENT_SIZE * variables(expression);
    }
    if (statement instanceof Assign) {
      size += ELEMENT_SIZE;
    }
    for (List<IrStatement> body : IrStatements.bodies(statement)) {
      for (IrStatement inner : body) {
        size = Math.min(size + size(inner), Integer.MAX_VALUE / 2);
      }
    }
    if (!IrStatements.bodies(statement).isEmpty()) {
      sizes.put(statement, size);
    }
    return size;
  }

  private static int variables(IrExpression expression) {
    int count = expression instanceof Get ? 1 : 0;
    for (IrExpression operand : expression.operands()) {
      count += variables(operand);
    }
    return count;
  }

  // ---------------------------------------------------------------- variables

  /** Finds the variables that more than one section uses, or that keep values between entries. */
  private void findShared(Section inSection) {
    inSection.statements.forEach(statement -> findShared(statement, inSection));
    if (inSection.handler != null) {
      occurs(inSection.handler.exception(), inSection);
    }
  }

  private void findShared(IrStatement statement, Section inSection) {
    IrStatements.expressions(statement).forEach(expression -> findShared(expression, inSection));
    if (statement instanceof Assign assign) {
      occurs(assign.variable(), inSection);
    }
    if (statement instanceof Try block) {
      occurs(block.exception(), inSection);
    }
    for (List<IrStatement> body : IrStatements.bodies(statement)) {
      body.forEach(inner -> findShared(inner, inSection));
    }
  }

  private void findShared(IrExpression expression, Section inSection) {
    if (expression instanceof Get get) {
      occurs(get.variable(), inSection);
    }
    expression.operands().forEach(operand -> findShared(operand, inSection));
  }

  private void occurs(Variable variable, Section inSection) {
    Section known = sectionOfVariable.putIfAbsent(variable, inSection);
    if (variable.kind() == Variable.Kind.LOCAL || (known != null && known != inSection)) {
      allocate(variable);
    }
  }

  private void allocate(Variable variable) {
    elements.computeIfAbsent(
        variable,
        v -> {
          ArrayKind kind = ArrayKind.of(v.type());
          return new Element(kind, lengths.merge(kind, 1, Integer::sum) - 1);
        });
  }

  // ---------------------------------------------------------------- groups

  private List<List<Section>> groups() {
    List<List<Section>> groups = new ArrayList<>();
    List<Section> group = new ArrayList<>();
    int size = 0;
    for (Section member : sections) {
      if (!group.isEmpty() && size + member.size > limit.of(MAXIMUM_GROUP_SIZE)) {
        groups.add(group);
        group = new ArrayList<>();
        size = 0;
      }
      member.number = number(groups.size(), group.size());
      group.add(member);
      size += member.size;
    }
    groups.add(group);
    return groups;
  }

  /**
   * Finds sections that many groups lead to, and what they lead to themselves unless that is a
   * choice between many, as far as there is room. A section that leads to another of them comes
   * before it.
   */
  private List<Section> findCentral(int groups) {
    Map<Section, Set<Integer>> sources = new HashMap<>();
    for (Section source : sections) {
      for (Section target : targetsOf(source)) {
        sources.computeIfAbsent(target, t -> new HashSet<>()).add(source.number >> SECTION_BITS);
      }
    }
    List<Section> found = new ArrayList<>();
    for (Section candidate : sections) {
      int before = sources.getOrDefault(candidate, Set.of()).size();
      if (before > 1 && before * MANY_GROUPS >= groups) {
        addCentral(candidate, found);
      }
    }
    return found;
  }

  private void addCentral(Section candidate, List<Section> found) {
    int size = candidate.size + found.stream().mapToInt(section -> section.size).sum();
    if (found.contains(candidate)
        || candidate.handler != null
        || candidate.size > limit.of(MAXIMUM_CENTRAL_SIZE)
        || size > limit.of(MAXIMUM_CENTRAL_SIZES)) {
      return;
    }
    List<Section> behind = targetsOf(candidate);
    int place = 0;
    while (place < found.size() && !behind.contains(found.get(place))) {
      place++;
    }
    found.add(place, candidate);
    if (behind.size() <= 2) {
      behind.forEach(section -> addCentral(section, found));
    }
  }

  /** Where control goes from a section, but for exceptions. */
  private List<Section> targetsOf(Section source) {
    Region region = new Region(source.statements);
    List<Section> result = new ArrayList<>();
    for (Label exit : region.exits) {
      result.add(Objects.requireNonNull(targets.get(exit)));
    }
    Section next = source.next;
    if (region.fallsThrough && next != null) {
      result.add(next);
    }
    return result;
  }

  private static IrExpression constant(int value) {
    return new Constant(IrType.INT, value);
  }

  private static IrStatement leaveTo(int number) {
    return new Return(List.of(constant(number)));
  }

  /** The method of a group: its parameters are the section's number in the group and the arrays. */
  private final class Group extends IrRewriter {
    private final List<Section> members;
    private final Map<Variable, Variable> own = new HashMap<>();
    private final EnumMap<ArrayKind, Variable> arrays = new EnumMap<>(ArrayKind.class);
    private final List<Label> starts = new ArrayList<>();
    private final Label again = new Label();
    private final Variable entry = new Variable(0, IrType.INT, Variable.Kind.LOCAL);
    private int variables = 1;

    /** Which of the members is being rewritten. */
    private int current;

    Group(List<Section> group) {
      this.members = new ArrayList<>(group);
      central.stream().filter(section -> !group.contains(section)).forEach(members::add);
      lengths
          .keySet()
          .forEach(
              kind ->
                  arrays.put(kind, new Variable(variables++, kind.type(), Variable.Kind.LOCAL)));
    }

    IrMethod method() {
      members.forEach(member -> starts.add(new Label()));
      List<IrStatement> body = new ArrayList<>();
      int last = starts.size() - 1;
      body.add(new Switch(new Get(entry), starts.subList(0, last), starts.get(last)));
      for (current = 0; current <= last; current++) {
        body = new ArrayList<>(List.of(new Block(starts.get(current), body)));
        Section member = members.get(current);
        Handler handler = member.handler;
        if (handler == null) {
          body.addAll(rewrite(member.statements));
        } else {
          Variable exception = new Variable(variables++, IrType.EXCEPTION, Variable.Kind.TEMPORARY);
          List<IrStatement> caught = new ArrayList<>();
          caught.add(assign(handler.exception(), new Get(exception)));
          caught.addAll(branch(handler.label()));
          body.add(new Try(rewrite(member.statements), exception, caught));
        }
        if (current == last || members.get(current + 1) != member.next) {
          body.addAll(member.next == null ? List.of(leaveTo(RETURNED)) : goOnAt(member.next));
        }
      }
      List<Variable> parameters = new ArrayList<>(List.of(entry));
      parameters.addAll(arrays.values());
      return method.part(parameters, IrType.INT, List.of(new Loop(again, body)), variables);
    }

    private List<IrStatement> goOnAt(Section target) {
      int start = members.indexOf(target);
      if (start < 0) {
        return List.of(leaveTo(target.number));
      }
      return start > current
          ? List.of(new Branch(starts.get(start)))
          : List.of(new Assign(entry, constant(start)), new Branch(again));
    }

    private Variable own(Variable variable) {
      return own.computeIfAbsent(variable, v -> new Variable(variables++, v.type(), v.kind()));
    }

    private IrExpression array(Element element) {
      return new Get(Objects.requireNonNull(arrays.get(element.kind())));
    }

    @Override
    IrExpression get(Variable variable) {
      Element element = elements.get(variable);
      return element == null
          ? new Get(own(variable))
          : new ArrayGet(element.kind(), variable.type(), array(element), element.index());
    }

    @Override
    IrStatement assign(Variable variable, IrExpression value) {
      Element element = elements.get(variable);
      return element == null
          ? new Assign(own(variable), value)
          : new ArraySet(element.kind(), array(element), element.index(), value);
    }

    @Override
    IrStatement rewrite(Try statement) {
      Variable exception = new Variable(variables++, IrType.EXCEPTION, Variable.Kind.TEMPORARY);
      List<IrStatement> caught = new ArrayList<>();
      caught.add(assign(statement.exception(), new Get(exception)));
      caught.addAll(rewrite(statement.handler()));
      return new Try(rewrite(statement.body()), exception, caught);
    }

    @Override
    List<IrStatement> branch(Label label) {
      Section target = targets.get(label);
      return target == null ? List.of(new Branch(label)) : goOnAt(target);
    }

    @Override
    List<IrStatement> branch(Switch statement) {
      List<Label> labels = new ArrayList<>(statement.labels());
      labels.add(statement.defaultLabel());
      if (labels.stream().allMatch(targets::containsKey)) {
        int[] table =
            labels.stream()
                .mapToInt(label -> Objects.requireNonNull(targets.get(label)).number)
                .toArray();
        return List.of(new Return(List.of(new Lookup(table, statement.selector()))));
      }
      // Some are within the statement: the others are left from behind labels of their own.
      IdentityHashMap<Label, Label> landings = new IdentityHashMap<>();
      List<IrStatement> result =
          new ArrayList<>(
              List.of(
                  new Switch(
                      statement.selector(),
                      statement.labels().stream().map(label -> landing(label, landings)).toList(),
                      landing(statement.defaultLabel(), landings))));
      for (Label label : labels) {
        Label landing = landings.remove(label);
        if (landing != null) {
          result = new ArrayList<>(List.of(new Block(landing, result)));
          result.addAll(branch(label));
        }
      }
      return result;
    }

    private Label landing(Label label, IdentityHashMap<Label, Label> landings) {
      return targets.containsKey(label) ? landings.computeIfAbsent(label, l -> new Label()) : label;
    }

    @Override
    List<IrStatement> rewrite(Return statement) {
      List<IrStatement> result = new ArrayList<>();
      statement.values().forEach(value -> result.add(new SetTransfer(Transfer.RETURNED, value)));
      result.add(leaveTo(RETURNED));
      return result;
    }
  }

  // ---------------------------------------------------------------- calling the groups

  /** What takes the method's place: makes the arrays and calls groups until one returned. */
  private IrMethod entry(int firstGroup, int groups) {
    List<IrStatement> body = new ArrayList<>();
    Map<Variable, Variable> own = new HashMap<>();
    List<Variable> parameters = new ArrayList<>();
    for (Variable parameter : method.parameters()) {
      Variable variable = new Variable(own.size(), parameter.type(), Variable.Kind.LOCAL);
      own.put(parameter, variable);
      parameters.add(variable);
    }
    int variables = parameters.size();
    EnumMap<ArrayKind, Variable> arrays = new EnumMap<>(ArrayKind.class);
    for (Map.Entry<ArrayKind, Integer> length : lengths.entrySet()) {
      Variable array = new Variable(variables++, length.getKey().type(), Variable.Kind.LOCAL);
      arrays.put(length.getKey(), array);
      body.add(new Assign(array, new NewArray(length.getKey(), length.getValue())));
    }
    for (Variable parameter : method.parameters()) {
      Element element = Objects.requireNonNull(elements.get(parameter));
      body.add(
          new ArraySet(
              element.kind(),
              new Get(Objects.requireNonNull(arrays.get(element.kind()))),
              element.index(),
              new Get(Objects.requireNonNull(own.get(parameter)))));
    }
    Variable next = new Variable(variables++, IrType.INT, Variable.Kind.LOCAL);
    body.add(new Assign(next, constant(0)));
    body.addAll(new Calls(next, List.copyOf(arrays.values()), firstGroup).all(groups));
    if (method.result().kind() == IrType.Kind.VOID) {
      body.add(new Return(List.of()));
    } else {
      body.add(new Return(List.of(new Transfer(method.result(), Transfer.RETURNED))));
    }
    return new IrMethod(parameters, method.parametersInArray(), method.result(), body, variables);
  }

  /** Calls of groups: a tree of methods, each of which knows so many. */
  private final class Calls {
    private final Variable next;
    private final List<Variable> arrays;
    private final int firstGroup;

    Calls(Variable next, List<Variable> arrays, int firstGroup) {
      this.next = next;
      this.arrays = arrays;
      this.firstGroup = firstGroup;
    }

    List<IrStatement> all(int groups) {
      int bits = FAN_OUT_BITS;
      while (groups > 1 << bits) {
        bits += FAN_OUT_BITS;
      }
      return calls(0, groups, bits - FAN_OUT_BITS);
    }

    /** Calls groups as long as control stays among these, two to the power of some bits a case. */
    private List<IrStatement> calls(int first, int count, int bits) {
      IntFunction<CallPart> callee =
          i -> {
            int start = first + (i << bits);
            return bits == 0
                ? call(firstGroup + start, section())
                : call(
                    chooser(start, Math.min(1 << bits, count - (i << bits)), bits - FAN_OUT_BITS),
                    new Get(next));
          };
      int cases = (count + (1 << bits) - 1) >> bits;
      Label end = new Label();
      List<Label> labels = new ArrayList<>();
      for (int i = 0; i < cases; i++) {
        labels.add(new Label());
      }
      IrExpression choice =
          Numeric.ofInts(
              Opcode.I32_SUB,
              Numeric.ofInts(Opcode.I32_SHR_U, new Get(next), constant(SECTION_BITS + bits)),
              constant(first >> bits));
      List<IrStatement> body =
          new ArrayList<>(
              List.of(new Switch(choice, labels.subList(0, cases - 1), labels.get(cases - 1))));
      for (int i = 0; i < cases; i++) {
        body = new ArrayList<>(List.of(new Block(labels.get(i), body)));
        body.add(new Assign(next, callee.apply(i)));
        if (i < cases - 1) {
          body.add(new Branch(end));
        }
      }
      Label again = new Label();
      IrExpression group = Numeric.ofInts(Opcode.I32_SHR_U, new Get(next), constant(SECTION_BITS));
      IrExpression isHere =
          Numeric.ofInts(
              Opcode.I32_LT_U,
              Numeric.ofInts(Opcode.I32_SUB, group, constant(first)),
              constant(count));
      return List.of(
          new Loop(
              again,
              List.of(
                  new Block(end, body), new If(isHere, List.of(new Branch(again)), List.of()))));
    }

    private IrExpression section() {
      return Numeric.ofInts(Opcode.I32_AND, new Get(next), constant((1 << SECTION_BITS) - 1));
    }

    private CallPart call(int callee, IrExpression number) {
      List<IrExpression> arguments = new ArrayList<>(List.of(number));
      arrays.forEach(array -> arguments.add(new Get(array)));
      return new CallPart(callee, IrType.INT, arguments);
    }

    /** Adds a method that calls some of the groups; returns its index. */
    private int chooser(int first, int count, int bits) {
      int variables = 0;
      Variable number = new Variable(variables++, IrType.INT, Variable.Kind.LOCAL);
      List<Variable> parameters = new ArrayList<>(List.of(number));
      for (int i = 0; i < arrays.size(); i++) {
        parameters.add(new Variable(variables++, arrays.get(i).type(), Variable.Kind.LOCAL));
      }
      Calls calls =
          new Calls(number, List.copyOf(parameters.subList(1, parameters.size())), firstGroup);
      List<IrStatement> body = new ArrayList<>(calls.calls(first, count, bits));
      body.add(new Return(List.of(new Get(number))));
      methods.add(method.part(parameters, IrType.INT, body, variables));
      return methods.size() - 1;
    }
  }
}
