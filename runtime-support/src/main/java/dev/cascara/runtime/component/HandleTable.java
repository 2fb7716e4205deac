package dev.cascara.runtime.component;

import dev.cascara.runtime.WasmTrap;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The handles of a component instance (Canonical ABI, "Table State" and "Resource State"), with the
 * built-ins {@code resource.new}, {@code resource.rep} and {@code resource.drop} and the lifting
 * and lowering of {@code own} and {@code borrow}.
 *
 * <p>Resources of a type that a guest defines are {@code int}s, those of the host's types are
 * objects: of each pair of methods, the type decides which one is right.
 */
public final class HandleTable {
  private static final int MAXIMUM_LENGTH = (1 << 28) - 1;
  private static final int NONE = 0;

  private final ComponentInstance instance;
  private @Nullable Handle[] handles = new @Nullable Handle[8];

  /** For each free index below {@link #length}, the index that was freed before it, else 0. */
  private int[] nextFree = new int[8];

  private int firstFree = NONE;

  /** The first index that was never used. 0 never is. */
  private int length = 1;

  private int count;

  HandleTable(ComponentInstance instance) {
    this.instance = instance;
  }

  /**
   * Returns how many handles there are.
   *
   * @return the number of handles that were neither dropped nor passed on
   */
  public int count() {
    return count;
  }

  private int add(Handle handle) {
    int index = firstFree;
    if (index != NONE) {
      firstFree = nextFree[index];
    } else {
      index = length;
      if (index > MAXIMUM_LENGTH) {
        throw AbiTrap.of("the handle table is full");
      }
      if (index == handles.length) {
        handles = Arrays.copyOf(handles, index * 2);
        nextFree = Arrays.copyOf(nextFree, index * 2);
      }
      length++;
    }
    handles[index] = handle;
    count++;
    return index;
  }

  private Handle get(ResourceType type, int index) {
    Handle handle = Integer.compareUnsigned(index, length) < 0 ? handles[index] : null;
    if (handle == null) {
      throw AbiTrap.of("unknown handle index " + Integer.toUnsignedString(index));
    }
    if (handle.type != type) {
      throw wrongType(type, index, handle);
    }
    return handle;
  }

  private static WasmTrap wrongType(ResourceType expected, int index, Handle found) {
    return AbiTrap.of(
        "handle index "
            + index
            + " used with the wrong type, expected "
            + definer(expected)
            + " resource but found a different "
            + definer(found.type)
            + " resource ("
            + expected
            + ", "
            + found.type
            + ')');
  }

  private static String definer(ResourceType type) {
    return type.isHostDefined() ? "host-defined" : "guest-defined";
  }

  private void remove(int index) {
    handles[index] = null;
    nextFree[index] = firstFree;
    firstFree = index;
    count--;
  }

  /**
   * The built-in {@code resource.new}.
   *
   * @param type a type that this instance defines
   * @param representation what stands for the resource in this instance
   * @return the index of a new owning handle
   * @throws WasmTrap if the instance may not be left
   */
  public int resourceNew(ResourceType type, int representation) {
    instance.checkMayLeave();
    return lowerOwn(type, representation);
  }

  /**
   * The built-in {@code resource.rep}.
   *
   * @param type a type that this instance defines
   * @param index a handle's index
   * @return what the handle stands for
   * @throws WasmTrap if there is no such handle or it is of another type
   */
  public int resourceRep(ResourceType type, int index) {
    return get(type, index).representation;
  }

  /**
   * The built-in {@code resource.drop}. The destructor runs if the handle owns the resource.
   *
   * @param type the resource's type
   * @param index a handle's index
   * @throws WasmTrap if there is no such handle, it is of another type or lent, or the instance may
   *     not be left, or the destructor traps
   */
  public void drop(ResourceType type, int index) {
    instance.checkMayLeave();
    Handle handle = get(type, index);
    checkNotLent(handle);
    remove(index);
    BorrowScope scope = handle.scope;
    if (scope == null) {
      type.destroyFrom(instance, handle);
    } else {
      scope.remove();
    }
  }

