package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.ExceptionFields;
import dev.cascara.compiler.ir.IrExpression.ExceptionValue;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.HasTag;
import dev.cascara.compiler.ir.IrExpression.NewException;
import dev.cascara.compiler.ir.IrExpression.NonNullException;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Throw;
import dev.cascara.compiler.ir.IrStatement.Try;
import dev.cascara.compiler.ir.Lowering.Frame;
import dev.cascara.compiler.ir.OperandStack.Operands;
import dev.cascara.compiler.wasm.CatchClause;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lowers the instructions of exception handling (section 4.6.8), those of the legacy encoding as
 * well.
 *
 * <p>A block that catches becomes a {@link Try} whose handler compares tags and branches. The
 * legacy {@code catch} clauses are in the handler themselves. {@code delegate} takes exceptions to
 * the level of its target, past the handlers in between: its handler branches to the end of the
 * target's statements, and there the exception is thrown again.
 */
final class ExceptionLowering {
  private final Lowering lowering;

  /** How many of the open frames catch what the current instruction throws. */
  private int catching;

  /** What a block that catches consists of. */
  static final class Handlers {
    List<CatchClause> clauses = List.of();

    /** Whether the instructions read now are those of the body, not of a {@code catch}. */
    boolean inBody = true;

    /** For the legacy encoding: the statements of the body, once they are complete. */
    List<IrStatement> body = List.of();

    /** For the legacy encoding: whether control reaches the end of the body or of a clause. */
    boolean fallsThrough;

    /** For the legacy encoding: the clause whose instructions are read now. */
    @Nullable Clause clause;

    /** For the legacy encoding: the clauses before the current one, as a handler. */
    final List<IrStatement> handler = new ArrayList<>();

    /** For the legacy encoding: where a clause goes on at its end. */
    final Label end = new Label();

    /** For the legacy encoding: whether a clause catches everything. */
    boolean exhaustive;

    @Nullable Variable exception;

    Variable exception() {
      return Objects.requireNonNull(exception);
    }
  }

  /**
   * A clause of the legacy encoding.
   *
   * @param opcode {@code catch} or {@code catch_all}
   * @param tag the tag's index
   */
  private record Clause(Opcode opcode, int tag) {}

  /**
   * Where exceptions arrive that were taken past handlers.
   *
   * @param label where they arrive
   * @param exception the variable that holds them
   */
  record Landing(Label label, Variable exception) {}

  ExceptionLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  /** Whether the function itself may catch what the current instruction throws. */
  boolean isHandled() {
    return catching > 0;
  }

  private static Handlers handlers(Frame frame) {
    return Objects.requireNonNull(frame.handlers);
  }

  private Variable newException() {
    return lowering.newTemporary(IrType.EXCEPTION);
  }

  // ---------------------------------------------------------------- throwing

  void lowerThrow() {
    int tag = lowering.in.index();
    List<IrType> types = valueTypes(tag);
    lowering.evaluateVectors(lowering.spaces.typeOfTag(tag).parameters());
    Operands values = lowering.stack.pop(types.size());
    Operands operands =
        new Operands(Vectors.halved(values.expressions()), values.effects(), values.size());
    if (ExceptionTypes.inArray(types)) {
      operands = lowering.collect(operands);
    }
    lowering.stack.prepareForBranch();
    lowering.terminate(new Throw(new NewException(tag, operands.expressions())));
  }

  void lowerThrowReference() {
    IrExpression reference = lowering.stack.pop().expression();
    lowering.stack.prepareForBranch();
    lowering.terminate(new Throw(new NonNullException(reference)));
  }

  void lowerRethrow(Frame target) {
    lowering.stack.prepareForBranch();
    lowering.terminate(new Throw(new Get(handlers(target).exception())));
  }

  private List<IrType> valueTypes(int tag) {
    return lowering.spaces.typeOfTag(tag).parameters().stream().map(lowering::irType).toList();
  }

