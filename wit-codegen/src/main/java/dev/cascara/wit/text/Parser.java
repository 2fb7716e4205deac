package dev.cascara.wit.text;

import dev.cascara.wit.Direction;
import dev.cascara.wit.Function.Synchrony;
import dev.cascara.wit.Gate;
import dev.cascara.wit.PackageName;
import dev.cascara.wit.Version;
import dev.cascara.wit.text.Syntax.ResourceFunction.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tokens to the syntax tree of one file, a method for each production of {@code WIT.md}. */
final class Parser {
  private final SourceFile file;
  private final TokenStream tokens;
  private final TypeParser types;

  private Parser(SourceFile file) {
    this.file = file;
    this.tokens = new TokenStream(file);
    this.types = new TypeParser(tokens);
  }

  static Syntax.File parse(SourceFile file) {
    return new Parser(file).file();
  }

  private Syntax.File file() {
    Optional<Syntax.PackageHeader> header = Optional.empty();
    List<Syntax.Item> items = new ArrayList<>();
    List<Syntax.NestedPackage> nested = new ArrayList<>();
    while (!tokens.at(Token.Kind.END)) {
      if (!tokens.atKeyword("package")) {
        items.add(item());
        continue;
      }
      int start = tokens.peek().start();
      Syntax.PackageHeader declared = packageHeader();
      if (tokens.at(Token.Kind.LEFT_BRACE)) {
        nested.add(nestedPackage(declared));
        continue;
      }
      tokens.expect(Token.Kind.SEMICOLON);
      if (header.isPresent() || !items.isEmpty() || !nested.isEmpty()) {
        throw tokens.errorAt(
            start,
            "a file's own package has to be declared once and before anything else; write `package "
                + declared.name()
                + " { … }` for another package");
      }
      header = Optional.of(declared);
    }
    return new Syntax.File(file, header, List.copyOf(items), List.copyOf(nested));
  }

  private Syntax.NestedPackage nestedPackage(Syntax.PackageHeader header) {
    tokens.expect(Token.Kind.LEFT_BRACE);
    List<Syntax.Item> items = new ArrayList<>();
    while (!tokens.eat(Token.Kind.RIGHT_BRACE)) {
      if (tokens.atKeyword("package")) {
        throw tokens.errorAt(
            tokens.peek().start(), "a package cannot be within another one, put it beside it");
      }
      items.add(item());
    }
    return new Syntax.NestedPackage(header, List.copyOf(items));
  }

  private Syntax.PackageHeader packageHeader() {
    String docs = tokens.peek().docs();
    tokens.expectKeyword("package");
    Token first = tokens.peek();
    List<Syntax.Id> namespaces = new ArrayList<>();
    namespaces.add(word());
    tokens.expect(Token.Kind.COLON);
    Syntax.Id last = word();
    while (tokens.eat(Token.Kind.COLON)) {
      namespaces.add(last);
      last = word();
    }
    StringBuilder name = new StringBuilder(last.name());
    while (tokens.eat(Token.Kind.SLASH)) {
      name.append('/').append(word().name());
    }
    Optional<Version> version = optionalVersion();
    return new Syntax.PackageHeader(
        new PackageName(joined(namespaces), name.toString(), version),
        tokens.spanFrom(first.start()),
        docs);
  }

  private static String joined(List<Syntax.Id> namespaces) {
    return String.join(":", namespaces.stream().map(Syntax.Id::name).toList());
  }

  /** Packages' names are lower case. */
  private Syntax.Id word() {
    Syntax.Id id = tokens.identifier();
    if (!id.name().equals(id.name().toLowerCase(Locale.ROOT))) {
      throw id.span()
          .error("`" + Lexer.shorten(id.name()) + "` has to be lower case, packages' names are");
    }
    return id;
  }

  private Optional<Version> optionalVersion() {
    return tokens.eat(Token.Kind.AT) ? Optional.of(tokens.version()) : Optional.empty();
  }

