package dev.cascara.compiler.wasm;

import java.util.List;

/**
 * A defined type with its place among the others (section 2.3, "Recursive Types").
 *
 * @param isFinal whether no type may name it as its supertype
 * @param supertypes type indices; a valid module has at most one
 * @param compositeType the shape
 */
public record SubType(boolean isFinal, List<Integer> supertypes, CompositeType compositeType) {
  public SubType {
    supertypes = List.copyOf(supertypes);
  }
}