  /** The values of an exception with a tag; statements may be added that they need. */
  private List<IrExpression> values(int tag, Variable exception) {
    List<IrType> types = valueTypes(tag);
    if (types.isEmpty()) {
      return List.of();
    }
    Variable fields = exception;
    if (!ExceptionTypes.inArray(types)) {
      fields = lowering.newTemporary(lowering.types.exceptions().irType(types));
      lowering.emitAssign(fields, new ExceptionFields(fields.type(), new Get(exception)));
    }
    List<IrExpression> values = new ArrayList<>();
    int index = 0;
    for (IrType type : types) {
      if (type.isVector()) {
        values.add(
            Vectors.ofHalves(
                new ExceptionValue(IrType.LONG, index++, new Get(fields)),
                new ExceptionValue(IrType.LONG, index++, new Get(fields))));
      } else {
        values.add(new ExceptionValue(type, index++, new Get(fields)));
      }
    }
    return values;
  }

  // ---------------------------------------------------------------- blocks that catch

  void openTry() {
    Frame frame = lowering.open(lowering.in.opcode());
    frame.labelValues = lowering.newLabelValues(frame.type.results());
    handlers(frame).clauses = lowering.in.catches();
    lowering.statements = new ArrayList<>();
    catching++;
  }

  void endTryTable(Frame frame) {
    endBody(frame);
    Handlers handlers = handlers(frame);
    lowering.statements = new ArrayList<>();
    Variable exception = newException();
    boolean exhaustive = false;
    for (CatchClause clause : handlers.clauses) {
      exhaustive = lowerClause(clause, exception);
      if (exhaustive) {
        break;
      }
    }
    if (!exhaustive && !handlers.clauses.isEmpty()) {
      lowering.statements.add(new Throw(new Get(exception)));
    }
    endFrame(frame, exception, lowering.statements);
  }

  /** Returns whether the clause catches everything. */
  private boolean lowerClause(CatchClause clause, Variable exception) {
    Frame target = lowering.frameAt(clause.label());
    if (!clause.kind().namesTag()) {
      branch(
          target,
          clause.kind() == CatchClause.Kind.CATCH_ALL_REF
              ? List.of(new Get(exception))
              : List.of());
      return true;
    }
    List<IrStatement> outer = lowering.statements;
    lowering.statements = new ArrayList<>();
    List<IrExpression> values = new ArrayList<>(values(clause.tag(), exception));
    if (clause.kind() == CatchClause.Kind.CATCH_REF) {
      values.add(new Get(exception));
    }
    branch(target, values);
    outer.add(new If(new HasTag(new Get(exception), clause.tag()), lowering.statements, List.of()));
    lowering.statements = outer;
    return false;
  }

  private void branch(Frame target, List<IrExpression> values) {
    if (lowering.isFunction(target)) {
      lowering.emitReturn(values, target.type);
    } else {
      lowering.assignAll(target.labelValues, values);
      target.labelUsed = true;
      lowering.statements.add(new Branch(target.label));
    }
  }

  /** Completes the statements of a body or clause. */
  private void endArm(Frame frame) {
    Handlers handlers = handlers(frame);
    if (lowering.reachable) {
      lowering.assignAll(frame.labelValues, lowering.stack.top(frame.labelValues.size()));
      handlers.fallsThrough = true;
    }
    lowering.stack.truncate(frame.height);
  }

  private void endBody(Frame frame) {
    endArm(frame);
    Handlers handlers = handlers(frame);
    handlers.body = lowering.statements;
    handlers.inBody = false;
    catching--;
  }

