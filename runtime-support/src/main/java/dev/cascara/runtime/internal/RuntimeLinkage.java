package dev.cascara.runtime.internal;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Links {@code invokedynamic} instructions to methods of the runtime, each once and for good: loads
 * and stores to those of {@link IntAccess} and its like, divisions and other numeric instructions
 * to those of {@link Numbers}. HotSpot's optimising compiler inlines what is linked so however much
 * there is in a method, and its first compiler leaves it a call.
 */
public final class RuntimeLinkage {
  private RuntimeLinkage() {}

  /**
   * Links an instruction.
   *
   * @param caller the class that the instruction is in
   * @param name the name of the method
   * @param type the type of the method
   * @param methods the class of the method
   * @return what the instruction calls from now on
   * @throws ReflectiveOperationException if there is no such method
   */
  public static CallSite link(
      MethodHandles.Lookup caller, String name, MethodType type, Class<?> methods)
      throws ReflectiveOperationException {
    return new ConstantCallSite(caller.findStatic(methods, name, type));
  }
}
