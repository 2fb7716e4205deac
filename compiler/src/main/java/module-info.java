/** Reads, validates and compiles core WebAssembly modules and components to JVM classes. */
module dev.cascara.compiler {
  requires transitive dev.cascara.runtime;
  requires org.objectweb.asm;
  requires static transitive org.jspecify;

  exports dev.cascara.compiler;
  exports dev.cascara.compiler.wasm;
}
