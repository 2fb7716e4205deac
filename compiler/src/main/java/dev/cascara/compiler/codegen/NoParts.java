package dev.cascara.compiler.codegen;

/** For methods that were not divided. */
enum NoParts implements MethodEmitter.PartNames {
  /** The one object. */
  INSTANCE;

  private static IllegalStateException none() {
    return new IllegalStateException("the function has one method only");
  }

  @Override
  public String owner(int part) {
    throw none();
  }

  @Override
  public String name(int part) {
    throw none();
  }

  @Override
  public String descriptor(int part) {
    throw none();
  }

  @Override
  public String table(int[] numbers) {
    throw none();
  }
}
