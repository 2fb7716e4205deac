package dev.cascara.compiler.component;

/** What an index refers to: the index spaces of components. */
public enum Sort {
  /** Core functions. */
  CORE_FUNCTION("core func"),
  /** Core tables. */
  CORE_TABLE("core table"),
  /** Core memories. */
  CORE_MEMORY("core memory"),
  /** Core globals. */
  CORE_GLOBAL("core global"),
  /** Core tags. */
  CORE_TAG("core tag"),
  /** Core types. */
  CORE_TYPE("core type"),
  /** Core modules. */
  CORE_MODULE("core module"),
  /** Core instances. */
  CORE_INSTANCE("core instance"),
  /** Functions. */
  FUNCTION("func"),
  /** Values. */
  VALUE("value"),
  /** Types. */
  TYPE("type"),
  /** Components. */
  COMPONENT("component"),
  /** Instances. */
  INSTANCE("instance");

  private final String text;

  Sort(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
