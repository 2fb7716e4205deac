/**
 * Class files from the intermediate representation, by ASM.
 *
 * <p>A module becomes an instance class, classes with the bodies of its functions as static
 * methods, classes whose objects are references to its functions, and, shared by all modules of a
 * compilation unit, one abstract class for each type of function. {@link
 * dev.cascara.compiler.codegen.ModuleLayout} says what is called how and where it is.
 */
@NullMarked
package dev.cascara.compiler.codegen;

import org.jspecify.annotations.NullMarked;
