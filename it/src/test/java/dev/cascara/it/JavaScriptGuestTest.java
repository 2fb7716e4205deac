package dev.cascara.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The stress test: a whole JavaScript engine in one component. */
class JavaScriptGuestTest {
  @Test
  void isBuiltAsAComponent() throws Exception {
    try (InputStream in = Files.newInputStream(JavaScriptGuest.build())) {
      assertThat(in.readNBytes(8)).containsExactly(0, 'a', 's', 'm', 0x0d, 0, 1, 0);
    }
  }
}
