package dev.cascara.compiler.component;

/** What an import or export is (Explainer.md, {@code externtype}), resolved. */
public sealed interface ComponentExternType {
  /**
   * A core module.
   *
   * @param type its type
   */
  record CoreModule(CoreModuleType type) implements ComponentExternType {}

  /**
   * A function.
   *
   * @param type its type
   */
  record Function(ComponentFunctionType type) implements ComponentExternType {}

  /**
   * A type.
   *
   * @param type the type, a new {@link DefinedType} if it is a defined one
   */
  record Type(AnyType type) implements ComponentExternType {}

  /**
   * An instance.
   *
   * @param type its type, without abstract resources
   */
  record Instance(ComponentInstanceType type) implements ComponentExternType {}

  /**
   * A component.
   *
   * @param type its type
   */
  record Component(ComponentType type) implements ComponentExternType {}
}
