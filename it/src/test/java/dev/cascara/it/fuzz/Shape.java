package dev.cascara.it.fuzz;

import dev.cascara.it.fuzz.GeneratedModule.Data;
import dev.cascara.it.fuzz.GeneratedModule.Elements;
import dev.cascara.it.fuzz.GeneratedModule.GlobalVariable;
import dev.cascara.it.fuzz.GeneratedModule.MemoryOf;
import dev.cascara.it.fuzz.GeneratedModule.TableOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What the code of a module can refer to. Types are added when they are needed. */
final class Shape {
  final List<Definition> types = new ArrayList<>();
  final List<Integer> imports = new ArrayList<>();

  /** The types of the functions that the module defines. */
  final List<Integer> functions = new ArrayList<>();

  final List<GlobalVariable> globals = new ArrayList<>();
  final List<TableOf> tables = new ArrayList<>();
  final List<MemoryOf> memories = new ArrayList<>();
  final List<Elements> elements = new ArrayList<>();
  final List<Data> data = new ArrayList<>();

  /** The types of the tags, by index. */
  final List<Integer> tags = new ArrayList<>();

  /** The references to defined types, and the abstract ones, that there are values of. */
  final List<Type> references = new ArrayList<>();

  /** Those of which code has variables. */
  final List<Type> used = new ArrayList<>();

  final Subtyping subtyping = new Subtyping(types);

  /** A passive data segment that is there as long as the code is not reckless, or -1. */
  int dataOfArrays = -1;

  /** The function that makes a number of any reference, or -1. */
  int hash = -1;

  /** What the module may have. */
  final Set<Extension> extensions;

  /** How often code may be such that it probably traps, in percent. */
  int recklessness;

  Shape(Set<Extension> extensions) {
    this.extensions = extensions;
  }

  int typeIndex(Signature type) {
    int index = types.indexOf(Definition.of(type));
    if (index < 0) {
      types.add(Definition.of(type));
      return types.size() - 1;
    }
    return index;
  }

  int functionCount() {
    return imports.size() + functions.size();
  }

  int typeOfFunction(int index) {
    return index < imports.size() ? imports.get(index) : functions.get(index - imports.size());
  }

  /** Returns the function type of an index. */
  Signature signatureOf(int type) {
    return (Signature) types.get(type).composite();
  }

  /** Returns whether a type is that of functions with some results. */
  boolean returns(int type, List<Type> results) {
    return types.get(type).composite() instanceof Signature signature
        && signature.results().equals(results);
  }

  Signature signature(int function) {
    return signatureOf(typeOfFunction(function));
  }

  boolean isGarbageCollected() {
    return extensions.contains(Extension.REFERENCES);
  }

  /** Finds the types of structures, arrays or functions that are subtypes of one. */
  List<Integer> definitionsOf(int heap) {
    return IntStream.range(0, types.size())
        .filter(index -> subtyping.matches(index, heap))
        .boxed()
        .toList();
  }

  /** Finds the functions of a type and its subtypes. */
  List<Integer> functionsOf(int type) {
    return IntStream.range(0, functionCount())
        .filter(index -> subtyping.matches(typeOfFunction(index), type))
        .boxed()
        .toList();
  }

  /** Finds the references that are of a type, too, but not the type itself. */
  List<Type> subtypes(Type type) {
    return references.stream()
        .filter(each -> !each.equals(type) && subtyping.matches(each, type))
        .toList();
  }

  List<Type> supertypes(Type type) {
    return references.stream().filter(each -> subtyping.matches(type, each)).toList();
  }

  List<Type> valuesOfTag(int tag) {
    return signatureOf(tags.get(tag)).parameters();
  }

  /** Finds the functions with some results. */
  List<Integer> functionsReturning(List<Type> results) {
    return IntStream.range(0, functionCount())
        .filter(index -> signature(index).results().equals(results))
        .boxed()
        .toList();
  }

  /** Finds the tables of a type. */
  List<Integer> tablesOf(Type element) {
    return IntStream.range(0, tables.size())
        .filter(index -> tables.get(index).element().equals(element))
        .boxed()
        .toList();
  }

  /** Finds the tables of functions, of any type or of some. */
  List<Integer> tablesOfFunctions() {
    return IntStream.range(0, tables.size())
        .filter(index -> subtyping.matches(tables.get(index).element(), Type.FUNCREF))
        .boxed()
        .toList();
  }

  /** Finds the globals of a type; the fuel is not for use. */
  List<Integer> globalsOf(Type type) {
    return IntStream.range(1, globals.size())
        .filter(index -> globals.get(index).type().equals(type))
        .boxed()
        .toList();
  }
}
