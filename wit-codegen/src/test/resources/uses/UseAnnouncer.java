package uses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.Announcer;
import dev.cascara.runtime.LinkException;
import dev.cascara.wasi.Wasi;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

public final class UseAnnouncer implements Runnable {
  @Override
  public void run() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Wasi wasi = Wasi.builder().standardOutput(out).environment("NAME", "Ann").build();
    Announcer announcer = Announcer.builder().wasi(wasi).build();
    announcer.announce("first");
    announcer.announce("second");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("first").contains("second");
    assertThat(announcer.environment("NAME")).contains("Ann");
    assertThat(announcer.environment("OTHER")).isEmpty();
    assertThatThrownBy(() -> Announcer.builder().build())
        .isInstanceOf(LinkException.class)
        .hasMessageContaining("wasi:");
  }
}
