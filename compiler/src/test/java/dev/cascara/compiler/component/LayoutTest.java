package dev.cascara.compiler.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.component.Layout.Flat;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sizes, alignments and flat types, after the examples of the Canonical ABI. */
class LayoutTest {
  private final Types types = new Types();

  private ComponentValueType define(TypeStructure structure) {
    return types.define(structure, null, 0);
  }

  private ComponentValueType tuple(ComponentValueType... parts) {
    return define(new TypeStructure.Tuple(List.of(parts)));
  }

  @Test
  void partsAreAlignedAndTheWholeIsPadded() {
    Layout layout = tuple(PrimitiveType.U8, PrimitiveType.U32, PrimitiveType.U8).layout();
    assertThat(layout.size()).isEqualTo(12);
    assertThat(layout.alignment()).isEqualTo(4);
    assertThat(layout.flat()).containsExactly(Flat.I32, Flat.I32, Flat.I32);
  }

  @Test
  void thePayloadsOfAVariantShareTheirPlace() {
    Layout layout =
        define(
                new TypeStructure.Variant(
                    List.of(
                        new TypeStructure.Case("a", Optional.empty()),
                        new TypeStructure.Case("b", Optional.of(PrimitiveType.F64)),
                        new TypeStructure.Case("c", Optional.of(PrimitiveType.STRING)))))
            .layout();
    assertThat(layout.size()).isEqualTo(16);
    assertThat(layout.flat()).containsExactly(Flat.I32, Flat.I64, Flat.POINTER);
    assertThat(layout.hasPointers()).isTrue();
  }

  @Test
  void floatsAndIntegersOfOneWidthShareAnInteger() {
    Layout layout =
        define(
                new TypeStructure.Result(
                    Optional.of(PrimitiveType.F32), Optional.of(PrimitiveType.U32)))
            .layout();
    assertThat(layout.flat()).containsExactly(Flat.I32, Flat.I32);
  }

  @Test
  void addressesOf64BitsMakeTypesLarger() {
    Layout layout = define(new TypeStructure.Option(PrimitiveType.STRING)).layout();
    assertThat(layout.size()).isEqualTo(12);
    assertThat(layout.size64()).isEqualTo(24);
  }

  @Test
  void flatTypesAreNotCountedBeyondWhatMatters() {
    ComponentValueType type = PrimitiveType.U8;
    for (int i = 0; i < 20; i++) {
      type = tuple(type, type);
    }
    assertThat(type.layout().flat()).hasSize(Layout.MAXIMUM_FLAT + 1);
    assertThat(type.layout().isTooFlat()).isTrue();
    assertThat(type.layout().size()).isEqualTo(1 << 20);
  }

  @Test
  void aValueOfAQuarterOfAGibibyteIsRefused() {
    assertThatThrownBy(() -> define(new TypeStructure.FixedLengthList(PrimitiveType.U64, 1 << 25)))
        .isInstanceOf(WasmValidationException.class)
        .hasMessageContaining("2^28");
  }

  @Test
  void typesNestedTooDeepAreRefused() {
    assertThatThrownBy(
            () -> {
              ComponentValueType type = PrimitiveType.U8;
              for (int i = 0; i < 1000; i++) {
                type = define(new TypeStructure.ListOf(type));
              }
            })
        .isInstanceOf(WasmValidationException.class)
        .hasMessageContaining("too deep");
  }

  @Test
  void typesOfOneStructureAreTheSame() {
    assertThat(tuple(PrimitiveType.U8, PrimitiveType.STRING))
        .matches(type -> type.isSameAs(tuple(PrimitiveType.U8, PrimitiveType.STRING)))
        .matches(type -> !type.isSameAs(tuple(PrimitiveType.U8, PrimitiveType.S8)));
  }

  @Test
  void anIndexedPrimitiveIsTheSameAsThePrimitive() {
    ComponentValueType indexed = define(new TypeStructure.Primitive(PrimitiveType.U8));
    assertThat(indexed.isSameAs(PrimitiveType.U8)).isTrue();
    assertThat(PrimitiveType.U8.isSameAs(indexed)).isTrue();
    assertThat(tuple(indexed).isSameAs(tuple(PrimitiveType.U8))).isTrue();
  }

  @Test
  void discriminantsAreAsLargeAsTheCasesAsk() {
    assertThat(enumOf(256).layout().size()).isEqualTo(1);
    assertThat(enumOf(257).layout().size()).isEqualTo(2);
    assertThat(enumOf(65_537).layout().size()).isEqualTo(4);
  }

  private ComponentValueType enumOf(int cases) {
    return define(new TypeStructure.Enum(Collections.nCopies(cases, "label")));
  }
}
