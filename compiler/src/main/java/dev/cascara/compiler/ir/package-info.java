/**
 * The intermediate representation of function bodies, its construction, and the passes over it.
 *
 * <p>In comes a valid function body, out come {@link dev.cascara.compiler.ir.IrMethod}s that fit
 * the JVM's limits. The representation is structured as WebAssembly is (blocks, loops, branches to
 * labels) and holds expressions as trees, so that code generation is a walk that leaves operands on
 * the JVM's stack. The structure is what makes a body divisible: a block, a loop or a run of
 * statements can become a method of its own.
 */
@NullMarked
package dev.cascara.compiler.ir;

import org.jspecify.annotations.NullMarked;
