package dev.cascara.it.conformance;

import dev.cascara.compiler.dynamic.Value;
import dev.cascara.wit.WitException;
import dev.cascara.wit.bindings.BindingsSettings;
import dev.cascara.wit.bindings.ComponentLibrary;
import dev.cascara.wit.bindings.GeneratedLibrary;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A component as a Java library, called by reflection. */
final class GeneratedComponent {
  private static final String PACKAGE = "script";
  private static final String CLASS = "Library";

  private final Class<?> library;

  private GeneratedComponent(Class<?> library) {
    this.library = library;
  }

  /** Generates the library, compiles and loads it. */
  static ComponentEngine.Loaded load(byte[] wasm) throws Exception {
    GeneratedLibrary generated;
    try {
      generated = ComponentLibrary.generate(wasm, new BindingsSettings(PACKAGE, CLASS));
    } catch (WitException e) {
      throw NotRunException.unsupported("imports and exports that WIT cannot express");
    }
    Path folder = Files.createTempDirectory("cascara-script");
    try {
      compile(folder, generated);
      ClassLoader loader = new MemoryLoader(classFiles(folder));
      return new GeneratedComponent(loader.loadClass(PACKAGE + '.' + CLASS))::instantiate;
    } finally {
      delete(folder);
    }
  }

  private static void compile(Path folder, GeneratedLibrary generated) throws IOException {
    for (Map.Entry<String, byte[]> file : generated.classes().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    String classPath = folder + File.pathSeparator + System.getProperty("java.class.path");
    List<String> arguments =
        new ArrayList<>(List.of("-d", folder.toString(), "-proc:none", "-cp", classPath));
    for (Map.Entry<String, String> source : generated.sources().entrySet()) {
      Path path = folder.resolve("sources").resolve(source.getKey());
      Files.createDirectories(path.getParent());
      arguments.add(Files.writeString(path, source.getValue()).toString());
    }
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, messages, messages, arguments.toArray(String[]::new));
    if (result != 0) {
      throw new IllegalStateException(
          "generated sources do not compile: " + messages.toString(StandardCharsets.UTF_8));
    }
  }

  private static Map<String, byte[]> classFiles(Path folder) throws IOException {
    Map<String, byte[]> classFiles = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        String path = folder.relativize(file).toString().replace(File.separatorChar, '.');
        classFiles.put(
            path.substring(0, path.length() - ".class".length()), Files.readAllBytes(file));
      }
    }
    return classFiles;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Defines classes when they are needed. */
  private static final class MemoryLoader extends ClassLoader {
    private final Map<String, byte[]> classFiles;

    MemoryLoader(Map<String, byte[]> classFiles) {
      super("script", GeneratedComponent.class.getClassLoader());
      this.classFiles = classFiles;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte @Nullable [] file = classFiles.get(name);
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, file, 0, file.length);
    }
  }

  private ComponentEngine.Instance instantiate() throws Exception {
    Object builder = invoke(library.getMethod("builder"), null);
    Object instance = invoke(builder.getClass().getMethod("build"), builder);
    return (function, arguments, alike) -> call(instance, function, arguments, alike);
  }

  private static List<Value> call(
      Object instance, String function, List<Value> arguments, List<Value> alike) throws Exception {
    Method method =
        Arrays.stream(instance.getClass().getMethods())
            .filter(each -> isNamed(each.getName(), camelCase(function)))
            .filter(each -> each.getParameterCount() == arguments.size())
            .findFirst()
            .orElseThrow(() -> new NoSuchMethodException(function));
    Object[] values = new Object[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = JavaValues.toJava(arguments.get(i));
    }
    Object result = invoke(method, instance, values);
    return result == null || alike.isEmpty()
        ? List.of()
        : List.of(JavaValues.of(result, alike.get(0)));
  }

  private static Object invoke(Method method, @Nullable Object receiver, Object... arguments)
      throws Exception {
    try {
      return method.invoke(receiver, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** Java's keywords get an underscore. */
  private static boolean isNamed(String method, String name) {
    return method.equals(name) || method.equals(name + '_');
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("-", -1)) {
      camel.append(camel.isEmpty() ? word.charAt(0) : Character.toUpperCase(word.charAt(0)));
      camel.append(word, 1, word.length());
    }
    return camel.toString();
  }
}
