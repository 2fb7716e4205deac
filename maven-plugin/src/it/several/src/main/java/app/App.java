package app;

import app.second.Second;
import demo.translator.Dictionary;
import it.Greeter;
import it.Translator;

public final class App {
  public static void main(String[] arguments) {
    String first = Greeter.builder().build().greet("Ann");
    String second = Second.builder().build().greet("Ben");
    Translator translator =
        Translator.builder()
            .dictionary(word -> new Dictionary.Entry(new StringBuilder(word).reverse().toString(), (byte) 1))
            .build();
    System.out.println("result: " + translator.translate(first + " " + second));
  }
}
