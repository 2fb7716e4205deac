package dev.cascara.wit.text;

import dev.cascara.wit.Type;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.TypeKind;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known of definitions: how deep and large they are, whether they hold borrowed handles.
 */
final class Types {
  /** As many parts as a component's type may have, by what validators allow. */
  private static final long MAX_SIZE = 1_000_000;

  private final Map<TypeDefinition, Measure> measures = new HashMap<>();
  private final Map<TypeDefinition, TypeDefinition> originals = new HashMap<>();

  /** How deep a type nests, how many parts it has, and whether a borrowed handle is among them. */
  record Measure(int depth, long size, boolean borrows) {
    static final Measure LEAF = new Measure(1, 1, false);
    static final Measure BORROW = new Measure(1, 1, true);

    Measure plus(Measure part) {
      return new Measure(
          Math.max(depth, part.depth + 1),
          Math.min(Integer.MAX_VALUE, size + part.size),
          borrows || part.borrows);
    }
  }

  /** The same as {@link TypeDefinition#original()} without following the chain each time. */
  TypeDefinition original(TypeDefinition definition) {
    return originals.getOrDefault(definition, definition);
  }

  void add(TypeDefinition definition, Span span) {
    if (definition.kind() instanceof TypeKind.Use use) {
      originals.put(definition, original(use.target()));
      return;
    }
    Measure measure = of(definition.kind());
    check(measure, span);
    measures.put(definition, measure);
  }

  Measure check(Measure measure, Span span) {
    if (measure.depth > Type.MAX_DEPTH) {
      throw span.error("types are nested more than " + Type.MAX_DEPTH + " deep here");
    }
    if (measure.size > MAX_SIZE) {
      throw span.error("this type has more than " + MAX_SIZE + " parts");
    }
    return measure;
  }

  private Measure of(TypeKind kind) {
    Measure measure = Measure.LEAF;
    if (kind instanceof TypeKind.Record fields) {
      for (TypeKind.Field field : fields.fields()) {
        measure = measure.plus(of(field.type()));
      }
    } else if (kind instanceof TypeKind.Variant cases) {
      for (TypeKind.Case c : cases.cases()) {
        measure = c.type().isPresent() ? measure.plus(of(c.type().get())) : measure;
      }
    } else if (kind instanceof TypeKind.Alias alias) {
      measure = measure.plus(of(alias.target()));
    }
    return measure;
  }

  Measure of(Type type) {
    if (type instanceof Type.Named named) {
      return measures.getOrDefault(named.definition(), Measure.LEAF);
    }
    if (type instanceof Type.Borrow) {
      return Measure.BORROW;
    }
    Measure measure = Measure.LEAF;
    for (Type part : TypeParts.of(type)) {
      measure = measure.plus(of(part));
    }
    return measure;
  }
}
