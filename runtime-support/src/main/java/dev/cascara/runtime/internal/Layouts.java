package dev.cascara.runtime.internal;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of generated classes, as long as these are loaded.
 *
 * @param <T> what is known
 */
final class Layouts<T> {
  private final ClassValue<AtomicReference<@Nullable T>> values =
      new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable T> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  T get(Class<?> type, Supplier<T> layout) {
    AtomicReference<@Nullable T> reference = values.get(type);
    T known = reference.get();
    if (known == null) {
      known = layout.get();
      reference.set(known);
    }
    return known;
  }
}
