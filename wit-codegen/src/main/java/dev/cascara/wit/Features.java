package dev.cascara.wit;

import java.util.Collection;
import java.util.Set;

/** Which {@code @unstable} features of WIT packages are wanted. */
public final class Features {
  private static final Features NONE = new Features(Selection.LISTED, Set.of());
  private static final Features ALL = new Features(Selection.ALL, Set.of());

  private final Selection selection;
  private final Set<String> names;

  private enum Selection {
    ALL,
    LISTED
  }

  private Features(Selection selection, Set<String> names) {
    this.selection = selection;
    this.names = names;
  }

  /**
   * Returns a choice of no features: items that are unstable are left out.
   *
   * @return the choice
   */
  public static Features none() {
    return NONE;
  }

  /**
   * Returns the choice of every feature.
   *
   * @return the choice
   */
  public static Features all() {
    return ALL;
  }

  /**
   * Returns a choice of some features.
   *
   * @param names their names as in {@code @unstable(feature = name)}
   * @return the choice
   */
  public static Features of(Collection<String> names) {
    return new Features(Selection.LISTED, Set.copyOf(names));
  }

  /**
   * Tells whether an item with a gate is part of the model.
   *
   * @param gate the item's gate
   * @return whether it is; only gates of features that were not chosen keep an item out
   */
  public boolean include(Gate gate) {
    return selection == Selection.ALL
        || !(gate instanceof Gate.Unstable unstable)
        || names.contains(unstable.feature());
  }
}
