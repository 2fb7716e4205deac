package dev.cascara.compiler.link;

import dev.cascara.compiler.component.ComponentInstanceType;
import dev.cascara.compiler.component.ValidComponent;
import dev.cascara.compiler.link.LinkPlan.Callee;
import dev.cascara.compiler.link.LinkPlan.CoreItem;
import dev.cascara.compiler.wasm.Module;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What an index stands for while a component is instantiated symbolically. */
sealed interface Item {
  /** A core function, table, memory, global or tag. */
  record CoreDefinition(CoreItem item) implements Item {}

  /** A core type, which nothing needs. */
  record CoreType() implements Item {}

  /** A core module. */
  record CoreModule(Module module) implements Item {}

  /** A core instance. */
  sealed interface CoreInstance extends Item {}

  /** An instance of a module. */
  record InstantiatedModule(int index) implements CoreInstance {}

  /** A core instance made of definitions. */
  record InlineCoreInstance(Map<String, CoreItem> exports) implements CoreInstance {}

  /** A function. */
  record Function(Callee callee) implements Item {}

  /** A type; where it is a resource type, its index in the plan. */
  record Type(OptionalInt resource) implements Item {}

  /** A component, closed over the instance whose definitions its outer aliases mean. */
  record ComponentValue(ValidComponent component, Scope scope) implements Item {}

  /** An instance. */
  sealed interface Instance extends Item {}

  /** An instance made in the component. */
  record LocalInstance(Map<String, Item> exports) implements Instance {}

  /** An instance that the component imports; its exports become items when they are asked for. */
  record ImportedInstance(List<String> path, ComponentInstanceType type) implements Instance {}
}