  private Syntax.Item item() {
    int start = tokens.peek().start();
    Syntax.Annotations annotations = annotations();
    if (tokens.eatKeyword("interface")) {
      Syntax.Id name = tokens.identifier();
      List<Syntax.Member> members = interfaceMembers();
      return new Syntax.InterfaceItem(tokens.spanFrom(start), annotations, name, members);
    }
    if (tokens.eatKeyword("world")) {
      Syntax.Id name = tokens.identifier();
      List<Syntax.Member> members = worldMembers();
      return new Syntax.WorldItem(tokens.spanFrom(start), annotations, name, members);
    }
    if (tokens.eatKeyword("use")) {
      Syntax.Path path = path();
      Syntax.Id name = tokens.eatKeyword("as") ? tokens.identifier() : path.name();
      tokens.expect(Token.Kind.SEMICOLON);
      return new Syntax.TopLevelUse(tokens.spanFrom(start), annotations, path, name);
    }
    throw tokens.unexpected("`interface`, `world`, `use` or `package`");
  }

  private Syntax.Annotations annotations() {
    Token first = tokens.peek();
    String docs = first.docs();
    Gate gate = Gate.NONE;
    Optional<Version> deprecated = Optional.empty();
    Optional<String> externalId = Optional.empty();
    Span gateSpan = tokens.span(first);
    while (tokens.at(Token.Kind.AT)) {
      int start = tokens.next().start();
      Syntax.Id name = tokens.identifier();
      switch (name.name()) {
        case "since" -> {
          checkFirstGate(gate, start);
          gate = new Gate.Since(versionField());
          gateSpan = tokens.spanFrom(start);
        }
        case "unstable" -> {
          checkFirstGate(gate, start);
          gate = new Gate.Unstable(featureField());
          gateSpan = tokens.spanFrom(start);
        }
        case "deprecated" -> {
          if (deprecated.isPresent()) {
            throw tokens.errorAt(start, "@deprecated occurs twice");
          }
          deprecated = Optional.of(versionField());
        }
        case "external-id" -> {
          if (externalId.isPresent()) {
            throw tokens.errorAt(start, "@external-id occurs twice");
          }
          tokens.expect(Token.Kind.LEFT_PAREN);
          externalId = Optional.of(tokens.expect(Token.Kind.STRING).text());
          tokens.expect(Token.Kind.RIGHT_PAREN);
        }
        default ->
            throw name.span()
                .error(
                    "unknown annotation @"
                        + Lexer.shorten(name.name())
                        + ", there are @since, @unstable, @deprecated and @external-id");
      }
      docs = Docs.join(docs, tokens.peek().docs());
    }
    return new Syntax.Annotations(docs, gate, gateSpan, deprecated, externalId);
  }

  private void checkFirstGate(Gate gate, int start) {
    if (!gate.equals(Gate.NONE)) {
      throw tokens.errorAt(start, "an item has either one @since or one @unstable");
    }
  }

  private Version versionField() {
    field("version");
    Version version = tokens.version();
    tokens.expect(Token.Kind.RIGHT_PAREN);
    return version;
  }

  private String featureField() {
    field("feature");
    Syntax.Id feature = tokens.identifier();
    tokens.expect(Token.Kind.RIGHT_PAREN);
    return feature.name();
  }

  private void field(String name) {
    tokens.expect(Token.Kind.LEFT_PAREN);
    if (!tokens.at(Token.Kind.IDENTIFIER) || !tokens.peek().text().equals(name)) {
      throw tokens.unexpected("`" + name + "`");
    }
    tokens.next();
    tokens.expect(Token.Kind.EQUALS);
  }

  private Syntax.Path path() {
    return pathFrom(tokens.identifier());
  }

  private Syntax.Path pathFrom(Syntax.Id first) {
    if (!tokens.at(Token.Kind.COLON)) {
      return new Syntax.Path(Optional.empty(), first, first.span());
    }
    List<Syntax.Id> namespaces = new ArrayList<>();
    Syntax.Id last = first;
    while (tokens.eat(Token.Kind.COLON)) {
      namespaces.add(checkLower(last));
      last = tokens.identifier();
    }
    if (!tokens.at(Token.Kind.SLASH)) {
      throw tokens.unexpected(
          "`/` and the name of an interface or a world, `"
              + Lexer.shorten(joined(namespaces) + ":" + last.name())
              + "` is a package");
    }
    List<String> names = new ArrayList<>();
    while (tokens.eat(Token.Kind.SLASH)) {
      names.add(checkLower(last).name());
      last = tokens.identifier();
    }
    Optional<Version> version = optionalVersion();
    return new Syntax.Path(
        Optional.of(new PackageName(joined(namespaces), String.join("/", names), version)),
        last,
        tokens.spanFrom(first.span().start()));
  }

