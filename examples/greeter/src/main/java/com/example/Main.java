package com.example;

import demo.greeter.People.Person;
import java.util.List;

/** Calls a WebAssembly component through the classes that were generated from it. */
public final class Main {
  public static void main(String[] arguments) throws Exception {
    Greeter greeter = Greeter.builder().build();

    System.out.println(greeter.greet("Ann"));
    System.out.println("2 + 3 = " + greeter.add(2, 3));
    System.out.println("average: " + greeter.average(new double[] {1, 2, 6}));

    List<Person> people = List.of(new Person("Ann", 41), new Person("Ben", 7));
    for (Person person : greeter.people().birthday(people)) {
      System.out.println(person.name() + " is now " + person.age());
    }
    greeter.people().oldest(people).ifPresent(p -> System.out.println("oldest: " + p.name()));
  }
}
