package com.example;

import demo.translator.Dictionary;
import java.util.List;
import java.util.Map;

/** Gives a component what it imports: a dictionary, written in Java. */
public final class Main {
  /** Implements the interface that was generated from the component's import. */
  private static final class GermanDictionary implements Dictionary {
    private static final Map<String, Entry> ENTRIES =
        Map.of("good", new Entry("gut", (byte) 90), "morning", new Entry("Morgen", (byte) 80));

    @Override
    public Entry lookUp(String word) throws FailureException {
      if (word.equals("bank")) {
        throw new FailureException(new Failure.Ambiguous(List.of("Bank", "Ufer")));
      }
      Entry entry = ENTRIES.get(word);
      if (entry == null) {
        throw new FailureException(new Failure.Unknown());
      }
      return entry;
    }
  }

  public static void main(String[] arguments) {
    Translator translator = Translator.builder().dictionary(new GermanDictionary()).build();

    for (String text : List.of("good morning", "good bank", "morning, Ann", "")) {
      System.out.printf(
          "\"%s\" -> \"%s\", confidence %s%n",
          text,
          translator.translate(text),
          translator.confidence(text).map(c -> c + " %").orElse("none"));
    }
  }
}
