package dev.cascara.wit.text;

import dev.cascara.wit.Direction;
import dev.cascara.wit.Function;
import dev.cascara.wit.FunctionKind;
import dev.cascara.wit.Interface;
import dev.cascara.wit.Metadata;
import dev.cascara.wit.QualifiedName;
import dev.cascara.wit.TypeOwner;
import dev.cascara.wit.World;
import dev.cascara.wit.WorldItem;
import dev.cascara.wit.text.Scopes.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Resolves a world: its types, imports and exports, what it includes and what that implies. */
final class WorldResolver {
  private final Scopes scopes;
  private final Types types;
  private final InterfaceResolver interfaces;
  private final java.util.function.Function<QualifiedName, Interface> resolved;

  WorldResolver(
      Scopes scopes,
      Types types,
      InterfaceResolver interfaces,
      java.util.function.Function<QualifiedName, Interface> resolved) {
    this.scopes = scopes;
    this.types = types;
    this.interfaces = interfaces;
    this.resolved = resolved;
  }

  World resolve(Entry entry) {
    Syntax.WorldItem item = (Syntax.WorldItem) entry.item;
    List<Syntax.Member> members =
        item.members().stream()
            .filter(
                member ->
                    entry.file.owner.gates.include(member.annotations())
                        || member instanceof Syntax.Use
                        || member instanceof Syntax.TypeItem)
            .toList();
    WorldBuilder builder = new WorldBuilder(entry.name);
    MemberResolver own =
        new MemberResolver(
            scopes,
            types,
            entry.file,
            new TypeOwner.WorldOwner(entry.name),
            "world " + entry.name.name());
    own.resolveTypes(members);
    own.types()
        .forEach(
            type ->
                builder.add(Direction.IMPORT, new WorldItem.TypeItem(type), item.name().span()));
    own.resourceFunctions()
        .forEach(
            function ->
                builder.add(
                    Direction.IMPORT, new WorldItem.FunctionItem(function), item.name().span()));
    for (Syntax.Member member : members) {
      if (member instanceof Syntax.Extern extern) {
        extern(entry, extern, own, builder);
      }
    }
    for (Syntax.Member member : members) {
      if (member instanceof Syntax.Include include) {
        include(entry, include, builder);
      }
    }
    return new WorldElaboration(entry.name, item.name().span(), resolved)
        .elaborate(builder, Gates.metadata(item.annotations()));
  }

  private void extern(Entry entry, Syntax.Extern extern, MemberResolver own, WorldBuilder builder) {
    Metadata metadata = Gates.metadata(extern.annotations());
    Direction direction = extern.direction();
    if (extern.body() instanceof Syntax.ExternPath body) {
      Interface definition = scopes.findInterface(entry.file, body.path()).asInterface();
      builder.add(
          direction,
          new WorldItem.InterfaceItem(Optional.empty(), definition, metadata),
          body.path().span());
    } else if (extern.body() instanceof Syntax.ExternNamedPath body) {
      Interface definition = scopes.findInterface(entry.file, body.path()).asInterface();
      builder.add(
          direction,
          new WorldItem.InterfaceItem(Optional.of(body.name().name()), definition, metadata),
          body.name().span());
    } else if (extern.body() instanceof Syntax.ExternFunction body) {
      Function function = own.function(body.name(), FunctionKind.FREE, body.type(), metadata);
      builder.add(direction, new WorldItem.FunctionItem(function), body.name().span());
    } else {
      Syntax.ExternInterface body = (Syntax.ExternInterface) extern.body();
      String name = body.name().name();
      Interface definition =
          interfaces.resolve(
              Optional.empty(),
              new TypeOwner.InlineOwner(entry.name, direction, name),
              "interface " + name,
              entry.file,
              body.members(),
              Metadata.NONE);
      builder.add(
          direction,
          new WorldItem.InterfaceItem(Optional.of(name), definition, metadata),
          body.name().span());
    }
  }

  private void include(Entry entry, Syntax.Include include, WorldBuilder builder) {
    World included = scopes.findWorld(entry.file, include.path()).asWorld();
    Map<String, Syntax.Renaming> renamings = new HashMap<>();
    for (Syntax.Renaming renaming : include.names()) {
      if (renamings.put(renaming.from().name(), renaming) != null) {
        throw renaming
            .from()
            .span()
            .error("`" + Lexer.shorten(renaming.from().name()) + "` is renamed twice");
      }
    }
    Set<String> used = new HashSet<>();
    Copier copier = new Copier(included.name(), entry.name, types, include.path().span());
    for (Direction direction : Direction.values()) {
      for (WorldItem item : included.items(direction)) {
        Syntax.Renaming renaming = renamings.get(item.externName());
        String name = renaming == null ? item.externName() : renaming.to().name();
        used.add(item.externName());
        Span span = renaming == null ? include.path().span() : renaming.to().span();
        builder.include(direction, copier.copy(item, direction, name), span);
      }
    }
    for (Syntax.Renaming renaming : include.names()) {
      if (!used.contains(renaming.from().name())) {
        throw renaming
            .from()
            .span()
            .error(
                "world "
                    + included.name()
                    + " has no import or export with the plain name `"
                    + Lexer.shorten(renaming.from().name())
                    + "`; interfaces with names of their own cannot be renamed");
      }
    }
  }
}
