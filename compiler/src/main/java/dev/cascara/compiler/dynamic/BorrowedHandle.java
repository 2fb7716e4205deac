package dev.cascara.compiler.dynamic;

import dev.cascara.runtime.component.ResourceType;

/**
 * A borrowed handle to a resource that a component defines, given to a function of the host: it can
 * be used until that function returns.
 */
public final class BorrowedHandle implements Value {
  private final ResourceType type;
  private final int representation;
  private boolean ended;

  BorrowedHandle(ResourceType type, int representation) {
    this.type = type;
    this.representation = representation;
  }

  /**
   * Returns the resource's type.
   *
   * @return the type
   */
  public ResourceType resourceType() {
    return type;
  }

  int representation() {
    if (ended) {
      throw new IllegalStateException("the call has ended for which " + type + " was borrowed");
    }
    return representation;
  }

  void end() {
    ended = true;
  }

  @Override
  public String toString() {
    return "borrow<" + type + '>';
  }
}
