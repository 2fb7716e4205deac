package dev.cascara.cli;

import dev.cascara.cli.Inspection.CoreModuleSummary;
import dev.cascara.compiler.component.Component;
import dev.cascara.compiler.component.ComponentReader;
import dev.cascara.compiler.component.ComponentValidator;
import dev.cascara.compiler.component.Definition;
import dev.cascara.compiler.validation.Feature;
import dev.cascara.wit.WitPrinter;
import dev.cascara.wit.WitResolve;
import dev.cascara.wit.WorldDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A component in words: its world, sections and core modules. */
final class ComponentReport {
  private final List<CoreModuleSummary> modules = new ArrayList<>();

  private ComponentReport() {}

  static Inspection inspect(InputFile input) {
    Component component = ComponentReader.read(input.bytes());
    // What can be switched on is no reason not to look at it.
    WitResolve world = WorldDecoder.decode(ComponentValidator.validate(component, Feature.all()));
    ComponentReport report = new ComponentReport();
    report.addModules("", component);
    return new Inspection(
        "component",
        input.bytes().length,
        Optional.of(new WitPrinter(WitPrinter.Comments.PRINTED).print(world)),
        Sections.of(input.bytes()),
        report.modules,
        component.definitions().stream()
            .filter(Definition.Import.class::isInstance)
            .map(definition -> ((Definition.Import) definition).name().text())
            .toList(),
        component.definitions().stream()
            .filter(Definition.Export.class::isInstance)
            .map(definition -> ((Definition.Export) definition).name().text())
            .toList());
  }

  private void addModules(String prefix, Component component) {
    int modulesHere = 0;
    List<Component> nested = new ArrayList<>();
    for (Definition definition : component.definitions()) {
      if (definition instanceof Definition.CoreModule module) {
        modules.add(CoreModuleReport.summary(prefix + modulesHere++, module.module()));
      } else if (definition instanceof Definition.NestedComponent inner) {
        nested.add(inner.component());
      }
    }
    for (int i = 0; i < nested.size(); i++) {
      addModules(prefix + "component " + i + ", ", nested.get(i));
    }
  }
}
