package app;

import app.wasm.Greetings;

public final class App {
  public static void main(String[] arguments) {
    System.out.println("result: " + Greetings.builder().build().greet("Ann"));
  }
}
