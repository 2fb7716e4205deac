package dev.cascara.runtime.component;

import static dev.cascara.runtime.component.StringsTest.assertTrap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.WasmTrap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentInstanceTest {
  private final ComponentInstance root = new ComponentInstance();
  private final ComponentInstance child = new ComponentInstance(root);
  private final ComponentInstance sibling = new ComponentInstance(root);

  @Test
  void anInstanceCanBeEnteredAgainAfterItWasLeft() {
    root.enter();
    root.exit();
    root.enter();
    assertThat(root.mayEnter()).isFalse();
  }

  @Test
  void anInstanceThatIsExecutingCannotBeEntered() {
    root.enter();
    assertTrap("cannot enter component instance: it is executing", root::enter);
  }

  @Test
  void afterATrapAnInstanceStaysClosed() {
    root.enter();
    WasmTrap trap = new WasmTrap(WasmTrap.Kind.UNREACHABLE);
    assertThat(root.failed(trap)).isSameAs(trap);
    assertThat(root.isPoisoned()).isTrue();
    assertTrap("an earlier call ended with a trap", root::enter);
  }

  @Test
  void tooDeepRecursionIsATrap() {
    root.enter();
    assertThat(root.failed(new StackOverflowError()))
        .isInstanceOfSatisfying(
            WasmTrap.class,
            trap -> assertThat(trap.kind()).isEqualTo(WasmTrap.Kind.CALL_STACK_EXHAUSTED));
  }

  @Test
  void anInstanceEntersThoseAroundIt() {
    child.enter();
    assertTrap("cannot enter", root::enter);
    assertTrap("cannot enter", sibling::enter);
    child.exit();
    root.enter();
  }

  @Test
  void componentsCallTheirChildrenAndSiblings() {
    root.enter();
    child.enterFrom(root);
    sibling.enterFrom(child);
    assertTrap("cannot enter", () -> child.enterFrom(sibling));
    sibling.exitTo(child);
    child.exitTo(root);
    assertThat(child.mayEnter()).isFalse();
    root.exit();
    assertThat(child.mayEnter()).isTrue();
  }

  @Test
  void aChildCannotCallItsParent() {
    child.enter();
    root.enterFrom(child);
    assertThat(child.mayEnter()).isFalse();
  }

  @Test
  void anAllocatorCannotLeaveTheInstance() {
    Guest guest = new Guest();
    CanonicalOptions options =
        guest.options(
            StringEncoding.UTF8,
            (address, size, alignment, newSize) -> {
              guest.instance.checkMayLeave();
              return 0;
            });
    assertTrap("cannot leave component instance", () -> options.allocate(1, 1));
  }

  static int grow(int address, int size, int alignment, int newSize) {
    return address + size + alignment + newSize;
  }

  @Test
  void aFunctionCanBeAnAllocator() throws ReflectiveOperationException {
    FunctionType type =
        FunctionType.of(Collections.nCopies(4, ValueType.I32), List.of(ValueType.I32));
    WasmFunction function =
        WasmFunction.of(
            type,
            MethodHandles.lookup()
                .findStatic(
                    ComponentInstanceTest.class,
                    "grow",
                    MethodType.methodType(int.class, int.class, int.class, int.class, int.class)));
    assertThat(Realloc.of(function).realloc(1, 2, 4, 8)).isEqualTo(15);
  }

  @Test
  void anAllocatorOfAnotherTypeIsRefused() {
    WasmFunction function =
        WasmFunction.of(
            FunctionType.of(List.of(), List.of(ValueType.I32)),
            MethodHandles.constant(int.class, 0));
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> Realloc.of(function))
        .withMessageContaining("realloc");
  }
}
