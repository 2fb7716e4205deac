package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.CallIndirect;
import dev.cascara.compiler.ir.IrExpression.CallReference;
import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.Null;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrExpression.TailCall;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.Defer;
import dev.cascara.compiler.ir.IrStatement.Evaluate;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Return;
import dev.cascara.compiler.ir.IrStatement.SetTransfer;
import dev.cascara.compiler.ir.OperandStack.Operands;
import dev.cascara.compiler.wasm.FunctionType;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lowers tail calls (section 4.6.10).
 *
 * <p>A call of the function itself is a branch to its start. One that cannot come back ({@link
 * TailCalls}) is a call and a return. The others call a function that <em>defers</em>: its body is
 * a method with one more parameter, a budget. A tail call passes what is left of it less one; a
 * body that is called with nothing left keeps its arguments in transfer fields, says that it is to
 * be called, and returns, as all its callers do then, up to the method that called the first body
 * with a full budget. That is the function's other method, which everybody else calls: it goes on
 * as long as there is something to be called.
 *
 * <p>A tail call leaves the function before the callee runs, so that no handler of the function may
 * catch what the callee throws: within a block that catches, a branch leads out of it first.
 */
final class TailCallLowering {
  private final Lowering lowering;
  private final TailCalls tailCalls;
  private final int function;

  /** Where calls of the function itself go. */
  private final Label start = new Label();

  private boolean callsItself;
  private @Nullable Variable budget;
  private final Map<Callee, Landing> landings = new LinkedHashMap<>();

  /**
   * What is called.
   *
   * @param opcode by which instruction
   * @param index its first immediate
   * @param secondIndex its second immediate
   */
  private record Callee(Opcode opcode, int index, int secondIndex) {}

  /** Where a call is made outside of all handlers. */
  private record Landing(Label label, List<Variable> operands) {}

  TailCallLowering(Lowering lowering, TailCalls tailCalls, int function) {
    this.lowering = lowering;
    this.tailCalls = tailCalls;
    this.function = function;
  }

  // ---------------------------------------------------------------- calls

  /** Lowers the current instruction. */
  void lower() {
    Callee callee =
        new Callee(lowering.in.opcode(), lowering.in.index(), lowering.in.secondIndex());
    if (callee.opcode() == Opcode.RETURN_CALL && callee.index() == function) {
      lowerSelfCall();
      return;
    }
    FunctionType type = typeOf(callee);
    Operands operands;
    if (callee.opcode() == Opcode.RETURN_CALL) {
      lowering.evaluateVectors(type.parameters());
      operands = lowering.arguments(lowering.stack.pop(type.parameters().size()));
    } else {
      operands = lowering.argumentsAndCallee(type);
    }
    lowering.stack.prepareForBranch();
    if (lowering.exceptions.isHandled()) {
      Landing landing = landings.computeIfAbsent(callee, c -> landing(operands));
      lowering.assignAll(landing.operands(), operands.expressions());
      lowering.terminate(new Branch(landing.label()));
    } else {
      leave(callee, operands);
      lowering.endReachable();
    }
  }

  private FunctionType typeOf(Callee callee) {
    return callee.opcode() == Opcode.RETURN_CALL
        ? lowering.spaces.typeOfFunction(callee.index())
        : lowering.spaces.functionType(callee.index());
  }

  private void lowerSelfCall() {
    int arity = lowering.spaces.typeOfFunction(function).parameters().size();
    lowering.stack.evaluateFrom(lowering.stack.height() - arity);
    lowering.stack.prepareForBranch();
    lowering.assignAll(lowering.locals.subList(0, arity), lowering.stack.top(arity));
    callsItself = true;
    lowering.terminate(new Branch(start));
  }

  private Landing landing(Operands operands) {
    return new Landing(
        new Label(),
        operands.expressions().stream()
            .map(operand -> lowering.newVariable(operand.type(), Variable.Kind.LABEL_VALUE))
            .toList());
  }