  private static Syntax.Id checkLower(Syntax.Id id) {
    if (!id.name().equals(id.name().toLowerCase(Locale.ROOT))) {
      throw id.span()
          .error("`" + Lexer.shorten(id.name()) + "` has to be lower case, packages' names are");
    }
    return id;
  }

  private List<Syntax.Member> interfaceMembers() {
    tokens.expect(Token.Kind.LEFT_BRACE);
    List<Syntax.Member> members = new ArrayList<>();
    while (!tokens.eat(Token.Kind.RIGHT_BRACE)) {
      Syntax.Annotations annotations = annotations();
      if (tokens.atKeyword("use")) {
        members.add(use(annotations));
      } else if (types.atTypeItem()) {
        members.add(typeItem(annotations));
      } else if (tokens.at(Token.Kind.IDENTIFIER)) {
        Syntax.Id name = tokens.identifier();
        tokens.expect(Token.Kind.COLON);
        members.add(new Syntax.FunctionItem(annotations, name, functionType()));
        tokens.expect(Token.Kind.SEMICOLON);
      } else if (tokens.at(Token.Kind.KEYWORD) && tokens.peek(1).kind() == Token.Kind.COLON) {
        tokens.identifier();
      } else {
        throw tokens.unexpected("a function, a type, `use` or `}`");
      }
    }
    return List.copyOf(members);
  }

  private List<Syntax.Member> worldMembers() {
    tokens.expect(Token.Kind.LEFT_BRACE);
    List<Syntax.Member> members = new ArrayList<>();
    while (!tokens.eat(Token.Kind.RIGHT_BRACE)) {
      Syntax.Annotations annotations = annotations();
      if (tokens.atKeyword("use")) {
        members.add(use(annotations));
      } else if (types.atTypeItem()) {
        members.add(typeItem(annotations));
      } else if (tokens.eatKeyword("import")) {
        members.add(new Syntax.Extern(annotations, Direction.IMPORT, externBody()));
      } else if (tokens.eatKeyword("export")) {
        members.add(new Syntax.Extern(annotations, Direction.EXPORT, externBody()));
      } else if (tokens.eatKeyword("include")) {
        members.add(include(annotations));
      } else {
        throw tokens.unexpected("`import`, `export`, `include`, `use`, a type or `}`");
      }
    }
    return List.copyOf(members);
  }

  private Syntax.Use use(Syntax.Annotations annotations) {
    tokens.expectKeyword("use");
    Syntax.Path path = path();
    tokens.expect(Token.Kind.DOT);
    int brace = tokens.expect(Token.Kind.LEFT_BRACE).start();
    List<Syntax.Renaming> names =
        tokens.commaSeparated(
            Token.Kind.RIGHT_BRACE,
            () -> {
              Syntax.Id from = tokens.identifier();
              Syntax.Id to = tokens.eatKeyword("as") ? tokens.identifier() : from;
              return new Syntax.Renaming(from, to);
            });
    if (names.isEmpty()) {
      throw tokens.errorAt(brace, "a `use` names at least one type");
    }
    tokens.expect(Token.Kind.SEMICOLON);
    return new Syntax.Use(annotations, path, names);
  }

  private Syntax.Include include(Syntax.Annotations annotations) {
    Syntax.Path path = path();
    if (!tokens.eatKeyword("with")) {
      tokens.expect(Token.Kind.SEMICOLON);
      return new Syntax.Include(annotations, path, List.of());
    }
    tokens.expect(Token.Kind.LEFT_BRACE);
    List<Syntax.Renaming> names =
        tokens.commaSeparated(
            Token.Kind.RIGHT_BRACE,
            () -> {
              Syntax.Id from = tokens.identifier();
              tokens.expectKeyword("as");
              return new Syntax.Renaming(from, tokens.identifier());
            });
    // The grammar has none, its own example has one.
    tokens.eat(Token.Kind.SEMICOLON);
    return new Syntax.Include(annotations, path, names);
  }

