package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.ComponentValueType;
import dev.cascara.runtime.component.HandleTable;
import dev.cascara.runtime.component.ResourceType;

/** {@code own} and {@code borrow}. */
abstract class HandleCodec extends Codec {
  final ResourceType resource;

  HandleCodec(ComponentValueType type, ResourceType resource) {
    super(type);
    this.resource = resource;
  }

  abstract Value lift(Transfer transfer, int index);

  abstract int lower(Transfer transfer, Value value);

  @Override
  final Value load(Transfer transfer, int address) {
    return lift(transfer, transfer.memory().readInt(address));
  }

  @Override
  final void store(Transfer transfer, Value value, int address) {
    int index = lower(transfer, value);
    transfer.memory().writeInt(address, index);
  }

  @Override
  final Value lift(Transfer transfer, FlatReader in) {
    return lift(transfer, in.i32());
  }

  @Override
  final void lower(Transfer transfer, Value value, FlatWriter out) {
    out.i32(lower(transfer, value));
  }

  final void checkType(ResourceType found) {
    if (found != resource) {
      throw new IllegalArgumentException(
          "expected a resource of type "
              + resource
              + ", found one of type "
              + found
              + " or of another component instance");
    }
  }

  /** An {@code own}. */
  static final class OwnCodec extends HandleCodec {
    OwnCodec(ComponentValueType type, ResourceType resource) {
      super(type, resource);
    }

    @Override
    void check(Value value) {
      if (value instanceof Value.HostResource each) {
        checkType(each.type());
      } else if (value instanceof GuestHandle each) {
        checkType(each.resourceType());
        each.checkUsable(resource);
      } else {
        throw mismatch("own<" + resource + '>', value);
      }
    }

    @Override
    Value lift(Transfer transfer, int index) {
      HandleTable handles = transfer.handles();
      return resource.isHostDefined()
          ? new Value.HostResource(resource, handles.liftOwnResource(resource, index))
          : new GuestHandle(resource, handles.liftOwn(resource, index));
    }

    @Override
    int lower(Transfer transfer, Value value) {
      return value instanceof Value.HostResource each
          ? transfer.handles().lowerOwn(resource, each.resource())
          : transfer.handles().lowerOwn(resource, ((GuestHandle) value).take(resource));
    }
  }

  /** A {@code borrow}. */
  static final class BorrowCodec extends HandleCodec {
    BorrowCodec(ComponentValueType type, ResourceType resource) {
      super(type, resource);
    }

    @Override
    void check(Value value) {
      if (value instanceof Value.HostResource each) {
        checkType(each.type());
      } else if (value instanceof GuestHandle each) {
        checkType(each.resourceType());
        each.checkUsable(resource);
      } else if (value instanceof BorrowedHandle each) {
        checkType(each.resourceType());
      } else {
        throw mismatch("borrow<" + resource + '>', value);
      }
    }

    @Override
    Value lift(Transfer transfer, int index) {
      HandleTable handles = transfer.handles();
      return resource.isHostDefined()
          ? new Value.HostResource(
              resource, handles.liftBorrowResource(resource, index, transfer.lends()))
          : transfer.lend(
              new BorrowedHandle(resource, handles.liftBorrow(resource, index, transfer.lends())));
    }

    @Override
    int lower(Transfer transfer, Value value) {
      HandleTable handles = transfer.handles();
      if (value instanceof Value.HostResource each) {
        return handles.lowerBorrow(resource, each.resource(), transfer.borrows());
      }
      int representation =
          value instanceof BorrowedHandle each
              ? each.representation()
              : transfer.hostBorrows().borrow(value, resource);
      return handles.lowerBorrow(resource, representation, transfer.borrows());
    }
  }
}
