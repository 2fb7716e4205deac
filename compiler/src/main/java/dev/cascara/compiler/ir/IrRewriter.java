package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.ArrayGet;
import dev.cascara.compiler.ir.IrExpression.ArrayIndex;
import dev.cascara.compiler.ir.IrExpression.Atomic;
import dev.cascara.compiler.ir.IrExpression.Call;
import dev.cascara.compiler.ir.IrExpression.CallIndirect;
import dev.cascara.compiler.ir.IrExpression.CallPart;
import dev.cascara.compiler.ir.IrExpression.CallReference;
import dev.cascara.compiler.ir.IrExpression.Cast;
import dev.cascara.compiler.ir.IrExpression.CheckedAddress;
import dev.cascara.compiler.ir.IrExpression.ExceptionFields;
import dev.cascara.compiler.ir.IrExpression.ExceptionValue;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.HasTag;
import dev.cascara.compiler.ir.IrExpression.IsNull;
import dev.cascara.compiler.ir.IrExpression.LargeAddress;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrExpression.Lookup;
import dev.cascara.compiler.ir.IrExpression.MethodCall;
import dev.cascara.compiler.ir.IrExpression.NewException;
import dev.cascara.compiler.ir.IrExpression.NonNullException;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrExpression.Operation;
import dev.cascara.compiler.ir.IrExpression.ReferenceOperation;
import dev.cascara.compiler.ir.IrExpression.RuntimeCall;
import dev.cascara.compiler.ir.IrExpression.Select;
import dev.cascara.compiler.ir.IrExpression.TailCall;
import dev.cascara.compiler.ir.IrExpression.TypeTest;
import dev.cascara.compiler.ir.IrExpression.VectorOperation;
import dev.cascara.compiler.ir.IrStatement.ArraySet;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.Evaluate;
import dev.cascara.compiler.ir.IrStatement.GlobalSet;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Return;
import dev.cascara.compiler.ir.IrStatement.SetTransfer;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.ir.IrStatement.Throw;
import dev.cascara.compiler.ir.IrStatement.Try;
import java.util.ArrayList;
import java.util.List;

/** Copies statements; what a subclass overrides becomes something else. */
abstract class IrRewriter {
  /** Returns what reads a variable. */
  IrExpression get(Variable variable) {
    return new Get(variable);
  }

  /** Returns what assigns a variable a value that has been rewritten. */
  IrStatement assign(Variable variable, IrExpression value) {
    return new Assign(variable, value);
  }

  /** Returns what replaces a branch. */
  List<IrStatement> branch(Label label) {
    return List.of(new Branch(label));
  }

  /** Returns what replaces a switch whose selector has been rewritten. */
  List<IrStatement> branch(Switch statement) {
    return List.of(statement);
  }

  /** Returns what replaces a return whose values have been rewritten. */
  List<IrStatement> rewrite(Return statement) {
    return List.of(statement);
  }

  /** Returns what replaces statements with a handler. */
  IrStatement rewrite(Try statement) {
    return new Try(rewrite(statement.body()), statement.exception(), rewrite(statement.handler()));
  }

  List<IrStatement> rewrite(List<IrStatement> statements) {
    List<IrStatement> result = new ArrayList<>(statements.size());
    for (IrStatement statement : statements) {
      rewrite(statement, result);
    }
    return result;
  }

  /** Appends what replaces a statement. */
  void rewrite(IrStatement statement, List<IrStatement> result) {
    if (statement instanceof Return value) {
      result.addAll(rewrite(new Return(rewriteAll(value.values()))));
    } else if (statement instanceof Branch branch) {
      result.addAll(branch(branch.label()));
    } else if (statement instanceof Switch choice) {
      result.addAll(
          branch(new Switch(rewrite(choice.selector()), choice.labels(), choice.defaultLabel())));
    } else {
      result.add(rewrite(statement));
    }
  }

  private IrStatement rewrite(IrStatement statement) {
    if (statement instanceof Assign assign) {
      return assign(assign.variable(), rewrite(assign.value()));
    }
    if (statement instanceof Evaluate evaluate) {
      return new Evaluate(rewrite(evaluate.expression()));
    }
    if (statement instanceof Store store) {
      return new Store(
          store.opcode(),
          store.memory(),
          store.offset(),
          rewrite(store.address()),
          rewrite(store.value()));
    }
    if (statement instanceof GlobalSet set) {
      return new GlobalSet(set.index(), rewrite(set.value()));
    }
    if (statement instanceof SetTransfer set) {
      return new SetTransfer(set.number(), rewrite(set.value()));
    }
    if (statement instanceof Block block) {
      return new Block(block.label(), rewrite(block.body()));
    }
    if (statement instanceof Loop loop) {
      return new Loop(loop.label(), rewrite(loop.body()));
    }
    if (statement instanceof If condition) {
      return new If(
          rewrite(condition.condition()),
          rewrite(condition.whenNonZero()),
          rewrite(condition.whenZero()));
    }
    if (statement instanceof Try block) {
      return rewrite(block);
    }
    if (statement instanceof Throw thrown) {
      return new Throw(rewrite(thrown.exception()));
    }
    if (statement instanceof ArraySet set) {
      return new ArraySet(set.kind(), rewrite(set.array()), set.index(), rewrite(set.value()));
    }
    return statement;
  }

