package dev.cascara.runtime.component;

import static dev.cascara.runtime.component.StringsTest.assertTrap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandleTableTest {
  private final List<Object> dropped = new ArrayList<>();
  private final ComponentInstance definer = new ComponentInstance();
  private final ComponentInstance user = new ComponentInstance();
  private final HandleTable handles = user.handles();
  private final ResourceType file = ResourceType.ofGuest("file", definer, dropped::add);
  private final ResourceType stream = ResourceType.ofHost("stream", dropped::add);

  @Test
  void indicesBeginAtOneAndFreedOnesAreUsedAgain() {
    assertThat(handles.lowerOwn(file, 10)).isEqualTo(1);
    assertThat(handles.lowerOwn(file, 20)).isEqualTo(2);
    assertThat(handles.lowerOwn(stream, "s")).isEqualTo(3);
    handles.drop(file, 1);
    handles.drop(stream, 3);
    handles.drop(file, 2);
    assertThat(handles.lowerOwn(file, 30)).isEqualTo(2);
    assertThat(handles.lowerOwn(file, 40)).isEqualTo(3);
    assertThat(handles.lowerOwn(file, 50)).isEqualTo(1);
    assertThat(handles.lowerOwn(file, 60)).isEqualTo(4);
    assertThat(handles.count()).isEqualTo(4);
  }

  @Test
  void theTableGrows() {
    for (int i = 1; i <= 1000; i++) {
      assertThat(handles.resourceNew(file, i)).isEqualTo(i);
    }
    assertThat(handles.resourceRep(file, 777)).isEqualTo(777);
  }

  @Test
  void droppingRunsTheDestructor() {
    handles.drop(file, handles.lowerOwn(file, 7));
    handles.drop(stream, handles.lowerOwn(stream, "s"));
    assertThat(dropped).containsExactly(7, "s");
  }

  @Test
  void useAfterDropTraps() {
    int index = handles.lowerOwn(file, 7);
    handles.drop(file, index);
    assertTrap("unknown handle index 1", () -> handles.drop(file, index));
    assertTrap("unknown handle index 1", () -> handles.resourceRep(file, index));
    assertTrap("unknown handle index 1", () -> handles.liftOwn(file, index));
    assertTrap("unknown handle index 1", () -> handles.liftBorrow(file, index, new LendScope()));
  }

  @Test
  void indicesThatNeverWereTrap() {
    assertTrap("unknown handle index 0", () -> handles.drop(file, 0));
    assertTrap("unknown handle index 5", () -> handles.drop(file, 5));
    assertTrap("unknown handle index 4294967295", () -> handles.drop(file, -1));
  }

  @Test
  void anotherTypeTraps() {
    int index = handles.lowerOwn(file, 7);
    assertTrap("used with the wrong type", () -> handles.liftOwnResource(stream, index));
    ResourceType sameName = ResourceType.ofGuest("file", definer);
    assertTrap(
        "handle index 1 used with the wrong type, expected guest-defined resource but found a"
            + " different guest-defined resource",
        () -> handles.resourceRep(sameName, index));
  }

  @Test
  void passingOnRemovesTheHandle() {
    int index = handles.lowerOwn(stream, "s");
    assertThat(handles.liftOwnResource(stream, index)).isEqualTo("s");
    assertTrap("unknown handle index", () -> handles.liftOwnResource(stream, index));
    assertThat(dropped).isEmpty();
  }

  @Test
  void aLentHandleCannotBeDroppedOrPassedOn() {
    int index = handles.lowerOwn(file, 7);
    LendScope call = new LendScope();
    assertThat(handles.liftBorrow(file, index, call)).isEqualTo(7);
    assertTrap("cannot remove owned resource while borrowed", () -> handles.liftOwn(file, index));
    assertTrap("cannot remove owned resource while borrowed", () -> handles.drop(file, index));
    call.end();
    assertThat(handles.liftOwn(file, index)).isEqualTo(7);
  }

  @Test
  void aBorrowedHandleMustBeDroppedBeforeTheCallEnds() {
    BorrowScope call = new BorrowScope();
    int index = handles.lowerBorrow(file, 7, call);
    assertTrap("borrow handles still remain at the end of the call", call::end);
    handles.drop(file, index);
    call.end();
    assertThat(dropped).isEmpty();
  }

  @Test
  void aBorrowedHandleCannotBePassedOnButLent() {
    int index = handles.lowerBorrow(stream, "s", new BorrowScope());
    assertTrap("from a borrow", () -> handles.liftOwnResource(stream, index));
    assertThat(handles.liftBorrowResource(stream, index, new LendScope())).isEqualTo("s");
  }

  @Test
  void theDefinerOfATypeBorrowsTheRepresentation() {
    BorrowScope call = new BorrowScope();
    assertThat(definer.handles().lowerBorrow(file, 77, call)).isEqualTo(77);
    call.end();
    assertThat(definer.handles().count()).isZero();
  }

  @Test
  void aDestructorThatTrapsClosesTheDefiner() {
    ResourceType broken =
        ResourceType.ofGuest(
            "broken",
            definer,
            representation -> {
              throw AbiTrap.of("destructor");
            });
    int index = handles.lowerOwn(broken, 7);
    assertTrap("destructor", () -> handles.drop(broken, index));
    assertThat(definer.isPoisoned()).isTrue();
  }

  @Test
  void aDestructorEntersTheDefiner() {
    definer.enter();
    int index = handles.lowerOwn(file, 7);
    assertTrap("cannot enter component instance", () -> handles.drop(file, index));
  }

  @Test
  void builtinsLeaveTheInstance() {
    int index = handles.lowerOwn(file, 7);
    user.forbidLeaving();
    assertTrap("cannot leave component instance", () -> handles.drop(file, index));
    assertTrap("cannot leave component instance", () -> handles.resourceNew(file, 1));
    assertThat(handles.resourceRep(file, index)).isEqualTo(7);
  }

  private static final class File extends GuestResource {
    File(ResourceType type, int representation) {
      super(type, representation);
    }
  }

  @Test
  void theHostDropsAResourceOnce() {
    File resource = new File(file, 7);
    resource.close();
    resource.close();
    assertThat(dropped).containsExactly(7);
    assertThatIllegalStateException()
        .isThrownBy(() -> resource.borrow(file))
        .withMessageContaining("closed");
  }

  @Test
  void theHostCannotUseWhatItPassedOn() {
    File resource = new File(file, 7);
    assertThat(resource.take(file)).isEqualTo(7);
    assertThatIllegalStateException().isThrownBy(() -> resource.take(file));
    resource.close();
    assertThat(dropped).isEmpty();
  }

  @Test
  void theHostCannotDropWhatItLends() {
    File resource = new File(file, 7);
    resource.borrow(file);
    assertThatIllegalStateException().isThrownBy(resource::close).withMessageContaining("lent");
    resource.endBorrow();
    resource.close();
    assertThat(dropped).containsExactly(7);
  }

  @Test
  void aResourceOfAnotherInstanceIsRefused() {
    ResourceType other = ResourceType.ofGuest("file", user);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new File(file, 7).borrow(other))
        .withMessageContaining("another component instance");
  }
}
