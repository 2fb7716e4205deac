package dev.cascara.compiler.dynamic;

import dev.cascara.runtime.component.GuestResource;
import dev.cascara.runtime.component.ResourceType;

/**
 * An owning handle to a resource that a component defines. The host owns the resource until it
 * closes the handle or passes it to a function that takes an {@code own}.
 */
public final class GuestHandle extends GuestResource implements Value {
  GuestHandle(ResourceType type, int representation) {
    super(type, representation);
  }

  @Override
  public String toString() {
    return "own<" + resourceType() + '>';
  }
}
