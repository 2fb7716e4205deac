package dev.cascara.runtime;

import java.io.Serial;
import java.util.Objects;

/**
 * Ends the execution of WebAssembly code as the specification's <em>trap</em> does: the guest
 * cannot catch it, and the host receives it from the call that entered the guest.
 */
public final class WasmTrap extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why execution was ended. The texts are those of the official test suite. */
  public enum Kind {
    /** The {@code unreachable} instruction. */
    UNREACHABLE("unreachable"),
    /** A load, store or bulk operation outside a memory. */
    OUT_OF_BOUNDS_MEMORY_ACCESS("out of bounds memory access"),
    /** A table instruction outside a table. */
    OUT_OF_BOUNDS_TABLE_ACCESS("out of bounds table access"),
    /** A {@code call_indirect} with an index outside its table. */
    UNDEFINED_ELEMENT("undefined element"),
    /** A {@code call_indirect} to an element that is null. */
    UNINITIALIZED_ELEMENT("uninitialized element"),
    /** A {@code call_indirect} to a function of another type. */
    INDIRECT_CALL_TYPE_MISMATCH("indirect call type mismatch"),
    /** An integer division or remainder by zero. */
    INTEGER_DIVIDE_BY_ZERO("integer divide by zero"),
    /** A quotient or a truncated float that its integer type cannot hold. */
    INTEGER_OVERFLOW("integer overflow"),
    /** A truncation of NaN to an integer. */
    INVALID_CONVERSION_TO_INTEGER("invalid conversion to integer"),
    /** More nested calls than the thread's stack holds. */
    CALL_STACK_EXHAUSTED("call stack exhausted"),
    /** A {@code throw_ref} of a null exception reference. */
    NULL_EXCEPTION_REFERENCE("null exception reference"),
    /**
     * An instruction that takes no null was given one. The message says what was expected, such as
     * {@code null structure reference}, where the JVM tells.
     */
    NULL_REFERENCE("null reference"),
    /** A reference is not of the type that it is cast to. */
    CAST_FAILURE("cast failure"),
    /** An array instruction outside an array. */
    OUT_OF_BOUNDS_ARRAY_ACCESS("out of bounds array access"),
    /** The host has no room for a structure or array, or no Java array can be as long. */
    ALLOCATION_FAILURE("allocation failure"),
    /** An atomic access to an address that is no multiple of its width. */
    UNALIGNED_ATOMIC("unaligned atomic"),
    /**
     * A {@code memory.atomic.wait} on a memory that is not shared, so that nothing could end it.
     */
    EXPECTED_SHARED_MEMORY("expected shared memory"),
    /** A thread that a guest let wait was interrupted by the host; it stays interrupted. */
    INTERRUPTED("interrupted while waiting"),
    /** An exception of WebAssembly left a component. */
    UNCAUGHT_EXCEPTION("uncaught exception"),
    /** A rule of the component model's canonical ABI was broken by a guest. */
    CANONICAL_ABI("canonical ABI violation"),
    /** A guest called a function of the host in a way that the function's document forbids. */
    HOST_FUNCTION("precondition of a host function");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /**
     * Returns this kind in words.
     *
     * @return the specification's name of the trap, such as {@code integer divide by zero}
     */
    public String text() {
      return text;
    }
  }

  /**
   * Creates a trap whose message is its kind in words.
   *
   * @param kind why execution ends
   */
  public WasmTrap(Kind kind) {
    this(kind, kind.text());
  }

  /**
   * Creates a trap.
   *
   * @param kind why execution ends
   * @param message what happened, for a reader
   */
  public WasmTrap(Kind kind, String message) {
    super(message);
    this.kind = Objects.requireNonNull(kind);
  }

  /**
   * Creates a trap from the exception that HotSpot's own check threw.
   *
   * @param kind why execution ends
   * @param cause the exception of the JVM
   */
  public WasmTrap(Kind kind, Throwable cause) {
    this(kind, kind.text(), cause);
  }

  /**
   * Creates a trap from the exception that HotSpot's own check threw.
   *
   * @param kind why execution ends
   * @param message what happened, for a reader
   * @param cause the exception of the JVM
   */
  public WasmTrap(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind);
  }

  /**
   * Returns why execution was ended.
   *
   * @return the kind of this trap
   */
  public Kind kind() {
    return kind;
  }
}
