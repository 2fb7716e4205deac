package dev.cascara.runtime.component;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A resource type at run time. Types are equal if they are the same object: each instance of a
 * component that defines a resource makes a type of its own.
 */
public final class ResourceType {
  private final String name;
  private final @Nullable ComponentInstance implementation;
  private final @Nullable Destructor guestDestructor;
  private final @Nullable Consumer<Object> hostDestructor;

  /** The destructor of a resource that a guest defines. */
  @FunctionalInterface
  public interface Destructor {
    /**
     * Destroys a resource.
     *
     * @param representation what the guest gave {@code resource.new}
     */
    void destroy(int representation);
  }

  private ResourceType(
      String name,
      @Nullable ComponentInstance implementation,
      @Nullable Destructor guestDestructor,
      @Nullable Consumer<Object> hostDestructor) {
    this.name = name;
    this.implementation = implementation;
    this.guestDestructor = guestDestructor;
    this.hostDestructor = hostDestructor;
  }

  /**
   * Creates a type that a guest defines.
   *
   * @param name the name, for messages
   * @param implementation the instance that defines it
   * @param destructor its destructor; the type's users call it through {@link HandleTable#drop}
   * @return a new type
   */
  public static ResourceType ofGuest(
      String name, ComponentInstance implementation, Destructor destructor) {
    return new ResourceType(name, implementation, destructor, null);
  }

  /**
   * Creates a type that a guest defines without a destructor.
   *
   * @param name the name, for messages
   * @param implementation the instance that defines it
   * @return a new type
   */
  public static ResourceType ofGuest(String name, ComponentInstance implementation) {
    return new ResourceType(name, implementation, null, null);
  }

  /**
   * Creates a type that the host defines.
   *
   * @param name the name, for messages
   * @param destructor what to do with a resource whose owning handle a guest drops
   * @return a new type
   */
  public static ResourceType ofHost(String name, Consumer<Object> destructor) {
    return new ResourceType(name, null, null, destructor);
  }

  /**
   * Returns the name.
   *
   * @return the name, for messages
   */
  public String name() {
    return name;
  }

  /**
   * Returns whether the host defines this type, so that its resources are objects.
   *
   * @return false if a guest defines it
   */
  public boolean isHostDefined() {
    return implementation == null;
  }

  /** Whether this is the instance that defines the type. */
  boolean isImplementedBy(ComponentInstance instance) {
    return implementation == instance;
  }

  /**
   * Destroys a resource of a type that a guest defines, for the host: the host owned it.
   *
   * @param representation what the guest gave {@code resource.new}
   * @throws dev.cascara.runtime.WasmTrap if the instance may not be entered, or the destructor
   *     traps
   */
  public void destroy(int representation) {
    if (implementation == null) {
      throw new IllegalStateException("the host defines " + name);
    }
    implementation.enter();
    try {
      if (guestDestructor != null) {
        guestDestructor.destroy(representation);
      }
      implementation.exit();
    } catch (Throwable thrown) {
      throw implementation.failed(thrown);
    }
  }

  void destroyFrom(ComponentInstance caller, Handle handle) {
    if (implementation == null) {
      if (hostDestructor != null && handle.resource != null) {
        hostDestructor.accept(handle.resource);
      }
      return;
    }
    implementation.enterFrom(caller);
    if (guestDestructor != null) {
      try {
        guestDestructor.destroy(handle.representation);
      } catch (Throwable thrown) {
        throw implementation.failed(thrown);
      }
    }
    implementation.exitTo(caller);
  }

  @Override
  public String toString() {
    return name;
  }
}