  List<IrExpression> rewriteAll(List<IrExpression> expressions) {
    // Nearly all have at most two.
    return switch (expressions.size()) {
      case 0 -> expressions;
      case 1 -> IrList.of(rewrite(expressions.get(0)));
      case 2 -> IrList.of(rewrite(expressions.get(0)), rewrite(expressions.get(1)));
      default -> {
        IrExpression[] rewritten = new IrExpression[expressions.size()];
        for (int i = 0; i < rewritten.length; i++) {
          rewritten[i] = rewrite(expressions.get(i));
        }
        yield IrList.of(rewritten);
      }
    };
  }

  IrExpression rewrite(IrExpression expression) {
    if (expression instanceof Get get) {
      return get(get.variable());
    }
    return withOperands(expression, rewriteAll(expression.operands()));
  }

  /** The same operation on other operands. */
  private static IrExpression withOperands(IrExpression expression, List<IrExpression> operands) {
    if (operands.isEmpty() && !(expression instanceof CallPart)) {
      return expression;
    }
    if (expression instanceof VectorOperation operation) {
      return new VectorOperation(
          operation.opcode(), operation.type(), operation.low(), operation.high(), operands);
    }
    if (expression instanceof RuntimeCall call) {
      return new RuntimeCall(call.className(), call.method(), call.type(), operands);
    }
    if (expression instanceof MethodCall call) {
      return new MethodCall(
          call.invocation(),
          call.className(),
          call.method(),
          call.descriptor(),
          call.type(),
          operands);
    }
    if (expression instanceof Numeric numeric) {
      return new Numeric(numeric.opcode(), numeric.type(), operands);
    }
    if (expression instanceof ArrayIndex index) {
      return new ArrayIndex(index.memory(), index.offset(), index.size(), operands.get(0));
    }
    if (expression instanceof CheckedAddress) {
      return new CheckedAddress(operands.get(0));
    }
    if (expression instanceof Load load) {
      return new Load(load.opcode(), load.type(), load.memory(), load.offset(), operands.get(0));
    }
    if (expression instanceof LargeAddress) {
      return new LargeAddress(operands.get(0));
    }
    if (expression instanceof Atomic atomic) {
      return new Atomic(atomic.opcode(), atomic.type(), atomic.memory(), atomic.offset(), operands);
    }
    if (expression instanceof Select select) {
      return new Select(select.type(), operands.get(0), operands.get(1), operands.get(2));
    }
    if (expression instanceof IsNull) {
      return new IsNull(operands.get(0));
    }
    if (expression instanceof Call call) {
      return new Call(call.function(), call.type(), operands, call.weight());
    }
    if (expression instanceof CallIndirect call) {
      return new CallIndirect(call.functionType(), call.type(), call.table(), operands);
    }
    if (expression instanceof CallReference call) {
      return new CallReference(call.functionType(), call.type(), operands);
    }
    if (expression instanceof ReferenceOperation operation) {
      return new ReferenceOperation(
          operation.opcode(),
          operation.typeIndex(),
          operation.secondIndex(),
          operation.type(),
          operands);
    }
    if (expression instanceof TypeTest test) {
      return new TypeTest(test.target(), operands.get(0));
    }
    if (expression instanceof Cast cast) {
      return new Cast(cast.target(), cast.type(), operands.get(0));
    }
    if (expression instanceof Operation operation) {
      return new Operation(
          operation.opcode(),
          operation.index(),
          operation.secondIndex(),
          operation.type(),
          operands);
    }
    if (expression instanceof ArrayGet get) {
      return new ArrayGet(get.kind(), get.type(), operands.get(0), get.index());
    }
    if (expression instanceof Lookup lookup) {
      return new Lookup(lookup.table(), operands.get(0));
    }
    if (expression instanceof CallPart call) {
      return new CallPart(call.method(), call.type(), operands);
    }
    if (expression instanceof TailCall tailCall) {
      int last = operands.size() - 1;
      return new TailCall(
          withOperands(tailCall.call(), operands.subList(0, last)), operands.get(last));
    }
    if (expression instanceof NewException exception) {
      return new NewException(exception.tag(), operands);
    }
    if (expression instanceof NonNullException) {
      return new NonNullException(operands.get(0));
    }
    if (expression instanceof HasTag test) {
      return new HasTag(operands.get(0), test.tag());
    }
    if (expression instanceof ExceptionFields fields) {
      return new ExceptionFields(fields.type(), operands.get(0));
    }
    if (expression instanceof ExceptionValue value) {
      return new ExceptionValue(value.type(), value.index(), operands.get(0));
    }
    throw new IllegalArgumentException("no operands are known of " + expression);
  }
}
