package dev.cascara.compiler.component;

import dev.cascara.compiler.wasm.ValueType;
import java.util.Optional;

/**
 * A function that the canonical ABI provides (Explainer.md, "Canonical Built-ins"). Types are
 * indices of types.
 */
public sealed interface BuiltIn {
  /**
   * {@code resource.new}.
   *
   * @param type the resource type's index
   */
  record ResourceNew(int type) implements BuiltIn {}

  /**
   * {@code resource.drop}.
   *
   * @param type the resource type's index
   */
  record ResourceDrop(int type) implements BuiltIn {}

  /**
   * {@code resource.rep}.
   *
   * @param type the resource type's index
   */
  record ResourceRep(int type) implements BuiltIn {}

  /**
   * {@code task.return}.
   *
   * @param result the type of the result, if there is one
   * @param options how the result passes
   */
  record TaskReturn(Optional<ValueTypeSyntax> result, CanonOptions options) implements BuiltIn {}

  /**
   * {@code context.get} or {@code context.set}.
   *
   * @param operation which of them
   * @param type the type of the value
   * @param slot which value
   */
  record Context(Operation operation, ValueType type, int slot) implements BuiltIn {}

  /**
   * An operation on the type of a stream or future.
   *
   * @param operation which one
   * @param type the index of the stream or future type
   * @param options how elements pass, for reads and writes
   * @param async whether a cancellation does not wait
   */
  record OnEndpoint(Operation operation, int type, CanonOptions options, boolean async)
      implements BuiltIn {}

  /**
   * {@code error-context.new} or {@code error-context.debug-message}.
   *
   * @param operation which of them
   * @param options how the message passes
   */
  record ErrorContext(Operation operation, CanonOptions options) implements BuiltIn {}

  /**
   * {@code waitable-set.wait} or {@code waitable-set.poll}.
   *
   * @param operation which of them
   * @param memory the index of the memory that receives the event
   * @param cancellable whether waiting can be cancelled
   */
  record WaitableSet(Operation operation, int memory, boolean cancellable) implements BuiltIn {}

  /**
   * {@code thread.new-indirect}, {@code thread.spawn-ref} or {@code thread.spawn-indirect}.
   *
   * @param operation which of them
   * @param type the index of the core type of the function to start
   * @param table the index of the table that holds it, where there is one
   * @param shared whether the thread is shared
   */
  record ThreadStart(Operation operation, int type, int table, boolean shared) implements BuiltIn {}

  /**
   * An operation without types.
   *
   * @param operation which one
   * @param flag whether it can be cancelled, or is asynchronous, or shared
   */
  record Plain(Operation operation, boolean flag) implements BuiltIn {}

  /** The operations that share a shape. */
  enum Operation {
    /** {@code context.get}. */
    CONTEXT_GET,
    /** {@code context.set}. */
    CONTEXT_SET,
    /** {@code stream.new}. */
    STREAM_NEW,
    /** {@code stream.read}. */
    STREAM_READ,
    /** {@code stream.write}. */
    STREAM_WRITE,
    /** {@code stream.cancel-read}. */
    STREAM_CANCEL_READ,
    /** {@code stream.cancel-write}. */
    STREAM_CANCEL_WRITE,
    /** {@code stream.drop-readable}. */
    STREAM_DROP_READABLE,
    /** {@code stream.drop-writable}. */
    STREAM_DROP_WRITABLE,
    /** {@code future.new}. */
    FUTURE_NEW,
    /** {@code future.read}. */
    FUTURE_READ,
    /** {@code future.write}. */
    FUTURE_WRITE,
    /** {@code future.cancel-read}. */
    FUTURE_CANCEL_READ,
    /** {@code future.cancel-write}. */
    FUTURE_CANCEL_WRITE,
    /** {@code future.drop-readable}. */
    FUTURE_DROP_READABLE,
    /** {@code future.drop-writable}. */
    FUTURE_DROP_WRITABLE,
    /** {@code error-context.new}. */
    ERROR_CONTEXT_NEW,
    /** {@code error-context.debug-message}. */
    ERROR_CONTEXT_DEBUG_MESSAGE,
    /** {@code error-context.drop}. */
    ERROR_CONTEXT_DROP,
    /** {@code waitable-set.new}. */
    WAITABLE_SET_NEW,
    /** {@code waitable-set.wait}. */
    WAITABLE_SET_WAIT,
    /** {@code waitable-set.poll}. */
    WAITABLE_SET_POLL,
    /** {@code waitable-set.drop}. */
    WAITABLE_SET_DROP,
    /** {@code waitable.join}. */
    WAITABLE_JOIN,
    /** {@code backpressure.inc}. */
    BACKPRESSURE_INC,
    /** {@code backpressure.dec}. */
    BACKPRESSURE_DEC,
    /** {@code task.cancel}. */
    TASK_CANCEL,
    /** {@code subtask.cancel}. */
    SUBTASK_CANCEL,
    /** {@code subtask.drop}. */
    SUBTASK_DROP,
    /** {@code thread.index}. */
    THREAD_INDEX,
    /** {@code thread.new-indirect}. */
    THREAD_NEW_INDIRECT,
    /** {@code thread.resume-later}. */
    THREAD_RESUME_LATER,
    /** {@code thread.suspend}. */
    THREAD_SUSPEND,
    /** {@code thread.yield}. */
    THREAD_YIELD,
    /** {@code thread.suspend-then-resume}. */
    THREAD_SUSPEND_THEN_RESUME,
    /** {@code thread.yield-then-resume}. */
    THREAD_YIELD_THEN_RESUME,
    /** {@code thread.suspend-then-promote}. */
    THREAD_SUSPEND_THEN_PROMOTE,
    /** {@code thread.yield-then-promote}. */
    THREAD_YIELD_THEN_PROMOTE,
    /** {@code thread.spawn-ref}. */
    THREAD_SPAWN_REF,
    /** {@code thread.spawn-indirect}. */
    THREAD_SPAWN_INDIRECT,
    /** {@code thread.available-parallelism}. */
    THREAD_AVAILABLE_PARALLELISM
  }
}
