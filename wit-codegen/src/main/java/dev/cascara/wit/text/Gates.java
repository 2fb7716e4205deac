package dev.cascara.wit.text;

import dev.cascara.wit.Features;
import dev.cascara.wit.Gate;
import dev.cascara.wit.Metadata;
import dev.cascara.wit.PackageName;
import dev.cascara.wit.Version;

/** Which items of one package are part of the model. */
final class Gates {
  private final PackageName packageName;
  private final Features features;

  Gates(PackageName packageName, Features features) {
    this.packageName = packageName;
    this.features = features;
  }

  boolean include(Syntax.Annotations annotations) {
    if (annotations.gate() instanceof Gate.Since since) {
      Version current =
          packageName
              .version()
              .orElseThrow(
                  () ->
                      annotations
                          .gateSpan()
                          .error(
                              "@since needs a package with a version, "
                                  + packageName
                                  + " has none"));
      if (since.version().compareTo(current) > 0) {
        throw annotations
            .gateSpan()
            .error("version " + since.version() + " is later than the package's, " + current);
      }
    }
    return features.include(annotations.gate());
  }

  static Metadata metadata(Syntax.Annotations annotations) {
    return new Metadata(
        annotations.docs(), annotations.gate(), annotations.deprecated(), annotations.externalId());
  }
}