  /**
   * Adds the block to the statements around it; control goes on behind it if it can.
   *
   * @param handler the handler; empty if the block catches nothing
   */
  private void endFrame(Frame frame, Variable exception, List<IrStatement> handler) {
    List<IrStatement> body = handlers(frame).body;
    List<IrStatement> block =
        body.isEmpty() || handler.isEmpty() ? body : List.of(new Try(body, exception, handler));
    lowering.statements = frame.outer;
    if (frame.labelUsed) {
      lowering.statements.add(new Block(frame.label, block));
    } else {
      lowering.statements.addAll(block);
    }
    if (handlers(frame).fallsThrough || frame.labelUsed) {
      lowering.continueWith(frame);
    } else {
      lowering.reachable = false;
      lowering.stack.truncate(frame.height);
    }
  }

  // ---------------------------------------------------------------- the legacy encoding

  void lowerCatch(Frame frame) {
    land(frame);
    Handlers handlers = handlers(frame);
    if (handlers.inBody) {
      endBody(frame);
      handlers.exception = newException();
    } else {
      endClause(frame);
    }
    lowering.statements = new ArrayList<>();
    lowering.reachable = true;
    Opcode opcode = lowering.in.opcode();
    handlers.clause = new Clause(opcode, opcode == Opcode.CATCH ? lowering.in.index() : 0);
    if (opcode == Opcode.CATCH) {
      for (IrExpression value : values(lowering.in.index(), handlers.exception())) {
        lowering.stack.push(value, 0, 2);
      }
    }
  }

  private void endClause(Frame frame) {
    Handlers handlers = handlers(frame);
    boolean fallsThrough = lowering.reachable;
    endArm(frame);
    List<IrStatement> statements = lowering.statements;
    Clause clause = Objects.requireNonNull(handlers.clause);
    if (clause.opcode() == Opcode.CATCH_ALL) {
      handlers.handler.addAll(statements);
      handlers.exhaustive = true;
      return;
    }
    if (fallsThrough) {
      statements.add(new Branch(handlers.end));
    }
    IrExpression condition = new HasTag(new Get(handlers.exception()), clause.tag());
    handlers.handler.add(new If(condition, statements, List.of()));
  }

  void endTry(Frame frame) {
    Handlers handlers = handlers(frame);
    if (handlers.inBody) {
      endBody(frame);
      endFrame(frame, newException(), List.of());
      return;
    }
    endClause(frame);
    if (!handlers.exhaustive) {
      handlers.handler.add(new Throw(new Get(handlers.exception())));
    }
    endFrame(frame, handlers.exception(), List.of(new Block(handlers.end, handlers.handler)));
  }

  void lowerDelegate(Frame frame) {
    endBody(frame);
    int depth = lowering.in.index();
    if (!catchesBelow(depth)) {
      endFrame(frame, newException(), List.of());
      return;
    }
    Frame target = lowering.frameAt(depth);
    Landing landing = target.delegated;
    if (landing == null) {
      landing =
          new Landing(
              new Label(), lowering.newVariable(IrType.EXCEPTION, Variable.Kind.LABEL_VALUE));
      target.delegated = landing;
    }
    Variable exception = newException();
    endFrame(
        frame,
        exception,
        List.of(new Assign(landing.exception(), new Get(exception)), new Branch(landing.label())));
  }

  /** Returns whether something within the frame at a depth catches what is thrown here. */
  private boolean catchesBelow(int depth) {
    for (int i = 0; i < depth; i++) {
      Handlers handlers = lowering.frameAt(i).handlers;
      if (handlers != null && handlers.inBody) {
        return true;
      }
    }
    return false;
  }

  /** Where exceptions were taken to a frame, throws them behind its statements. */
  void land(Frame frame) {
    Landing landing = frame.delegated;
    if (landing == null) {
      return;
    }
    frame.delegated = null;
    Label end = new Label();
    List<IrStatement> inner = lowering.statements;
    if (lowering.reachable) {
      lowering.stack.stabilize();
      inner.add(new Branch(end));
    }
    lowering.statements =
        new ArrayList<>(
            List.of(
                new Block(
                    end,
                    List.of(
                        new Block(landing.label(), inner),
                        new Throw(new Get(landing.exception()))))));
  }
}
