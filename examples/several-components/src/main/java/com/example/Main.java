package com.example;

import com.example.translation.Dictionary;
import com.example.translation.Translator;
import demo.greeter.Greeter;

/** Two components in one program: the second one translates what the first one says. */
public final class Main {
  public static void main(String[] arguments) {
    Greeter greeter = Greeter.builder().build();
    Dictionary shouting = word -> new Dictionary.Entry(word.toUpperCase(), (byte) 100);
    Translator translator = Translator.builder().dictionary(shouting).build();

    System.out.println(translator.translate(greeter.greet("Ann")));
  }
}
