package app;

import demo.greeter.People.Person;
import it.Greeter;
import java.util.List;

public final class App {
  public static void main(String[] arguments) {
    Greeter greeter = Greeter.builder().build();
    System.out.println("result: " + greeter.greet("Ann"));
    System.out.println("result: " + greeter.people().birthday(List.of(new Person("Ann", 1))));
  }
}
