/**
 * The goals of the Maven plugin. In come the component files that a project's POM names; out go
 * Java sources, which become a source root of the project, and class files in its output folder.
 * This stage exists so that users need no step besides {@code mvn package}.
 */
@NullMarked
package dev.cascara.maven;

import org.jspecify.annotations.NullMarked;
