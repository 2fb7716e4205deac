package dev.cascara.wit.bindings;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** The names of a Java scope: each is given once. */
final class NameScope {
  private final Set<String> taken;

  NameScope() {
    taken = new HashSet<>();
  }

  NameScope(Collection<String> reserved) {
    taken = new HashSet<>(reserved);
  }

  NameScope(NameScope outer) {
    taken = new HashSet<>(outer.taken);
  }

  /** Takes a name, with underscores behind it where it is a keyword or taken. */
  String take(String name) {
    String candidate = name;
    while (SourceVersion.isKeyword(candidate) || !taken.add(candidate)) {
      candidate += "_";
    }
    return candidate;
  }
}
