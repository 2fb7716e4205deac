/** The {@code cascara} command. */
module dev.cascara.cli {
  requires dev.cascara.compiler;
  requires dev.cascara.runtime;
  requires dev.cascara.wit;
  requires info.picocli;
  requires java.compiler;
  requires static org.jspecify;

  opens dev.cascara.cli to
      info.picocli;
}
