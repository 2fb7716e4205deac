package dev.cascara.maven;

import dev.cascara.compiler.CompilerSwitches;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One component to generate a library from.
 *
 * @param file the component or core module
 * @param wit the WIT file or folder, or null for the world inside the component
 * @param world the world's name, or null for the only one
 * @param packageName the Java package, or null for the default
 * @param className the class's name, or null for the default
 * @param switches what core modules may use, and how they are compiled
 */
record GenerationRequest(
    Path file,
    @Nullable Path wit,
    @Nullable String world,
    @Nullable String packageName,
    @Nullable String className,
    CompilerSwitches switches) {}
