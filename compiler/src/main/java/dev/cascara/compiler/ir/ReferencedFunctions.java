package dev.cascara.compiler.ir;

import dev.cascara.compiler.wasm.ElementSegment;
import dev.cascara.compiler.wasm.Export;
import dev.cascara.compiler.wasm.Expression;
import dev.cascara.compiler.wasm.ExternKind;
import dev.cascara.compiler.wasm.InstructionReader;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.Opcode;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/** The functions of a module that references may be taken of. */
public final class ReferencedFunctions {
  private final Module module;
  private final TreeSet<Integer> functions = new TreeSet<>();

  private ReferencedFunctions(Module module) {
    this.module = module;
    for (Export export : module.exports()) {
      if (export.kind() == ExternKind.FUNCTION) {
        functions.add(export.index());
      }
    }
    // Validation has seen to it that code refers to no other functions.
    module.globals().forEach(global -> addAll(global.initializer()));
    module.tables().forEach(table -> table.initializer().ifPresent(this::addAll));
    for (ElementSegment segment : module.elements()) {
      Arrays.stream(segment.functions()).forEach(functions::add);
      segment.expressions().forEach(this::addAll);
    }
  }

  /**
   * Finds the functions that a module exports or refers to outside of function bodies; code can
   * refer to no others.
   *
   * @param module a valid module
   * @return the functions' indices
   */
  public static SortedSet<Integer> of(Module module) {
    return new ReferencedFunctions(module).functions;
  }

  private void addAll(Expression expression) {
    InstructionReader in = new InstructionReader(module.bytes(), expression);
    while (in.hasRemaining()) {
      if (in.next() == Opcode.REF_FUNC) {
        functions.add(in.index());
      }
    }
  }
}
