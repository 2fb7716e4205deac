package dev.cascara.compiler.wasm;

import java.util.List;

/**
 * The type of a structure.
 *
 * @param fields the fields' types
 */
public record StructType(List<FieldType> fields) implements CompositeType {
  public StructType {
    fields = List.copyOf(fields);
  }
}
