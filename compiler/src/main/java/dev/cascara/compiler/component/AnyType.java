package dev.cascara.compiler.component;

/** What an index of a component's type index space refers to. */
public sealed interface AnyType
    permits ComponentValueType,
        ComponentFunctionType,
        ComponentInstanceType,
        ComponentType,
        ResourceType {}
