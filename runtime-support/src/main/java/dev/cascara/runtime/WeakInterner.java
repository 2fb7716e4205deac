package dev.cascara.runtime;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Gives equal values one identity, for as long as somebody uses them.
 *
 * @param <T> the type of the values
 */
final class WeakInterner<T> {
  private final Map<T, WeakReference<T>> values = new WeakHashMap<>();

  synchronized T intern(T value) {
    WeakReference<T> reference = values.get(value);
    T existing = reference == null ? null : reference.get();
    if (existing != null) {
      return existing;
    }
    values.put(value, new WeakReference<>(value));
    return value;
  }
}
