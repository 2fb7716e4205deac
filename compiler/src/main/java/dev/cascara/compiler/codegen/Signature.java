package dev.cascara.compiler.codegen;

import dev.cascara.compiler.ir.DefinedTypes;
import dev.cascara.compiler.ir.IrMethod;
import dev.cascara.compiler.ir.IrType;
import dev.cascara.compiler.ir.Variable;
import dev.cascara.compiler.wasm.FunctionType;
import dev.cascara.compiler.wasm.ValueType;
import java.util.List;
import java.util.stream.Stream;

/**
 * A function type in the terms of the JVM. A vector is two values of type {@code long}.
 *
 * @param parameters the parameters' types
 * @param results the results' types
 */
record Signature(List<IrType> parameters, List<IrType> results) {
  static Signature of(FunctionType type, DefinedTypes types, long offset) {
    return new Signature(
        irTypes(type.parameters(), types, offset), irTypes(type.results(), types, offset));
  }

  private static List<IrType> irTypes(List<ValueType> types, DefinedTypes defined, long offset) {
    return types.stream()
        .map(type -> defined.irType(type, offset))
        .flatMap(type -> type.isVector() ? Stream.of(IrType.LONG, IrType.LONG) : Stream.of(type))
        .toList();
  }

  /** The descriptor of a static method that is emitted from a method of the representation. */
  static String descriptorWithInstance(IrMethod method, String instanceClass) {
    return new Signature(
            method.parameters().stream().map(Variable::type).toList(),
            method.result().kind() == IrType.Kind.VOID ? List.of() : List.of(method.result()))
        .descriptorWithInstance(instanceClass);
  }

  /** Whether there are more parameters than the JVM passes, so that they travel in an array. */
  boolean inArray() {
    return IrType.slots(parameters) > IrType.MAXIMUM_PARAMETER_SLOTS;
  }

  IrType result() {
    return results.isEmpty() ? IrType.VOID : results.get(0);
  }

  /**
   * The descriptor of {@code call}, which is the same for a type and its subtypes: all references
   * are erased.
   */
  String descriptor() {
    StringBuilder text = new StringBuilder("(");
    if (inArray()) {
      text.append("[Ljava/lang/Object;");
    } else {
      parameters.forEach(type -> text.append(type.erased().descriptor()));
    }
    return text.append(')').append(result().erased().descriptor()).toString();
  }

  /** The descriptor of a static method with a last parameter for the instance. */
  String descriptorWithInstance(String instanceClass) {
    return descriptorWithInstance("", instanceClass);
  }

  /** The same with further parameters before the instance. */
  String descriptorWithInstance(String further, String instanceClass) {
    StringBuilder text = new StringBuilder("(");
    if (inArray()) {
      text.append("[Ljava/lang/Object;");
    } else {
      parameters.forEach(type -> text.append(type.descriptor()));
    }
    return text.append(further)
        .append('L')
        .append(instanceClass)
        .append(";)")
        .append(result().descriptor())
        .toString();
  }
}