  private static void checkNotLent(Handle handle) {
    if (handle.lends != 0) {
      throw AbiTrap.of("cannot remove owned resource while borrowed: " + handle.type);
    }
  }

  /**
   * Lowers an {@code own} of a type that a guest defines.
   *
   * @param type the resource's type
   * @param representation what stands for the resource
   * @return the index of a new handle
   */
  public int lowerOwn(ResourceType type, int representation) {
    return add(new Handle(type, representation, null, null));
  }

  /**
   * Lowers an {@code own} of a type that the host defines.
   *
   * @param type the resource's type
   * @param resource the resource
   * @return the index of a new handle
   */
  public int lowerOwn(ResourceType type, Object resource) {
    return add(new Handle(type, 0, resource, null));
  }

  /**
   * Lowers a {@code borrow} of a type that a guest defines.
   *
   * @param type the resource's type
   * @param representation what stands for the resource
   * @param scope the call that it is borrowed for
   * @return the index of a new handle, or, where this instance defines the type, the representation
   */
  public int lowerBorrow(ResourceType type, int representation, BorrowScope scope) {
    if (type.isImplementedBy(instance)) {
      return representation;
    }
    int index = add(new Handle(type, representation, null, scope));
    scope.add();
    return index;
  }

  /**
   * Lowers a {@code borrow} of a type that the host defines.
   *
   * @param type the resource's type
   * @param resource the resource
   * @param scope the call that it is borrowed for
   * @return the index of a new handle
   */
  public int lowerBorrow(ResourceType type, Object resource, BorrowScope scope) {
    int index = add(new Handle(type, 0, resource, scope));
    scope.add();
    return index;
  }

  private Handle takeOwn(ResourceType type, int index) {
    Handle handle = get(type, index);
    checkNotLent(handle);
    if (!handle.isOwn()) {
      throw AbiTrap.of(
          "cannot lift own resource from a borrow: handle index " + index + " of " + type);
    }
    remove(index);
    return handle;
  }

  /**
   * Lifts an {@code own} of a type that a guest defines: the handle is removed.
   *
   * @param type the resource's type
   * @param index a handle's index
   * @return what stands for the resource
   * @throws WasmTrap if there is no such handle, or it is of another type, borrowed or lent
   */
  public int liftOwn(ResourceType type, int index) {
    return takeOwn(type, index).representation;
  }

  /**
   * Lifts an {@code own} of a type that the host defines: the handle is removed.
   *
   * @param type the resource's type
   * @param index a handle's index
   * @return the resource
   * @throws WasmTrap if there is no such handle, or it is of another type, borrowed or lent
   */
  public Object liftOwnResource(ResourceType type, int index) {
    return resource(takeOwn(type, index));
  }

  /**
   * Lifts a {@code borrow} of a type that a guest defines: the handle stays and is lent.
   *
   * @param type the resource's type
   * @param index a handle's index
   * @param scope the call that it is lent to
   * @return what stands for the resource
   * @throws WasmTrap if there is no such handle, or it is of another type
   */
  public int liftBorrow(ResourceType type, int index, LendScope scope) {
    Handle handle = get(type, index);
    scope.add(handle);
    return handle.representation;
  }

  /**
   * Lifts a {@code borrow} of a type that the host defines: the handle stays and is lent.
   *
   * @param type the resource's type
   * @param index a handle's index
   * @param scope the call that it is lent to
   * @return the resource
   * @throws WasmTrap if there is no such handle, or it is of another type
   */
  public Object liftBorrowResource(ResourceType type, int index, LendScope scope) {
    Handle handle = get(type, index);
    scope.add(handle);
    return resource(handle);
  }

  private static Object resource(Handle handle) {
    if (handle.resource == null) {
      throw new IllegalStateException("a guest defines " + handle.type);
    }
    return handle.resource;
  }
}
