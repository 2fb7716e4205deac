package dev.cascara.it.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.component.ComponentReader;
import dev.cascara.compiler.component.ComponentValidator;
import dev.cascara.compiler.component.TypeStructure;
import dev.cascara.compiler.link.LinkPlan;
import dev.cascara.compiler.link.LinkPlan.CanonicalFunction;
import dev.cascara.compiler.link.LinkPlan.CoreExport;
import dev.cascara.compiler.link.LinkPlan.CoreItem;
import dev.cascara.compiler.link.LinkPlan.CreateInstance;
import dev.cascara.compiler.link.LinkPlan.DefineCoreFunction;
import dev.cascara.compiler.link.LinkPlan.DefineResource;
import dev.cascara.compiler.link.LinkPlan.DefinedResource;
import dev.cascara.compiler.link.LinkPlan.FunctionExport;
import dev.cascara.compiler.link.LinkPlan.ImportedFunction;
import dev.cascara.compiler.link.LinkPlan.ImportedResource;
import dev.cascara.compiler.link.LinkPlan.InstanceExport;
import dev.cascara.compiler.link.LinkPlan.InstantiateModule;
import dev.cascara.compiler.link.LinkPlan.LiftedFunction;
import dev.cascara.compiler.link.LinkPlan.LoweredFunction;
import dev.cascara.compiler.link.LinkPlan.ResourceDrop;
import dev.cascara.compiler.link.LinkPlanner;
import dev.cascara.it.JavaScriptGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LinkPlannerTest {
  private static final Path GUESTS = Path.of("guests");
  private static final Duration SOON = Duration.ofSeconds(20);

  private static LinkPlan plan(byte[] component) {
    return LinkPlanner.plan(ComponentValidator.validate(ComponentReader.read(component)));
  }

  private static LinkPlan plan(String guest) throws IOException {
    return plan(Files.readAllBytes(GUESTS.resolve(guest)));
  }

  // What a plan says.

  @Test
  void componentsAndModulesAreClosedOverWhatIsAroundThem() throws IOException {
    LinkPlan plan = plan("linking/closures.wasm");
    assertThat(plan.modules()).hasSize(2);
    assertThat(plan.coreInstances()).containsExactly(0, 0, 1, 0, 0, 1);
    assertThat(exported(plan, "direct").options().instance())
        .isNotEqualTo(exported(plan, "indirect").options().instance());
  }

  @Test
  void aComponentsInstancesHaveTheInstantiatingInstanceForAParent() throws IOException {
    LinkPlan plan = plan("linking/closures.wasm");
    assertThat(plan.instances().get(0).parent()).isEmpty();
    int direct = exported(plan, "direct").options().instance();
    assertThat(plan.instances().get(direct).parent()).isEqualTo(OptionalInt.of(0));
    // The two instances that $apply makes of its argument.
    assertThat(plan.instances().stream().filter(i -> i.parent().equals(OptionalInt.of(direct))))
        .hasSize(2);
  }

  @Test
  void eachInstanceHasResourceTypesOfItsOwn() throws IOException {
    LinkPlan plan = plan("linking/generative.wasm");
    assertThat(plan.resources())
        .hasSize(2)
        .allSatisfy(
            resource ->
                assertThat(resource)
                    .isInstanceOfSatisfying(
                        DefinedResource.class,
                        defined -> assertThat(defined.name()).contains("count")));
    assertThat(plan.resources().stream().map(r -> ((DefinedResource) r).instance()))
        .doesNotHaveDuplicates();
    assertThat(plan.functions().stream().flatMap(f -> owned(plan, f).stream()))
        .containsExactly(0, 1);
    assertThat(drops(plan)).containsExactly(0, 1);
  }

  @Test
  void aCallFromOneComponentToAnotherNamesTheLiftedFunction() throws IOException {
    LinkPlan plan = plan("linking/virtual.wasm");
    assertThat(plan.coreFunctions().stream().map(f -> ((LoweredFunction) f).callee()))
        .hasExactlyElementsOfTypes(
            ImportedFunction.class, LiftedFunction.class, ImportedFunction.class);
  }

  @Test
  void whatIsExportedAsItIsImportedKeepsItsPath() throws IOException {
    LinkPlan plan = plan("linking/virtual.wasm");
    assertThat(plan.exports().get("demo:linking/clock"))
        .isInstanceOfSatisfying(
            InstanceExport.class,
            instance ->
                assertThat(instance.exports().get("now"))
                    .isInstanceOfSatisfying(
                        FunctionExport.class,
                        function ->
                            assertThat(((ImportedFunction) function.callee()).path())
                                .containsExactly("demo:linking/clock", "now")));
  }

  @Test
  void anImportedResourceHasThePathOfItsFirstName() throws IOException {
    LinkPlan plan = plan("tool/tool.component.wasm");
    assertThat(plan.resources().stream().map(r -> ((ImportedResource) r).path().get(1)))
        .contains("error", "input-stream", "output-stream", "descriptor")
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "types/resource.wasm, 2, 5",
    "greeter/greeter.wasm, 2, 5",
    "resources/resources.wasm, 4, 8",
    "announcer/announcer.wasm, 5, 2",
    "tool/tool.component.wasm, 4, 1",
  })
  void guestsArePlanned(String guest, int modules, int functions) throws IOException {
    LinkPlan plan = plan(guest);
    assertThat(plan.modules()).hasSize(modules);
    assertThat(plan.functions()).hasSize(functions);
  }

  static Stream<Path> guests() throws IOException {
    try (Stream<Path> files = Files.walk(GUESTS)) {
      return files.filter(file -> file.toString().endsWith(".wasm")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("guests")
  void stepsUseOnlyWhatEarlierStepsMade(Path guest) throws IOException {
    byte[] bytes = Files.readAllBytes(guest);
    if (bytes[6] == 1) {
      checkOrder(plan(bytes));
    }
  }

  @Test
  void theJavaScriptComponentIsPlanned() throws Exception {
    LinkPlan plan = plan(Files.readAllBytes(JavaScriptGuest.build()));
    checkOrder(plan);
    assertThat(plan.exports()).containsKeys("greet", "fib", "demo:script/text");
  }

  // Components that ask for too much.

  @Test
  void doublingInstancesEndsSoon() {
    byte[] component = HostileComponents.chain(60, 2);
    assertRejected(component, "definitions in all");
  }

  @Test
  void thousandsOfInstancesWithinInstancesEndSoon() {
    assertRejected(HostileComponents.chain(4, 1000), "definitions in all");
    assertRejected(HostileComponents.chain(5000, 1), "deep within each other");
  }

  @Test
  void doublingExportsEndSoon() {
    assertRejected(HostileComponents.bags(60), "type size exceeds the limit");
  }

  @Test
  void deepNestingEndsSoon() {
    Assertions.assertTimeoutPreemptively(
        SOON,
        () ->
            assertThatExceptionOfType(WasmFormatException.class)
                .isThrownBy(() -> plan(HostileComponents.nested(1000)))
                .withMessageContaining("deep"));
  }

  @Test
  void manyInstancesAreFine() {
    LinkPlan plan = plan(HostileComponents.modules(10_000));
    assertThat(plan.coreInstances()).hasSize(10_000);
    assertThat(plan.modules()).hasSize(1);
  }

  private static void assertRejected(byte[] component, String message) {
    ThrowingCallable planning = () -> plan(component);
    Assertions.assertTimeoutPreemptively(
        SOON,
        () ->
            assertThatExceptionOfType(WasmValidationException.class)
                .isThrownBy(planning)
                .withMessageContaining(message));
  }

  @Test
  void anImportedComponentIsNotSupported() {
    // (component (import "c" (component)))
    byte[] component = {
      0, 'a', 's', 'm', 0x0D, 0, 1, 0, 7, 3, 1, 0x41, 0, 10, 6, 1, 0, 1, 'c', 4, 0
    };
    assertThatExceptionOfType(UnsupportedFeatureException.class)
        .isThrownBy(() -> plan(component))
        .withMessageContaining("imported component");
  }

  // Looking into plans.

  private static LiftedFunction exported(LinkPlan plan, String name) {
    return (LiftedFunction)
        ((FunctionExport) Optional.ofNullable(plan.exports().get(name)).orElseThrow()).callee();
  }

  /** The resource type of which a function returns an owning handle. */
  private static Optional<Integer> owned(LinkPlan plan, LiftedFunction function) {
    return function
        .type()
        .result()
        .filter(result -> result.structure() instanceof TypeStructure.Own)
        .map(result -> plan.resourceIndex(((TypeStructure.Own) result.structure()).resource()));
  }

  private static List<Integer> drops(LinkPlan plan) {
    return plan.coreFunctions().stream()
        .filter(ResourceDrop.class::isInstance)
        .map(function -> ((ResourceDrop) function).resource())
        .toList();
  }

  private static void checkOrder(LinkPlan plan) {
    Set<Integer> instances = new HashSet<>();
    Set<Integer> coreInstances = new HashSet<>();
    Set<Integer> coreFunctions = new HashSet<>();
    Set<Integer> resources = new HashSet<>();
    for (LinkPlan.Step step : plan.steps()) {
      if (step instanceof CreateInstance create) {
        plan.instances().get(create.instance()).parent().ifPresent(p -> contains(instances, p));
        assertThat(instances.add(create.instance())).isTrue();
      } else if (step instanceof InstantiateModule instantiate) {
        contains(instances, instantiate.instance());
        instantiate.arguments().forEach(a -> made(a.item(), coreInstances, coreFunctions));
        assertThat(coreInstances.add(instantiate.coreInstance())).isTrue();
      } else if (step instanceof DefineResource define) {
        DefinedResource resource = (DefinedResource) plan.resources().get(define.resource());
        contains(instances, resource.instance());
        resource.destructor().ifPresent(item -> made(item, coreInstances, coreFunctions));
        assertThat(resources.add(define.resource())).isTrue();
      } else if (step instanceof DefineCoreFunction define) {
        LinkPlan.CoreFunction function = plan.coreFunctions().get(define.function());
        if (function instanceof LoweredFunction lowered) {
          options(lowered.options(), coreInstances, coreFunctions);
          if (lowered.callee() instanceof LiftedFunction lifted) {
            made(lifted.function(), coreInstances, coreFunctions);
            options(lifted.options(), coreInstances, coreFunctions);
          }
        } else if (function instanceof ResourceDrop drop
            && plan.resources().get(drop.resource()) instanceof DefinedResource) {
          contains(resources, drop.resource());
        }
        assertThat(coreFunctions.add(define.function())).isTrue();
      }
    }
    plan.functions().forEach(f -> made(f.function(), coreInstances, coreFunctions));
    assertThat(instances).hasSize(plan.instances().size());
    assertThat(coreInstances).hasSize(plan.coreInstances().size());
    assertThat(coreFunctions).hasSize(plan.coreFunctions().size());
  }

  private static void options(
      LinkPlan.Options options, Set<Integer> coreInstances, Set<Integer> coreFunctions) {
    options.memory().ifPresent(item -> made(item, coreInstances, coreFunctions));
    options.realloc().ifPresent(item -> made(item, coreInstances, coreFunctions));
    options.postReturn().ifPresent(item -> made(item, coreInstances, coreFunctions));
  }

  private static void made(CoreItem item, Set<Integer> coreInstances, Set<Integer> coreFunctions) {
    if (item instanceof CoreExport export) {
      contains(coreInstances, export.instance());
    } else {
      contains(coreFunctions, ((CanonicalFunction) item).index());
    }
  }

  private static void contains(Set<Integer> made, int index) {
    assertThat(made).contains(index);
  }
}
