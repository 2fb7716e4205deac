package uses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.Translator;
import com.example.demo.translator.Dictionary;
import dev.cascara.runtime.LinkException;
import java.util.List;

public final class UseTranslator implements Runnable {
  private static final class SmallDictionary implements Dictionary {
    @Override
    public Entry lookUp(String word) throws FailureException {
      switch (word) {
        case "dog":
          return new Entry("Hund", (byte) 100);
        case "cat":
          return new Entry("Katze", (byte) 90);
        case "bank":
          throw new FailureException(new Failure.Ambiguous(List.of("Bank", "Ufer")));
        case "crash":
          throw new IllegalStateException("the dictionary is broken");
        default:
          throw new FailureException(new Failure.Unknown());
      }
    }
  }

  @Override
  public void run() {
    Translator translator = Translator.builder().dictionary(new SmallDictionary()).build();
    assertThat(translator.translate("dog cat")).isEqualTo("Hund Katze");
    assertThat(translator.translate("bank")).isEqualTo("Bank/Ufer");
    assertThat(translator.translate("dog xyz")).isEqualTo("Hund xyz");
    assertThat(translator.confidence("dog cat")).contains((byte) 90);
    assertThat(translator.confidence("dog xyz")).contains((byte) 0);
    assertThat(translator.confidence("")).isEmpty();

    // What the host throws arrives as it is, and closes the instance.
    assertThatThrownBy(() -> translator.translate("crash"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the dictionary is broken");
    assertThatThrownBy(() -> translator.translate("dog"))
        .hasMessageContaining("cannot enter component instance");

    assertThatThrownBy(() -> Translator.builder().build())
        .isInstanceOf(LinkException.class)
        .hasMessageContaining("demo:translator/dictionary@0.1.0");
  }
}
