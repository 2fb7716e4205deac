package dev.cascara.compiler.wasm;

/**
 * A type that the module defines.
 *
 * @param typeIndex its index, below 2³¹
 */
public record ConcreteHeapType(int typeIndex) implements HeapType {
  @Override
  public String toString() {
    return Integer.toString(typeIndex);
  }
}
