package dev.cascara.wit.bindings;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.cascara.runtime.Memory;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/** The statements of a method that is being written, with its local variables. */
final class Body {
  /** Fields of a component's class, which no local variable may hide. */
  private static final Pattern FIELD =
      Pattern.compile("(core|function|instance|options|resource)[0-9]+|host_.*");

  private final CodeBlock.Builder code = CodeBlock.builder();
  private final Set<String> names;
  private boolean usesMemory;

  /**
   * Creates an empty body.
   *
   * @param names the names of the parameters
   */
  Body(Collection<String> names) {
    this.names = new HashSet<>(names);
    this.names.add("memory");
    this.names.add("options");
  }

  /** Takes a name for a local variable: the hint, with a number behind it if it is taken. */
  String name(String hint) {
    String candidate = FIELD.matcher(hint).matches() ? hint + "_" : hint;
    for (int i = 2; SourceVersion.isKeyword(candidate) || !names.add(candidate); i++) {
      candidate = hint + i;
    }
    return candidate;
  }

  /** Declares and sets a local variable. */
  String local(TypeName type, String hint, CodeBlock value) {
    String name = name(hint);
    code.addStatement("$T $L = $L", type, name, value);
    return name;
  }

  /** Declares a local variable that all paths set. */
  String declare(TypeName type, String hint) {
    String name = name(hint);
    code.addStatement("$T $L", type, name);
    return name;
  }

  void statement(String format, Object... arguments) {
    code.addStatement(format, arguments);
  }

  void begin(String format, Object... arguments) {
    code.beginControlFlow(format, arguments);
  }

  void next(String format, Object... arguments) {
    code.nextControlFlow(format, arguments);
  }

  void end() {
    code.endControlFlow();
  }

  /** The variable with the memory of the options. */
  String memory() {
    usesMemory = true;
    return "memory";
  }

  /** The statements, behind the declaration of the memory if they use it. */
  CodeBlock build() {
    CodeBlock.Builder all = CodeBlock.builder();
    if (usesMemory) {
      all.addStatement("$T memory = options.memory()", Memory.class);
    }
    return all.add(code.build()).build();
  }
}
