package dev.cascara.wit.bindings;

import com.palantir.javapoet.CodeBlock;

/**
 * A place in memory.
 *
 * @param base the variable with an address
 * @param offset what is added to it
 */
record Address(String base, int offset) {
  Address plus(int further) {
    return new Address(base, offset + further);
  }

  CodeBlock code() {
    return offset == 0 ? CodeBlock.of("$L", base) : CodeBlock.of("$L + $L", base, offset);
  }
}
