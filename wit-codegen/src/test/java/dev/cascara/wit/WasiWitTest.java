package dev.cascara.wit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The WIT of WASI that the runtime implements, and that its Java interfaces are generated from. */
class WasiWitTest {
  static final Path FOLDER = Path.of("../runtime-support/src/main/wit");

  @Test
  void hasTheInterfacesThatTheRuntimeImplements() {
    World host = WitReader.read(FOLDER, Features.all()).world("host");
    assertThat(host.imports().stream().map(WorldItem::externName))
        .hasSize(21)
        .contains(
            "wasi:io/streams@0.2.12",
            "wasi:clocks/timezone@0.2.12",
            "wasi:filesystem/types@0.2.12",
            "wasi:cli/environment@0.2.12");
    assertThat(host.exports().stream().map(WorldItem::externName))
        .containsExactly("wasi:cli/run@0.2.12");
  }

  @Test
  void canBeReadWithoutUnstableFeatures() {
    World host = WitReader.read(FOLDER).world("host");
    assertThat(host.imports()).hasSize(20);
  }

  @Test
  void isWhatThePrinterPrints() throws IOException {
    WitResolve resolve = WitReader.read(FOLDER, Features.all());
    WitPrinter printer = new WitPrinter(WitPrinter.Comments.OMITTED);
    for (WitPackage each : resolve.packages()) {
      String file = each.name().name() + ".wit";
      boolean isRoot = each.name().equals(resolve.root().name());
      assertThat(FOLDER.resolve(isRoot ? file : "deps/" + file)).hasContent(printer.print(each));
      assertThat(Files.exists(FOLDER)).isTrue();
    }
  }
}
