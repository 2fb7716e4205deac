package dev.cascara.maven;

import dev.cascara.compiler.CompilerSwitches;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Generates typed Java sources and compiled classes from WebAssembly components or core modules,
 * and adds both to the project. Unchanged inputs do nothing; output that is no longer generated is
 * deleted.
 */
@Mojo(
    name = "generate",
    defaultPhase = LifecyclePhase.GENERATE_SOURCES,
    requiresDependencyResolution = ResolutionScope.COMPILE,
    threadSafe = true)
public final class GenerateMojo extends AbstractMojo {
  private static final String RUNTIME_GROUP = "dev.cascara";
  private static final String RUNTIME_ARTIFACT = "cascara-runtime-support";

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private @Nullable MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private @Nullable MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private @Nullable MojoExecution execution;

  /** Skips this goal. */
  @Parameter(property = "cascara.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The components, each with {@code file} and, as far as wanted, {@code wit}, {@code world},
   * {@code packageName} and {@code className}. For a single component, the parameters of these
   * names on the goal itself are shorter. {@code threads}, {@code wideArithmetic}, {@code
   * customPageSizes}, {@code legacyExceptions}, {@code largeMemories} and {@code vectorApi} of the
   * goal hold for each component that does not say otherwise.
   */
  @Parameter private @Nullable List<ComponentParameter> components;

  /** The only component or core module. */
  @Parameter(property = "cascara.file")
  private @Nullable File file;

  /**
   * The {@code .wit} file or folder of the only component; the world in the component itself where
   * it is missing.
   */
  @Parameter(property = "cascara.wit")
  private @Nullable File wit;

  /** The world of the only component; needed if {@code wit} has several. */
  @Parameter(property = "cascara.world")
  private @Nullable String world;

  /**
   * The Java package of all that is generated. Where it is missing, the component's class is in the
   * package that the project's group names, and each interface where its WIT package says.
   */
  @Parameter(property = "cascara.packageName")
  private @Nullable String packageName;

  /**
   * The class that instantiates the only component; made from the file's name where it is missing.
   */
  @Parameter(property = "cascara.className")
  private @Nullable String className;

  /**
   * Whether core modules may use threads: shared memories and atomic instructions. A {@code
   * <component>} can say otherwise.
   */
  @Parameter(property = "cascara.threads", defaultValue = "false")
  private boolean threads;

  /**
   * Whether core modules may use the instructions of 128-bit integer arithmetic. A {@code
   * <component>} can say otherwise.
   */
  @Parameter(property = "cascara.wideArithmetic", defaultValue = "false")
  private boolean wideArithmetic;

  /**
   * Whether core modules may have memories with pages of one byte. A {@code <component>} can say
   * otherwise.
   */
  @Parameter(property = "cascara.customPageSizes", defaultValue = "false")
  private boolean customPageSizes;

  /**
   * Whether core modules may use the legacy encoding of exception handling: {@code try}, {@code
   * catch}, {@code delegate}. A {@code <component>} can say otherwise.
   */
  @Parameter(property = "cascara.legacyExceptions", defaultValue = "true")
  private boolean legacyExceptions = true;

  /**
   * Whether all memories of core modules that have no maximum may grow above 2 GiB, at some cost in
   * speed, and not only those whose type asks for it. A {@code <component>} can say otherwise.
   */
  @Parameter(property = "cascara.largeMemories", defaultValue = "false")
  private boolean largeMemories;

  /**
   * Whether vectors of 128 bits become those of {@code jdk.incubator.vector}: real vector
   * instructions, but the code then needs JDK 25 or later, started with {@code --add-modules
   * jdk.incubator.vector}. A {@code <component>} can say otherwise.
   */
  @Parameter(property = "cascara.vectorApi", defaultValue = "false")
  private boolean vectorApi;

  /** Where Java sources go. */
  @Parameter(
      property = "cascara.generatedSources",
      defaultValue = "${project.build.directory}/generated-sources/cascara",
      required = true)
  private @Nullable File generatedSources;

  /** Used by Maven, which then sets the fields. */
  public GenerateMojo() {}

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped, as cascara.skip is true");
      return;
    }
    MavenProject target = set(project);
    Path sources = set(generatedSources).toPath();
    try {
      List<GenerationRequest> requests = requests();
      requireRuntime(target);
      Path base = target.getBasedir().toPath();
      new Generation(
              base,
              sources,
              Path.of(target.getBuild().getOutputDirectory()),
              Path.of(
                  target.getBuild().getDirectory(),
                  "cascara",
                  set(execution).getExecutionId() + ".state"),
              // All that the output depends on besides the requests.
              set(execution).getVersion() + " " + target.getGroupId(),
              new ComponentLibraryGenerator(
                  target.getGroupId(), set(session).getSettings().isInteractiveMode()),
              getLog()::info)
          .run(requests);
    } catch (InvalidInputException e) {
      throw new MojoFailureException(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      throw new MojoFailureException(e.getFile() + ": no such file");
    } catch (IOException e) {
      throw new MojoExecutionException(e.toString(), e);
    }
    target.addCompileSourceRoot(sources.toString());
  }

