package dev.cascara.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.compiler.CompilerSwitches;
import dev.cascara.compiler.validation.Feature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated again, and what is left alone or deleted. */
class GenerationTest {
  private Path base = Path.of("");
  private Path component = base;
  private final List<String> log = new ArrayList<>();
  private int runs;

  @BeforeEach
  void component(@TempDir Path folder) throws IOException {
    base = folder;
    component = Files.writeString(base.resolve("greeter.wasm"), "Greeter");
  }

  @Test
  void writesSourcesAndClasses() throws Exception {
    generate("1", request(component, null));

    assertThat(source("p/Greeter.java")).hasContent("class Greeter {}");
    assertThat(classFile("p/GreeterCore.class")).hasContent("Greeter");
  }

  @Test
  void leavesAnUnchangedComponentAlone() throws Exception {
    generate("1", request(component, null));
    FileTime written = Files.getLastModifiedTime(source("p/Greeter.java"));

    generate("1", request(component, null));

    assertThat(runs).isEqualTo(1);
    assertThat(Files.getLastModifiedTime(source("p/Greeter.java"))).isEqualTo(written);
    assertThat(log).last().asString().isEqualTo("greeter.wasm is unchanged");
  }

  @Test
  void generatesAChangedComponentAgainAndDeletesWhatIsStale() throws Exception {
    generate("1", request(component, null));
    Path compiled = Files.writeString(classFile("p/Greeter.class"), "by javac");
    Path nested = Files.writeString(classFile("p/Greeter$Nested.class"), "by javac");
    Path other = Files.writeString(classFile("p/GreeterOfTheApp.class"), "by javac");

    Files.writeString(component, "Other");
    generate("1", request(component, null));

    assertThat(source("p/Other.java")).exists();
    assertThat(source("p/Greeter.java")).doesNotExist();
    assertThat(classFile("p/GreeterCore.class")).doesNotExist();
    assertThat(compiled).doesNotExist();
    assertThat(nested).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void generatesAgainForAnotherOption() throws Exception {
    generate("1", request(component, null));
    generate("1", request(component, "other"));

    assertThat(runs).isEqualTo(2);
    assertThat(source("other/Greeter.java")).exists();
    assertThat(source("p/Greeter.java")).doesNotExist();
  }

  @Test
  void generatesAgainForAnotherVersionOfThePlugin() throws Exception {
    generate("1", request(component, null));
    generate("2", request(component, null));

    assertThat(runs).isEqualTo(2);
  }

  @Test
  void generatesAgainWhereAnOutputIsMissing() throws Exception {
    generate("1", request(component, null));
    Files.delete(classFile("p/GreeterCore.class"));
    generate("1", request(component, null));

    assertThat(classFile("p/GreeterCore.class")).exists();
  }

  @Test
  void generatesAgainWhereTheWitChanged() throws Exception {
    Path wit = Files.createDirectories(base.resolve("wit/deps"));
    Path dependency = Files.writeString(wit.resolve("a.wit"), "package a:a;");
    GenerationRequest request =
        new GenerationRequest(
            component, base.resolve("wit"), null, null, null, CompilerSwitches.DEFAULT);
    generate("1", request);
    Files.writeString(dependency, "package a:b;");
    generate("1", request);

    assertThat(runs).isEqualTo(2);
  }

  @Test
  void generatesAgainWhereASwitchChanged() throws Exception {
    generate("1", request(component, null));
    generate(
        "1",
        new GenerationRequest(
            component,
            null,
            null,
            null,
            null,
            CompilerSwitches.DEFAULT.with(Feature.WIDE_ARITHMETIC)));

    assertThat(runs).isEqualTo(2);
  }

  @Test
  void generatesOnlyTheChangedOneOfSeveral() throws Exception {
    Path second = Files.writeString(base.resolve("second.wasm"), "Second");
    generate("1", request(component, null), request(second, null));
    Files.writeString(second, "Third");
    generate("1", request(component, null), request(second, null));

    assertThat(runs).isEqualTo(3);
    assertThat(source("p/Greeter.java")).exists();
    assertThat(source("p/Third.java")).exists();
  }

  @Test
  void letsTwoComponentsShareAFile() throws Exception {
    Path second = Files.writeString(base.resolve("second.wasm"), "Greeter");

    generate("1", request(component, null), request(second, null));
    generate("1", request(second, null));

    assertThat(source("p/Greeter.java")).hasContent("class Greeter {}");
  }

  @Test
  void refusesTwoComponentsThatGenerateAFileDifferently() throws Exception {
    Path second = Files.writeString(base.resolve("second.wasm"), "Greeter 2");

    assertThatThrownBy(() -> generate("1", request(component, null), request(second, null)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("greeter.wasm and ")
        .hasMessageContaining("second.wasm both generate ")
        .hasMessageContaining("Greeter.java");
  }

  @Test
  void generatesEverythingWhereTheStateIsDamaged() throws Exception {
    generate("1", request(component, null));
    Files.writeString(base.resolve("state"), "component x\nnonsense\n");
    generate("1", request(component, null));

    assertThat(runs).isEqualTo(2);
  }

  private static GenerationRequest request(Path file, @Nullable String packageName) {
    return new GenerationRequest(file, null, null, packageName, null, CompilerSwitches.DEFAULT);
  }

  private void generate(String version, GenerationRequest... requests) throws Exception {
    new Generation(
            base,
            base.resolve("sources"),
            base.resolve("classes"),
            base.resolve("state"),
            version,
            this::fake,
            log::add)
        .run(List.of(requests));
  }

  /** Takes the first word of the file for the name of a class. */
  private GeneratedFiles fake(GenerationRequest request) throws IOException {
    runs++;
    String text = Files.readString(request.file());
    String name = text.split(" ", 2)[0];
    String folder = request.packageName() == null ? "p" : request.packageName();
    return GeneratedFiles.of(
        Map.of(folder + "/" + name + ".java", "class " + text + " {}"),
        Map.of(folder + "/" + name + "Core.class", name.getBytes(StandardCharsets.UTF_8)));
  }

  private Path source(String path) {
    return base.resolve("sources").resolve(path);
  }

  private Path classFile(String path) {
    return base.resolve("classes").resolve(path);
  }
}
