package dev.cascara.wit;

/** Since when, or under which condition, an item is there. */
public sealed interface Gate {
  /** The gate of an item that has none. */
  // A record without static state: no thread waits in its initialisation.
  @SuppressWarnings("ClassInitializationDeadlock")
  Gate NONE = new Ungated();

  /** No gate. */
  record Ungated() implements Gate {}

  /**
   * {@code @since(version = …)}.
   *
   * @param version the version of the package that brought the item
   */
  record Since(Version version) implements Gate {}

  /**
   * {@code @unstable(feature = …)}. Such an item is part of the model only if its feature was asked
   * for.
   *
   * @param feature the feature's name
   */
  record Unstable(String feature) implements Gate {}
}
