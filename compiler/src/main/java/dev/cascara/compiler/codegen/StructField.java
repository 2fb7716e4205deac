package dev.cascara.compiler.codegen;

import static dev.cascara.compiler.ir.IrExpression.ReferenceOperation.HIGH_HALF;

import dev.cascara.compiler.ir.IrType;
import dev.cascara.compiler.wasm.FieldType;
import dev.cascara.compiler.wasm.PackedType;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.MethodVisitor;

/**
 * A field of the class of a structure type: a field of the structure, or half of one that holds
 * vectors.
 *
 * @param name the name in the class
 * @param declared the type that the field has in the class that declares it, the first supertype
 *     that has it
 * @param valueType the type of its values
 */
record StructField(String name, FieldType declared, IrType valueType) {
  /**
   * Finds a field.
   *
   * @param index the field's index, as the representation has it
   */
  static StructField of(ModuleLayout layout, int typeIndex, int index) {
    int field = index & (HIGH_HALF - 1);
    FieldType declared = layout.types.declaredField(typeIndex, field);
    IrType type = layout.types.unpacked(declared);
    return new StructField(
        "f" + field + (index >= HIGH_HALF ? "high" : ""),
        declared,
        type.isVector() ? IrType.LONG : type);
  }

  /** All fields of a structure, from those of its supertypes on. */
  static List<StructField> all(ModuleLayout layout, int typeIndex) {
    List<StructField> result = new ArrayList<>();
    for (int i = 0; i < layout.types.fields(typeIndex).size(); i++) {
      result.addAll(of(layout, typeIndex, List.of(i)));
    }
    return result;
  }

  /** Some fields of a structure, both halves of those that hold vectors. */
  static List<StructField> of(ModuleLayout layout, int typeIndex, List<Integer> indices) {
    List<StructField> result = new ArrayList<>();
    for (int index : indices) {
      result.add(of(layout, typeIndex, index));
      if (layout.types.unpacked(layout.types.fields(typeIndex).get(index)).isVector()) {
        result.add(of(layout, typeIndex, index + HIGH_HALF));
      }
    }
    return result;
  }

  String descriptor() {
    return declared.storageType() instanceof PackedType packed
        ? packed == PackedType.I8 ? "B" : "S"
        : valueType.descriptor();
  }

  /** Reads or writes the field of an object of a class. */
  void visit(MethodVisitor out, int opcode, String className) {
    out.visitFieldInsn(opcode, className, name, descriptor());
  }
}
