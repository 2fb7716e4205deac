package dev.cascara.compiler.codegen;

import dev.cascara.compiler.ir.IrType;
import dev.cascara.compiler.wasm.FunctionType;
import dev.cascara.compiler.wasm.ValueType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A function type in the terms of the JVM.
 *
 * @param parameters the parameters' types
 * @param results the results' types
 */
record Signature(List<IrType> parameters, List<IrType> results) {
  private static final int MAXIMUM_NAME_LENGTH = 80;

  static Signature of(FunctionType type, long offset) {
    return new Signature(irTypes(type.parameters(), offset), irTypes(type.results(), offset));
  }

  private static List<IrType> irTypes(List<ValueType> types, long offset) {
    return types.stream().map(type -> IrType.of(type, offset)).toList();
  }

  /** Whether there are more parameters than the JVM passes, so that they travel in an array. */
  boolean inArray() {
    return IrType.slots(parameters) > IrType.MAXIMUM_PARAMETER_SLOTS;
  }

  IrType result() {
    return results.isEmpty() ? IrType.VOID : results.get(0);
  }

  /** The parameters' descriptors one after another. */
  String parameterDescriptors() {
    if (inArray()) {
      return "[Ljava/lang/Object;";
    }
    StringBuilder text = new StringBuilder();
    parameters.forEach(type -> text.append(type.descriptor()));
    return text.toString();
  }

  /** The descriptor of {@code call}. */
  String descriptor() {
    return "(" + parameterDescriptors() + ")" + result().descriptor();
  }

  /** The descriptor of a static method with a last parameter for the instance. */
  String descriptorWithInstance(String instanceClass) {
    return "(" + parameterDescriptors() + "L" + instanceClass + ";)" + result().descriptor();
  }

  /** Letters of the parameters, {@code >}, letters of the results: what the runtime reads. */
  String encoded() {
    return letters(parameters) + ">" + letters(results);
  }

  private static String letters(List<IrType> types) {
    StringBuilder text = new StringBuilder();
    types.forEach(type -> text.append(type.letter()));
    return text.toString();
  }

  /**
   * The simple name of the signature class. Equal types have equal names, different ones different
   * names.
   */
  String className() {
    String name = "Function_" + letters(parameters) + "_" + letters(results);
    return name.length() <= MAXIMUM_NAME_LENGTH ? name : "Function_" + digest(name);
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
