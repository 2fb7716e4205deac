package uses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.Greeter;
import com.example.demo.greeter.People;
import com.example.demo.greeter.People.Person;
import java.util.List;

public final class UseGreeter implements Runnable {
  @Override
  public void run() {
    Greeter greeter = Greeter.builder().build();
    assertThat(greeter.greet("Ann")).isEqualTo("Hello, Ann!");
    assertThat(greeter.greet("Žofie 😀")).isEqualTo("Hello, Žofie 😀!");
    assertThat(greeter.add(Integer.MAX_VALUE, 1)).isEqualTo(Integer.MIN_VALUE);
    try {
      assertThat(greeter.average(new double[] {1, 2, 6})).isEqualTo(3);
    } catch (Greeter.AverageException e) {
      throw new AssertionError(e);
    }
    assertThatThrownBy(() -> greeter.average(new double[0]))
        .isInstanceOfSatisfying(
            Greeter.AverageException.class, e -> assertThat(e.error()).isNotEmpty());

    People people = greeter.people();
    List<Person> all = List.of(new Person("Ann", 31), new Person("Bob", 42));
    assertThat(people.birthday(all)).containsExactly(new Person("Ann", 32), new Person("Bob", 43));
    assertThat(people.oldest(all)).contains(new Person("Bob", 42));
    assertThat(people.oldest(List.of())).isEmpty();

    // What cannot be passed leaves the component as it was.
    assertThatThrownBy(() -> greeter.greet("\uD800")).isInstanceOf(IllegalArgumentException.class);
    assertThat(greeter.greet("Bob")).isEqualTo("Hello, Bob!");
  }
}
