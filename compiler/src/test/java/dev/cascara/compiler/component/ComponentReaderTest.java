package dev.cascara.compiler.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class ComponentReaderTest {
  private static final int[] PREAMBLE = {0x00, 0x61, 0x73, 0x6D, 0x0D, 0x00, 0x01, 0x00};

  private static byte[] component(int... sections) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int each : PREAMBLE) {
      bytes.write(each);
    }
    for (int each : sections) {
      bytes.write(each);
    }
    return bytes.toByteArray();
  }

  @Test
  void anEmptyComponentIsAComponent() {
    Component component = ComponentReader.read(component());
    assertThat(component.definitions()).isEmpty();
    assertThat(ComponentValidator.validate(component).type().exports()).isEmpty();
  }

  @Test
  void aCoreModuleIsTold() {
    byte[] module = {0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00};
    assertThat(Component.isComponent(module)).isFalse();
    assertThatThrownBy(() -> ComponentReader.read(module))
        .isInstanceOf(WasmFormatException.class)
        .hasMessageContaining("core module");
  }

  @Test
  void typesAreResolved() {
    // (type (record (field "a" u8))) (export "r" (type 0))
    Component component =
        ComponentReader.read(
            component(7, 6, 1, 0x72, 1, 1, 'a', 0x7D, 11, 7, 1, 0, 1, 'r', 3, 0, 0));
    ValidComponent valid = ComponentValidator.validate(component);
    assertThat(valid.types()).hasSize(2);
    assertThat(valid.type().exports()).containsOnlyKeys("r");
    DefinedType exported = (DefinedType) valid.types().get(1);
    assertThat(exported.original()).contains((ComponentValueType) valid.types().get(0));
    assertThat(exported.structure()).isEqualTo(((DefinedType) valid.types().get(0)).structure());
  }

  @Test
  void aTypeIndexBeyondTheTypesIsRefusedWithItsPlace() {
    Component component = ComponentReader.read(component(11, 7, 1, 0, 1, 'r', 3, 5, 0));
    assertThatThrownBy(() -> ComponentValidator.validate(component))
        .isInstanceOf(WasmValidationException.class)
        .hasMessageContaining("unknown type 5")
        .hasMessageContaining("0xb");
  }

  @Test
  void componentsNestedTooDeepAreRefused() {
    byte[] inner = component();
    for (int i = 0; i < 200; i++) {
      ByteArrayOutputStream outer = new ByteArrayOutputStream();
      outer.writeBytes(component(4));
      int size = inner.length;
      while (size >= 0x80) {
        outer.write((size & 0x7F) | 0x80);
        size >>>= 7;
      }
      outer.write(size);
      outer.writeBytes(inner);
      inner = outer.toByteArray();
    }
    byte[] deep = inner;
    assertThatThrownBy(() -> ComponentReader.read(deep))
        .isInstanceOf(WasmFormatException.class)
        .hasMessageContaining("deep");
  }

  @Test
  void aCountBeyondTheSectionAllocatesNothing() {
    byte[] bytes = component(7, 5, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F);
    assertThatThrownBy(() -> ComponentReader.read(bytes)).isInstanceOf(WasmFormatException.class);
  }
}
