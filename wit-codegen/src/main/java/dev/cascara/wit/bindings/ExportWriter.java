package dev.cascara.wit.bindings;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.cascara.runtime.component.BorrowScope;
import dev.cascara.runtime.component.CanonicalOptions;
import dev.cascara.runtime.component.GuestBorrows;
import dev.cascara.wit.Function;
import dev.cascara.wit.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/**
 * Writes the methods that call lifted functions (Canonical ABI, {@code canon lift}): enter the
 * instance, lower the arguments, call the core function, lift the result, call the post-return
 * function, leave.
 */
final class ExportWriter {
  private final JavaTypes types;
  private final Helpers helpers;

  ExportWriter(JavaTypes types, Helpers helpers) {
    this.types = types;
    this.helpers = helpers;
  }

  /** The method of an exported function. A method of a resource is one of the handle's class. */
  MethodSpec.Builder method(Scope scope, Function function, LiftedCall call) {
    return new Method(scope, function, call).write();
  }

  private final class Method {
    private final Scope scope;
    private final Function function;
    private final LiftedCall call;
    private final Body body =
        new Body(List.of("borrows", "lent", "lowered", "thrown", "failure", "coreResult"));
    private final Shape.Fields parameters;
    private final Optional<Shape> result;
    private final List<CodeBlock> values = new ArrayList<>();
    private final boolean isMethod;
    private final boolean borrows;
    private final boolean lends;

    Method(Scope scope, Function function, LiftedCall call) {
      this.scope = scope;
      this.function = function;
      this.call = call;
      this.isMethod = JavaTypes.isMethod(function);
      this.parameters = fields(function.allParameters());
      this.result = function.result().map(types::shape);
      this.borrows = parameters.hasBorrow();
      this.lends = fields(function.parameters()).hasBorrow();
    }

    private Shape.Fields fields(List<Function.Parameter> all) {
      return types.fields(all.stream().map(Function.Parameter::type).toList());
    }

    MethodSpec.Builder write() {
      MethodSpec.Builder method =
          MethodSpec.methodBuilder(scope.methodOf(function))
              .addModifiers(Modifier.PUBLIC)
              .returns(types.returnType(function));
      for (Function.Parameter each : function.parameters()) {
        String name = body.name(JavaNames.lowerCamel(each.name()));
        method.addParameter(types.of(each.type()), name);
        values.add(CodeBlock.of("$L", name));
      }
      scope.exceptionOf(function).ifPresent(method::addException);
      method.addStatement("$T options = $L", CanonicalOptions.class, call.options());
      writeBody();
      return method.addCode(body.build());
    }

    private void writeBody() {
      Optional<Type.ResultType> fallible = Scope.resultType(function);
      Optional<Type> returned = JavaTypes.returnedType(function);
      String value = "";
      if (fallible.isPresent()) {
        ClassName exception = scope.exceptionOf(function).orElseThrow();
        if (returned.isPresent()) {
          TypeName type = types.of(returned.get());
          value = body.local(type, "value", CodeBlock.of(defaultValue(type)));
        }
        body.statement("$T failure = null", exception);
      }
      beginScopes();
      boolean mayRefuse = mayRefuse();
      if (mayRefuse) {
        body.statement("boolean lowered = false");
      }
      body.statement("options.instance().enter()");
      if (isMethod) {
        borrowSelf();
      }
      body.begin("try");
      List<CodeBlock> arguments = arguments();
      if (mayRefuse) {
        body.statement("lowered = true");
      }
      CodeBlock invocation =
          CodeBlock.of("$L($L)", call.function(), CodeBlock.join(arguments, ", "));
      Optional<CodeBlock> lifted = callAndLift(invocation, value);
      body.statement("options.instance().exit()");
      lifted.ifPresent(expression -> body.statement("return $L", expression));
      body.next("catch ($T thrown)", Throwable.class);
      body.statement(
          mayRefuse
              ? "throw lowered ? options.instance().failed(thrown) :"
                  + " options.instance().refused(thrown)"
              : "throw options.instance().failed(thrown)");
      endScopes();
      body.end();
      if (fallible.isPresent()) {
        body.begin("if (failure != null)");
        body.statement("throw failure");
        body.end();
        if (!value.isEmpty()) {
          body.statement("return $L", value);
        }
      }
    }

    private void beginScopes() {
      if (borrows) {
        body.statement("$1T borrows = new $1T()", BorrowScope.class);
      }
      if (lends) {
        body.statement("$1T lent = new $1T()", GuestBorrows.class);
      }
    }

