package dev.cascara.runtime.component;

import org.jspecify.annotations.Nullable;

/** An entry of a handle table ({@code ResourceHandle} in the Canonical ABI). */
final class Handle {
  final ResourceType type;

  /** The representation of a resource that a guest defines. */
  final int representation;

  /** The resource that the host defines, else null. */
  final @Nullable Object resource;

  /** Where this borrowed handle is to be dropped; null for an owning one. */
  final @Nullable BorrowScope scope;

  /** How many calls in progress this handle is lent to. */
  int lends;

  Handle(
      ResourceType type,
      int representation,
      @Nullable Object resource,
      @Nullable BorrowScope scope) {
    this.type = type;
    this.representation = representation;
    this.resource = resource;
    this.scope = scope;
  }

  boolean isOwn() {
    return scope == null;
  }
}
