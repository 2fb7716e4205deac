package app;

import demo.greeter.People.Person;
import it.Greeter;
import java.util.List;

/** Calls what was generated. */
public final class App {
  private App() {}

  /**
   * Prints the results.
   *
   * @param arguments none
   * @throws Exception if the component fails
   */
  public static void main(String[] arguments) throws Exception {
    Greeter greeter = Greeter.builder().build();
    System.out.println("result: " + greeter.greet("Zoë"));
    System.out.println("result: " + greeter.add(-1, 3));
    System.out.println("result: " + greeter.people().oldest(List.of(new Person("Ann", 1))));
    System.out.println("result: " + greeter.people().oldest(List.of()).isPresent());
  }
}