    /** Borrows the resource itself; where it is closed, nothing has happened yet. */
    private void borrowSelf() {
      String representation = body.declare(TypeName.INT, "representation");
      body.begin("try");
      body.statement("$L = borrow(resourceType())", representation);
      body.next("catch ($T thrown)", RuntimeException.class);
      body.statement("throw options.instance().refused(thrown)");
      body.end();
      values.add(
          0,
          CodeBlock.of(
              "options.handles().lowerBorrow(resourceType(), $L, borrows)", representation));
    }

    private void endScopes() {
      if (lends || isMethod) {
        body.next("finally");
        if (lends) {
          body.statement("lent.end()");
        }
        if (isMethod) {
          body.statement("endBorrow()");
        }
      }
    }

    /** Whether there are arguments that cannot be lowered, such as a closed resource. */
    private boolean mayRefuse() {
      return function.parameters().stream()
          .map(each -> each.type().unaliased())
          .anyMatch(
              type ->
                  !(type instanceof Type.Primitive primitive)
                      || primitive == Type.Primitive.STRING
                      || primitive == Type.Primitive.CHAR);
    }

    private List<CodeBlock> arguments() {
      LowerCode lower = new LowerCode(helpers, body);
      List<Function.Parameter> all = function.allParameters();
      if (parameters.flat().size() <= LoweringWriter.MAXIMUM_FLAT_PARAMETERS) {
        List<CodeBlock> flats = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
          flats.addAll(
              isMethod && i == 0
                  ? List.of(selfHandle())
                  : lower.flat(all.get(i).type(), values.get(i)));
        }
        return flats;
      }
      String address =
          body.local(
              TypeName.INT,
              "arguments",
              CodeBlock.of("options.allocate($L, $L)", parameters.alignment(), parameters.size()));
      for (int i = 0; i < all.size(); i++) {
        Address at = new Address(address, parameters.offsets().get(i));
        if (isMethod && i == 0) {
          body.statement("$L.writeInt($L, $L)", body.memory(), at.code(), selfHandle());
        } else {
          lower.store(all.get(i).type(), values.get(i), at);
        }
      }
      return List.of(CodeBlock.of("$L", address));
    }

    private CodeBlock selfHandle() {
      return CodeBlock.of("$L", body.local(TypeName.INT, "self", values.get(0)));
    }

    /** Writes the call; returns what is to be returned, if it is not in the variable. */
    private Optional<CodeBlock> callAndLift(CodeBlock invocation, String value) {
      if (function.result().isEmpty()) {
        body.statement("$L", invocation);
        postReturn(List.of());
        return Optional.empty();
      }
      Type type = function.result().get();
      Shape shape = result.orElseThrow();
      List<CoreType> flat = shape.flat();
      boolean inMemory = flat.size() > 1;
      TypeName coreType = inMemory ? TypeName.INT : flat.get(0).javaType();
      body.statement("$T coreResult = $L", coreType, invocation);
      CodeBlock core = CodeBlock.of("coreResult");
      if (inMemory) {
        body.statement("options.checkPointer(coreResult, $L, $L)", shape.size(), shape.alignment());
      }
      LiftCode lift = new LiftCode(helpers, body);
      Address address = new Address("coreResult", 0);
      Optional<Type.ResultType> fallible = Scope.resultType(function);
      if (fallible.isPresent()) {
        Shape.Cases cases = (Shape.Cases) shape;
        lift.wholeResult(
            fallible.get(),
            inMemory ? lift.loadDiscriminant(cases, address) : core,
            payload -> lift.load(payload, address.plus(cases.payloadOffset())),
            value,
            "failure",
            scope.exceptionOf(function).orElseThrow());
        postReturn(List.of(core));
        return Optional.empty();
      }
      CodeBlock lifted = inMemory ? lift.load(type, address) : lift.flat(type, List.of(core));
      String name =
          LowerCode.isName(lifted)
              ? lifted.toString()
              : body.local(types.of(type), "result", lifted);
      postReturn(List.of(core));
      return Optional.of(CodeBlock.of("$L", name));
    }

    private void postReturn(List<CodeBlock> results) {
      if (borrows) {
        body.statement("borrows.end()");
      }
      if (call.postReturn().isPresent()) {
        body.statement("options.instance().forbidLeaving()");
        body.statement("$L($L)", call.postReturn().get(), CodeBlock.join(results, ", "));
        body.statement("options.instance().allowLeaving()");
      }
    }
  }

  private static String defaultValue(TypeName type) {
    if (type.equals(TypeName.BOOLEAN)) {
      return "false";
    }
    return type.isPrimitive() ? "0" : "null";
  }
}
