package dev.cascara.wit.bindings;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.cascara.runtime.component.GuestResource;
import dev.cascara.wit.TypeDefinition;
import java.util.Map;

/**
 * Handles in exported functions: those of resources that the component implements, and those of
 * resources that the host implements.
 */
final class GuestHandles implements Handles {
  private final Handles host;
  private final Map<TypeDefinition, GuestType> guestTypes;

  /**
   * A resource that the component implements.
   *
   * @param type the expression of its type at run time
   * @param handleClass the class of the host's handles
   */
  record GuestType(CodeBlock type, ClassName handleClass) {}

  /**
   * Creates the handles of a component.
   *
   * @param guestTypes the resources that the component implements
   */
  GuestHandles(JavaTypes types, Map<TypeDefinition, GuestType> guestTypes) {
    this.host = new HostHandles(types);
    this.guestTypes = guestTypes;
  }

  @Override
  public CodeBlock liftOwn(TypeDefinition resource, CodeBlock handle) {
    GuestType guest = guestTypes.get(resource);
    return guest == null
        ? host.liftOwn(resource, handle)
        : CodeBlock.of(
            "new $T(options.handles().liftOwn($L, $L))", guest.handleClass(), guest.type(), handle);
  }

  @Override
  public CodeBlock liftBorrow(TypeDefinition resource, CodeBlock handle) {
    throw new IllegalStateException("no result has a borrowed handle: " + resource);
  }

  @Override
  public CodeBlock lowerOwn(TypeDefinition resource, CodeBlock value) {
    GuestType guest = guestTypes.get(resource);
    return guest == null
        ? host.lowerOwn(resource, value)
        : CodeBlock.of(
            "options.handles().lowerOwn($1L, $2T.of($3L, $1L).take($1L))",
            guest.type(),
            GuestResource.class,
            value);
  }

  @Override
  public CodeBlock lowerBorrow(TypeDefinition resource, CodeBlock value) {
    GuestType guest = guestTypes.get(resource);
    return guest == null
        ? host.lowerBorrow(resource, value)
        : CodeBlock.of(
            "options.handles().lowerBorrow($1L, lent.borrow($2L, $1L), borrows)",
            guest.type(),
            value);
  }
}
