/** Reads, validates and compiles core WebAssembly modules and components to JVM classes. */
module dev.cascara.compiler {
  requires transitive dev.cascara.runtime;
  requires java.compiler;
  requires org.objectweb.asm;
  requires static transitive org.jspecify;

  exports dev.cascara.compiler;
  exports dev.cascara.compiler.component;
  exports dev.cascara.compiler.dynamic;
  exports dev.cascara.compiler.link;
  exports dev.cascara.compiler.validation;
  exports dev.cascara.compiler.wasm;
}