  private Syntax.ExternBody externBody() {
    Syntax.Id name = tokens.identifier();
    if (!tokens.at(Token.Kind.COLON)) {
      Syntax.Path path = new Syntax.Path(Optional.empty(), name, name.span());
      tokens.expect(Token.Kind.SEMICOLON);
      return new Syntax.ExternPath(path);
    }
    Token colon = tokens.peek();
    Token after = tokens.peek(1);
    if (after.isKeyword("func") || after.isKeyword("async")) {
      tokens.next();
      Syntax.FunctionType type = functionType();
      tokens.expect(Token.Kind.SEMICOLON);
      return new Syntax.ExternFunction(name, type);
    }
    if (after.isKeyword("interface")) {
      tokens.next();
      tokens.next();
      return new Syntax.ExternInterface(name, interfaceMembers());
    }
    // Only spaces tell `a: b` (the interface b, named a) from `a:b` (a package): the latter is
    // one token to the language's definition.
    boolean adjacent =
        (colon.start() == name.span().end() && after.start() == colon.end())
            || tokens.peek(2).kind() == Token.Kind.SLASH;
    if (adjacent) {
      Syntax.Path path = pathFrom(name);
      tokens.expect(Token.Kind.SEMICOLON);
      return new Syntax.ExternPath(path);
    }
    tokens.next();
    if (!tokens.at(Token.Kind.IDENTIFIER)) {
      throw tokens.unexpected("`func`, `async func`, `interface` or the name of an interface");
    }
    Syntax.Path path = path();
    tokens.expect(Token.Kind.SEMICOLON);
    return new Syntax.ExternNamedPath(name, path);
  }

  private Syntax.FunctionType functionType() {
    Synchrony synchrony = tokens.eatKeyword("async") ? Synchrony.ASYNC : Synchrony.SYNC;
    tokens.expectKeyword("func");
    List<Syntax.Parameter> parameters = parameters();
    Optional<Syntax.TypeSyntax> result = result();
    return new Syntax.FunctionType(synchrony, parameters, result);
  }

  private List<Syntax.Parameter> parameters() {
    tokens.expect(Token.Kind.LEFT_PAREN);
    return tokens.commaSeparated(
        Token.Kind.RIGHT_PAREN,
        () -> {
          Syntax.Id name = tokens.identifier();
          tokens.expect(Token.Kind.COLON);
          return new Syntax.Parameter(name, types.type());
        });
  }

  private Optional<Syntax.TypeSyntax> result() {
    return tokens.eat(Token.Kind.ARROW) ? Optional.of(types.type()) : Optional.empty();
  }

  private Syntax.TypeItem typeItem(Syntax.Annotations annotations) {
    if (!tokens.eatKeyword("resource")) {
      return types.typeItem(annotations);
    }
    Syntax.Id name = tokens.identifier();
    List<Syntax.ResourceFunction> functions = new ArrayList<>();
    if (!tokens.eat(Token.Kind.SEMICOLON)) {
      if (!tokens.eat(Token.Kind.LEFT_BRACE)) {
        throw tokens.unexpected("`;` or `{`");
      }
      while (!tokens.eat(Token.Kind.RIGHT_BRACE)) {
        functions.add(resourceFunction());
      }
    }
    return new Syntax.TypeItem(annotations, name, new Syntax.ResourceBody(List.copyOf(functions)));
  }

  private Syntax.ResourceFunction resourceFunction() {
    Syntax.Annotations annotations = annotations();
    if (tokens.atKeyword("constructor")) {
      Syntax.Id name = new Syntax.Id("constructor", tokens.span(tokens.next()));
      List<Syntax.Parameter> parameters = parameters();
      Optional<Syntax.TypeSyntax> result = result();
      tokens.expect(Token.Kind.SEMICOLON);
      return new Syntax.ResourceFunction(
          annotations,
          Role.CONSTRUCTOR,
          name,
          new Syntax.FunctionType(Synchrony.SYNC, parameters, result));
    }
    if (!tokens.at(Token.Kind.IDENTIFIER) && tokens.peek(1).kind() != Token.Kind.COLON) {
      throw tokens.unexpected("a function, `constructor` or `}`");
    }
    Syntax.Id name = tokens.identifier();
    tokens.expect(Token.Kind.COLON);
    Role role = tokens.eatKeyword("static") ? Role.STATIC : Role.METHOD;
    Syntax.FunctionType type = functionType();
    tokens.expect(Token.Kind.SEMICOLON);
    return new Syntax.ResourceFunction(annotations, role, name, type);
  }
}
