package dev.cascara.wit.bindings;

import com.palantir.javapoet.CodeBlock;
import dev.cascara.wit.TypeDefinition;

/**
 * How handles of a resource are lifted and lowered; it depends on who implements the resource. The
 * code refers to the variables {@code options}, {@code lends} (a {@code LendScope}), {@code
 * borrows} (a {@code BorrowScope}) and {@code lent} (a {@code GuestBorrows}).
 */
interface Handles {
  /** An expression of the resource's Java interface. */
  CodeBlock liftOwn(TypeDefinition resource, CodeBlock handle);

  /** An expression of the resource's Java interface. */
  CodeBlock liftBorrow(TypeDefinition resource, CodeBlock handle);

  /** An expression of an i32. */
  CodeBlock lowerOwn(TypeDefinition resource, CodeBlock value);

  /** An expression of an i32. */
  CodeBlock lowerBorrow(TypeDefinition resource, CodeBlock value);
}
