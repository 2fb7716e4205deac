/** Reads WIT, decodes the worlds of components, and generates typed Java bindings. */
module dev.cascara.wit {
  requires transitive dev.cascara.compiler;
  requires com.palantir.javapoet;
  requires java.compiler;
  requires static transitive org.jspecify;

  exports dev.cascara.wit;
  exports dev.cascara.wit.bindings;
}
