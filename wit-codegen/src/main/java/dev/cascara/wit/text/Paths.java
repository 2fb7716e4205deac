package dev.cascara.wit.text;

import java.util.ArrayList;
import java.util.List;

/** Which other interfaces and worlds an item names. */
final class Paths {
  private Paths() {}

  enum Kind {
    INTERFACE,
    WORLD
  }

  record Reference(Kind kind, Syntax.Path path) {}

  static List<Syntax.Path> of(Syntax.Item item, Gates gates) {
    if (item instanceof Syntax.TopLevelUse use) {
      return List.of(use.path());
    }
    return references(item, gates).stream().map(Reference::path).toList();
  }

  static List<Reference> references(Syntax.Item item, Gates gates) {
    List<Reference> references = new ArrayList<>();
    if (item instanceof Syntax.InterfaceItem i) {
      collect(i.members(), gates, references);
    } else if (item instanceof Syntax.WorldItem world) {
      collect(world.members(), gates, references);
    }
    return references;
  }

  private static void collect(
      List<Syntax.Member> members, Gates gates, List<Reference> references) {
    for (Syntax.Member member : members) {
      if (!gates.include(member.annotations())) {
        continue;
      }
      if (member instanceof Syntax.Use use) {
        references.add(new Reference(Kind.INTERFACE, use.path()));
      } else if (member instanceof Syntax.Include include) {
        references.add(new Reference(Kind.WORLD, include.path()));
      } else if (member instanceof Syntax.Extern extern) {
        if (extern.body() instanceof Syntax.ExternPath body) {
          references.add(new Reference(Kind.INTERFACE, body.path()));
        } else if (extern.body() instanceof Syntax.ExternNamedPath body) {
          references.add(new Reference(Kind.INTERFACE, body.path()));
        } else if (extern.body() instanceof Syntax.ExternInterface body) {
          collect(body.members(), gates, references);
        }
      }
    }
  }
}
