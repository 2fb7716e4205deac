package com.example;

import demo.translator.Dictionary;
import java.util.Locale;

/** Two components in one program: the second one translates what the first one says. */
public final class Main {
  public static void main(String[] arguments) {
    Greeter greeter = Greeter.builder().build();
    Dictionary shouting = word -> new Dictionary.Entry(word.toUpperCase(Locale.ROOT), (byte) 100);
    Translator translator = Translator.builder().dictionary(shouting).build();

    System.out.println(translator.translate(greeter.greet("Ann")));
  }
}
