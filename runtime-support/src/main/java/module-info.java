/** What compiled components call at run time. Depends on nothing but the JDK. */
module dev.cascara.runtime {
  requires static transitive org.jspecify;

  exports dev.cascara.runtime;
  exports dev.cascara.runtime.component;
  exports dev.cascara.runtime.internal;
  exports dev.cascara.wasi;
  exports dev.cascara.wasi.cli;
  exports dev.cascara.wasi.clocks;
  exports dev.cascara.wasi.filesystem;
  exports dev.cascara.wasi.io;
  exports dev.cascara.wasi.preview1;
  exports dev.cascara.wasi.random;
}
