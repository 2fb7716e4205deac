package dev.cascara.compiler;

import static dev.cascara.compiler.ModuleBuilder.F64;
import static dev.cascara.compiler.ModuleBuilder.bytes;
import static dev.cascara.compiler.ModuleBuilder.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cascara.compiler.ModuleBuilder.Bytes;
import dev.cascara.runtime.Extern;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.internal.Function__;
import dev.cascara.runtime.internal.Function_dd_d;
import dev.cascara.runtime.internal.TypedFunction;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The classes of function types, whether the runtime has them or the compiler emits them. */
class FunctionClassesTest {
  private static final int UNREACHABLE = 0x00;

  @Test
  void classesOfTheRuntimeHaveTheMembersOfThoseThatAreEmitted() {
    assertThat(members(Function__.class)).isEqualTo(members(emitted(bytes().op(0x60, 0, 0))));
    assertThat(members(Function_dd_d.class))
        .isEqualTo(members(emitted(bytes().op(0x60, 2, F64, F64, 1, F64))))
        .contains("public call(double,double)double");
  }

  @Test
  void classIsOfTheRuntimeIfThatHasIt() {
    ModuleBuilder module = new ModuleBuilder();
    module.export("f", module.function(module.type(times(6, ModuleBuilder.I32)), bytes()));
    CompiledModule compiled = ModuleCompiler.compile(module.build(), new CompilerOptions("p", "M"));
    assertThat(compiled.classes().keySet()).noneMatch(name -> name.contains("Function_"));
    assertThat(compiled.signatureClasses().values())
        .containsExactly("dev.cascara.runtime.internal.Function_iiiiii_");
  }

  /** The class of a type that is not final, which the runtime has for no type. */
  private static Class<?> emitted(Bytes type) {
    ModuleBuilder module = new ModuleBuilder();
    int typeIndex = module.type(bytes().op(0x50, 0).append(type));
    module.export("f", module.function(typeIndex, bytes().op(UNREACHABLE)));
    Instance instance =
        new CodeLoader()
            .load(ModuleCompiler.compile(module.build(), new CompilerOptions("p", "Module")))
            .instantiate(Imports.NONE);
    Extern function = Objects.requireNonNull(instance.export("f"));
    return function.getClass().getSuperclass();
  }

  /** What other classes can refer to, with a letter for the class. */
  private static Set<String> members(Class<?> type) {
    assertThat(type.getSuperclass()).isEqualTo(TypedFunction.class);
    Stream<String> fields =
        Stream.of(type.getDeclaredFields())
            .filter(FunctionClassesTest::isVisible)
            .map(field -> Modifier.toString(field.getModifiers()) + " " + field.getName());
    Stream<String> members =
        Stream.of(type.getDeclaredConstructors(), type.getDeclaredMethods())
            .flatMap(Stream::of)
            .filter(FunctionClassesTest::isVisible)
            .map(FunctionClassesTest::text);
    return Stream.concat(fields, members)
        .map(text -> text.replace(type.getName(), "C"))
        .collect(Collectors.toSet());
  }

  private static boolean isVisible(Member member) {
    return !Modifier.isPrivate(member.getModifiers());
  }

  private static String text(Executable member) {
    return Modifier.toString(member.getModifiers())
        + " "
        + member.getName()
        + Arrays.stream(member.getParameterTypes())
            .map(Class::getName)
            .collect(Collectors.joining(",", "(", ")"))
        + (member instanceof Method method ? method.getReturnType().getName() : "");
  }
}