  private List<GenerationRequest> requests() throws InvalidInputException {
    List<ComponentParameter> all = new ArrayList<>(components == null ? List.of() : components);
    if (file != null) {
      all.add(new ComponentParameter(file, wit, world, packageName, className));
    } else if (wit != null || world != null || packageName != null || className != null) {
      throw new InvalidInputException(
          "<wit>, <world>, <packageName> and <className> belong to a <file>, or into a <component> of <components>");
    }
    if (all.isEmpty()) {
      throw new InvalidInputException(
          "nothing to generate from: set <file>, or <components> with a <component> and its <file>");
    }
    CompilerSwitches switches =
        new SwitchParameters(
                threads,
                wideArithmetic,
                customPageSizes,
                legacyExceptions,
                largeMemories,
                vectorApi)
            .applyTo(CompilerSwitches.DEFAULT);
    List<GenerationRequest> requests = new ArrayList<>();
    for (ComponentParameter component : all) {
      requests.add(request(component, switches));
    }
    return requests;
  }

  private static GenerationRequest request(ComponentParameter component, CompilerSwitches switches)
      throws InvalidInputException {
    File file = component.file();
    if (file == null) {
      throw new InvalidInputException("a <component> of <components> has no <file>");
    }
    File wit = component.wit();
    Path path = file.toPath();
    if (!Files.isRegularFile(path)) {
      throw new InvalidInputException(path + ": no such file");
    }
    if (wit != null && !wit.exists()) {
      throw new InvalidInputException(wit + ": no such file or folder");
    }
    return new GenerationRequest(
        path,
        wit == null ? null : wit.toPath(),
        component.world(),
        component.packageName(),
        component.className(),
        component.switches().applyTo(switches));
  }

  /**
   * What is generated does not compile without the runtime: say so instead of a hundred javac
   * errors.
   */
  private void requireRuntime(MavenProject target) throws InvalidInputException {
    String version = set(execution).getVersion();
    for (Artifact artifact : target.getArtifacts()) {
      if (artifact.getGroupId().equals(RUNTIME_GROUP)
          && artifact.getArtifactId().equals(RUNTIME_ARTIFACT)) {
        if (!artifact.getBaseVersion().equals(version)) {
          getLog()
              .warn(
                  "This plugin has version %s, but the project depends on %s:%s:%s: use one version for both"
                      .formatted(
                          version, RUNTIME_GROUP, RUNTIME_ARTIFACT, artifact.getBaseVersion()));
        }
        return;
      }
    }
    throw new InvalidInputException(
        "the project needs the dependency %s:%s:%s, which the generated classes call"
            .formatted(RUNTIME_GROUP, RUNTIME_ARTIFACT, version));
  }

  private static <T> T set(@Nullable T parameter) {
    if (parameter == null) {
      throw new IllegalStateException("Maven has not set a required parameter");
    }
    return parameter;
  }
}
