package dev.cascara.wit.bindings;

import com.palantir.javapoet.CodeBlock;
import java.util.Optional;

/**
 * How generated code calls a lifted function.
 *
 * @param options the expression of its canonical options
 * @param function the expression of the core function, without arguments
 * @param postReturn that of the function to call after the result was lifted
 */
record LiftedCall(CodeBlock options, CodeBlock function, Optional<CodeBlock> postReturn) {}
