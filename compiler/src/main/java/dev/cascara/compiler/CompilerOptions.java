package dev.cascara.compiler;

/**
 * Where generated classes go.
 *
 * @param packageName the package of all generated classes. Modules that are compiled into the same
 *     package share the classes of their function types, so that calls between them are direct.
 * @param className the simple name of the instance class; further classes of the module have names
 *     that begin with it and a dollar sign
 */
public record CompilerOptions(String packageName, String className) {}
