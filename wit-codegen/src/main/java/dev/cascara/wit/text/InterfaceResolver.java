package dev.cascara.wit.text;

import dev.cascara.wit.Function;
import dev.cascara.wit.FunctionKind;
import dev.cascara.wit.Interface;
import dev.cascara.wit.Metadata;
import dev.cascara.wit.QualifiedName;
import dev.cascara.wit.TypeOwner;
import dev.cascara.wit.text.Scopes.FileScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Resolves an interface. */
final class InterfaceResolver {
  private final Scopes scopes;
  private final Types types;

  InterfaceResolver(Scopes scopes, Types types) {
    this.scopes = scopes;
    this.types = types;
  }

  Interface resolve(
      Optional<QualifiedName> name,
      TypeOwner owner,
      String where,
      FileScope file,
      List<Syntax.Member> members,
      Metadata metadata) {
    MemberResolver resolver = new MemberResolver(scopes, types, file, owner, where);
    resolver.resolveTypes(members);
    List<Function> functions = new ArrayList<>(resolver.resourceFunctions());
    for (Syntax.Member member : members) {
      if (member instanceof Syntax.FunctionItem function
          && file.owner.gates.include(function.annotations())) {
        functions.add(
            resolver.function(
                function.name(),
                FunctionKind.FREE,
                function.type(),
                Gates.metadata(function.annotations())));
      }
    }
    return new Interface(name, resolver.types(), functions, metadata);
  }
}