  /** Makes a call, outside of all handlers, and returns. */
  private void leave(Callee callee, Operands operands) {
    FunctionType type = typeOf(callee);
    IrType result = lowering.resultType(type);
    List<IrExpression> values = operands.expressions();
    IrExpression call =
        switch (callee.opcode()) {
          case RETURN_CALL -> lowering.call(callee.index(), result, values);
          case RETURN_CALL_INDIRECT ->
              new CallIndirect(callee.index(), result, callee.secondIndex(), values);
          default -> new CallReference(callee.index(), result, values);
        };
    if (!isDeferred(callee)) {
      lowering.pushResults(type, call, operands);
      lowering.returnTop(type);
      return;
    }
    // Further results stay where they are.
    IrExpression tailCall = new TailCall(call, new Get(budget()));
    if (result.kind() == IrType.Kind.VOID) {
      lowering.statements.add(new Evaluate(tailCall));
      lowering.statements.add(new Return(List.of()));
    } else {
      lowering.statements.add(new Return(List.of(tailCall)));
    }
  }

  private boolean isDeferred(Callee callee) {
    return callee.opcode() == Opcode.RETURN_CALL
        ? tailCalls.isDeferred(function, callee.index())
        : tailCalls.isDeferredByReference(function);
  }

  private Variable budget() {
    Variable known = budget;
    if (known == null) {
      known = lowering.newVariable(IrType.INT, Variable.Kind.LOCAL);
      budget = known;
    }
    return known;
  }

  // ---------------------------------------------------------------- the function

  /**
   * Completes the function's method.
   *
   * @param method the method with the statements of the function
   * @param prologue the statements that come before them
   */
  IrMethod complete(IrMethod method, List<IrStatement> prologue) {
    List<IrStatement> body = method.body();
    for (Map.Entry<Callee, Landing> entry : landings.entrySet()) {
      Landing landing = entry.getValue();
      lowering.statements = new ArrayList<>();
      lowering.statements.add(new Block(landing.label(), body));
      List<IrExpression> operands =
          landing.operands().stream().<IrExpression>map(Get::new).toList();
      leave(entry.getKey(), new Operands(operands, Effects.READS_VARIABLE, operands.size()));
      body = lowering.statements;
    }
    if (callsItself) {
      List<IrStatement> again = new ArrayList<>();
      int parameters = lowering.spaces.typeOfFunction(function).parameters().size();
      for (Variable local : lowering.locals.subList(parameters, lowering.locals.size())) {
        again.add(new Assign(local, zero(local.type())));
      }
      again.addAll(body);
      body = List.of(new Loop(start, again));
    }
    List<Variable> parameters = new ArrayList<>(method.parameters());
    List<IrStatement> whole = new ArrayList<>();
    if (lowering.in.hasTailCall() && tailCalls.defers(function)) {
      whole.add(
          new If(
              new Numeric(
                  Opcode.I32_LT_S,
                  IrType.INT,
                  List.of(new Get(budget()), new Constant(IrType.INT, 0))),
              deferral(parameters, method.result()),
              List.of()));
      parameters.add(budget());
    }
    whole.addAll(prologue);
    whole.addAll(body);
    return new IrMethod(
        parameters, method.parametersInArray(), method.result(), whole, lowering.variableCount());
  }

  /** What the body does when its budget is exhausted. */
  private List<IrStatement> deferral(List<Variable> parameters, IrType result) {
    List<IrStatement> statements = new ArrayList<>();
    int[] fields = TailCalls.argumentFields(parameters.stream().map(Variable::type).toList());
    for (int i = 0; i < fields.length; i++) {
      statements.add(new SetTransfer(fields[i], new Get(parameters.get(i))));
    }
    statements.add(new Defer(function));
    statements.add(
        new Return(result.kind() == IrType.Kind.VOID ? List.of() : List.of(zero(result))));
    return statements;
  }

  private static IrExpression zero(IrType type) {
    if (type.isVector()) {
      return Vectors.constant(0, 0);
    }
    return type.isReference() ? new Null(type) : new Constant(type, 0);
  }
}
