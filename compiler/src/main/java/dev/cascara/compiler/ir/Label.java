package dev.cascara.compiler.ir;

/**
 * A target of branches: the end of a block or the start of a loop. Labels are compared by identity.
 */
public final class Label {
  /** Creates a label. */
  public Label() {}
}
