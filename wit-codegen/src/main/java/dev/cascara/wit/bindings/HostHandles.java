package dev.cascara.wit.bindings;

import com.palantir.javapoet.CodeBlock;
import dev.cascara.wit.TypeDefinition;

/** Handles of resources that the host implements: the handle table has the Java objects. */
final class HostHandles implements Handles {
  private final JavaTypes types;

  HostHandles(JavaTypes types) {
    this.types = types;
  }

  private CodeBlock type(TypeDefinition resource) {
    return CodeBlock.of(
        "$T.$L", types.owner(resource).loweringClass(), Scope.resourceConstant(resource));
  }

  @Override
  public CodeBlock liftOwn(TypeDefinition resource, CodeBlock handle) {
    return CodeBlock.of(
        "($T) options.handles().liftOwnResource($L, $L)",
        types.classOf(resource),
        type(resource),
        handle);
  }

  @Override
  public CodeBlock liftBorrow(TypeDefinition resource, CodeBlock handle) {
    return CodeBlock.of(
        "($T) options.handles().liftBorrowResource($L, $L, lends)",
        types.classOf(resource),
        type(resource),
        handle);
  }

  @Override
  public CodeBlock lowerOwn(TypeDefinition resource, CodeBlock value) {
    return CodeBlock.of("options.handles().lowerOwn($L, $L)", type(resource), value);
  }

  @Override
  public CodeBlock lowerBorrow(TypeDefinition resource, CodeBlock value) {
    return CodeBlock.of("options.handles().lowerBorrow($L, $L, borrows)", type(resource), value);
  }
}
