package dev.cascara.compiler.component;

import dev.cascara.compiler.wasm.Module;
import java.util.List;
import java.util.Optional;

/** A definition in a component (Explainer.md, "Component Definitions"). */
public sealed interface Definition {
  /**
   * Returns where the definition begins in the input.
   *
   * @return the offset in bytes
   */
  long offset();

  /**
   * A core module.
   *
   * @param module the module
   * @param offset where it begins
   */
  record CoreModule(Module module, long offset) implements Definition {}

  /**
   * A nested component.
   *
   * @param component the component
   * @param offset where it begins
   */
  record NestedComponent(Component component, long offset) implements Definition {}

  /**
   * An instance of a core module.
   *
   * @param module the module's index
   * @param arguments the core instances that provide its imports, by module name
   * @param offset where the definition begins
   */
  record InstantiateCore(int module, List<CoreArgument> arguments, long offset)
      implements Definition {
    public InstantiateCore {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * An argument of a core instantiation.
   *
   * @param name the module name of the imports that it provides
   * @param instance a core instance's index
   */
  record CoreArgument(String name, int instance) {}

  /**
   * A core instance made of definitions.
   *
   * @param exports what it exports
   * @param offset where the definition begins
   */
  record InlineCoreInstance(List<CoreInlineExport> exports, long offset) implements Definition {
    public InlineCoreInstance {
      exports = List.copyOf(exports);
    }
  }

  /**
   * An export of a core instance made of definitions.
   *
   * @param name the name
   * @param item what is exported
   */
  record CoreInlineExport(String name, SortIndex item) {}

  /**
   * An instance of a component.
   *
   * @param component the component's index
   * @param arguments what it gets for its imports
   * @param offset where the definition begins
   */
  record Instantiate(int component, List<Argument> arguments, long offset) implements Definition {
    public Instantiate {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * An argument of an instantiation.
   *
   * @param name the import's name
   * @param item what is given for it
   */
  record Argument(String name, SortIndex item) {}

  /**
   * An instance made of definitions.
   *
   * @param exports what it exports
   * @param offset where the definition begins
   */
  record InlineInstance(List<InlineExport> exports, long offset) implements Definition {
    public InlineInstance {
      exports = List.copyOf(exports);
    }
  }

  /**
   * An export of an instance made of definitions.
   *
   * @param name the name
   * @param item what is exported
   */
  record InlineExport(ExternName name, SortIndex item) {}

  /**
   * A core type.
   *
   * @param type the type
   * @param offset where the definition begins
   */
  record CoreType(CoreTypeSyntax type, long offset) implements Definition {}

  /**
   * A type.
   *
   * @param type the type
   * @param offset where the definition begins
   */
  record Type(TypeSyntax type, long offset) implements Definition {}

  /**
   * Another name for an export of an instance.
   *
   * @param sort what it is
   * @param instance the instance's index
   * @param name the export's name
   * @param offset where the definition begins
   */
  record AliasExport(Sort sort, int instance, String name, long offset) implements Definition {}

  /**
   * Another name for an export of a core instance.
   *
   * @param sort what it is
   * @param instance the core instance's index
   * @param name the export's name
   * @param offset where the definition begins
   */
  record AliasCoreExport(Sort sort, int instance, String name, long offset) implements Definition {}

  /**
   * Another name for what an enclosing component defines.
   *
   * @param sort what it is
   * @param count how many components outwards, 0 for this one
   * @param index its index there
   * @param offset where the definition begins
   */
  record AliasOuter(Sort sort, int count, int index, long offset) implements Definition {}

  /**
   * A component function made of a core function.
   *
   * @param function the core function's index
   * @param options how values pass
   * @param type the index of its function type
   * @param offset where the definition begins
   */
  record CanonLift(int function, CanonOptions options, int type, long offset)
      implements Definition {}

  /**
   * A core function made of a component function.
   *
   * @param function the function's index
   * @param options how values pass
   * @param offset where the definition begins
   */
  record CanonLower(int function, CanonOptions options, long offset) implements Definition {}

  /**
   * A core function of the canonical ABI itself.
   *
   * @param builtIn which
   * @param offset where the definition begins
   */
  record CanonBuiltIn(BuiltIn builtIn, long offset) implements Definition {}

  /**
   * A call when the component is instantiated.
   *
   * @param function the function's index
   * @param arguments the indices of values
   * @param results how many values it results in
   * @param offset where the definition begins
   */
  record Start(int function, List<Integer> arguments, int results, long offset)
      implements Definition {
    public Start {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * An import.
   *
   * @param name the name
   * @param type what it must be
   * @param offset where the definition begins
   */
  record Import(ExternName name, ExternTypeSyntax type, long offset) implements Definition {}

  /**
   * An export. It adds to the index space of its sort.
   *
   * @param name the name
   * @param item what is exported
   * @param type the type that it is given, if one is
   * @param offset where the definition begins
   */
  record Export(ExternName name, SortIndex item, Optional<ExternTypeSyntax> type, long offset)
      implements Definition {}
}
