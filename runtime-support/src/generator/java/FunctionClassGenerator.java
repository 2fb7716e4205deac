import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the sources of the classes of function types that the runtime has, so that no compiled
 * module needs classes of its own for them: types that most programs made by C compilers use.
 *
 * <p>The classes are what the compiler emits for all other function types. The build runs this
 * program from its source, with the folder to write to.
 */
final class FunctionClassGenerator {
  private static final String PACKAGE = "dev.cascara.runtime.internal";

  /** Up to so many parameters of type {@code i32}, with no result or one of the same type. */
  private static final int WORDS = 6;

  /**
   * Parameters and results of other types: those of the functions of WASI preview 1, of a C
   * library's streams, and of mathematical functions.
   */
  private static final List<String> OTHERS =
      List.of(
          "il_i",
          "ill_i",
          "illi_i",
          "ili_i",
          "ilii_i",
          "iiili_i",
          "iiiilli_i",
          "iiiiiii_i",
          "iiiiillii_i",
          "ili_l",
          "d_d",
          "dd_d");

  private static final Map<Character, String> JAVA_TYPES =
      Map.of('i', "int", 'l', "long", 'f', "float", 'd', "double");

  private static final Map<Character, String> WASM_TYPES =
      Map.of('i', "i32", 'l', "i64", 'f', "f32", 'd', "f64");

  private FunctionClassGenerator() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0], PACKAGE.split("\\."));
    Files.createDirectories(folder);
    Map<String, String> sources = new TreeMap<>();
    List<String> types = new ArrayList<>(OTHERS);
    for (int words = 0; words <= WORDS; words++) {
      types.add("i".repeat(words) + "_");
      types.add("i".repeat(words) + "_i");
    }
    types.forEach(type -> sources.put("Function_" + type + ".java", functionClass(type)));
    sources.put("FunctionClasses.java", list(types));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve(source.getKey());
      // What is not new is not compiled again.
      if (!Files.exists(file) || !Files.readString(file).equals(source.getValue())) {
        Files.writeString(file, source.getValue());
      }
    }
  }

  private static String list(List<String> types) {
    return """
        package %s;

        import java.util.Set;

        /** The classes of function types that are part of the runtime. */
        public final class FunctionClasses {
          private static final Set<String> NAMES =
              Set.of(%s);

          private FunctionClasses() {}

          /**
           * Returns whether the runtime has the class of a type.
           *
           * @param name the simple name of the class
           * @return whether it is in the package of this class
           */
          public static boolean contains(String name) {
            return NAMES.contains(name);
          }
        }
        """
        .formatted(
            PACKAGE,
            types.stream()
                .sorted()
                .map(type -> "\n          \"Function_" + type + "\"")
                .collect(Collectors.joining(",")));
  }

  private static String functionClass(String letters) {
    int separator = letters.indexOf('_');
    List<Character> parameters =
        letters.substring(0, separator).chars().mapToObj(letter -> (char) letter).toList();
    List<Character> results =
        letters.substring(separator + 1).chars().mapToObj(letter -> (char) letter).toList();
    String result = results.isEmpty() ? "void" : JAVA_TYPES.get(results.get(0));
    return """
        package ${package};

        import dev.cascara.runtime.FunctionType;
        import dev.cascara.runtime.WasmFunction;
        import java.lang.invoke.MethodHandle;
        import org.jspecify.annotations.Nullable;

        /** A function of type {@code ${type}}: see {@link TypedFunction}. */
        public class ${class} extends TypedFunction {
          public static final FunctionType TYPE = Linking.functionType("${text}");

          /** The handle of {@code enter}; null until somebody wants it. */
          private static @Nullable MethodHandle entry;

          /** Creates a function of a compiled module. */
          public ${class}() {
            this(null, TYPE);
          }

          /**
           * Creates what stands for a function from elsewhere.
           *
           * @param target the function
           * @param type the type that it is called with
           */
          protected ${class}(@Nullable WasmFunction target, FunctionType type) {
            super(target, type);
          }

          public ${result} call(${declarations}) {
            try {
              ${return}targetHandle.invokeExact(${arguments});
            } catch (Throwable thrown) {
              throw Traps.hostFailure(thrown);
            }
          }

          public ${result} enter(${declarations}) {
            try {
              ${returnPlain}call(${arguments});
            } catch (Throwable thrown) {
              throw TypedFunction.<RuntimeException>rethrow(Traps.atBoundary(thrown));
            }
          }

          public ${result} tailCall(${tailDeclarations}int budget, TailCaller caller) {
            MethodHandle deferral = targetDeferral();
            if (deferral == null) {
              ${returnPlain}call(${arguments});${returnVoid}
            }
            try {
              caller.pending = (WasmFunction) deferral.invokeExact(${arguments});
            } catch (Throwable thrown) {
              throw TypedFunction.<RuntimeException>rethrow(thrown);
            }${returnZero}
          }

          @Override
          public MethodHandle handle() {
            MethodHandle found = entry;
            if (found == null) {
              found = entry(${class}.class, TYPE);
              entry = found;
            }
            return found.bindTo(this);
          }

          /**
           * Returns a function as an object of this class.
           *
           * @param function the function, or null
           * @return the object; null for null
           * @throws dev.cascara.runtime.WasmTrap if the function is of another type
           */
          public static @Nullable ${class} of(@Nullable Object function) {
            return function == null || function instanceof ${class}
                ? (${class}) function
                : foreign(function);
          }

          private static ${class} foreign(Object function) {
            return new ${class}(Linking.checkCallee(function, TYPE), TYPE);
          }
        }
        """
        .replace("${package}", PACKAGE)
        .replace("${type}", types(parameters) + " -> " + types(results))
        .replace("${text}", letters.replace('_', '>'))
        .replace("${class}", "Function_" + letters)
        .replace("${result}", result)
        .replace("${declarations}", declarations(parameters))
        .replace(
            "${tailDeclarations}", declarations(parameters) + (parameters.isEmpty() ? "" : ", "))
        .replace("${returnPlain}", results.isEmpty() ? "" : "return ")
        .replace("${return}", results.isEmpty() ? "" : "return (" + result + ") ")
        .replace("${returnVoid}", results.isEmpty() ? "\n      return;" : "")
        .replace("${returnZero}", results.isEmpty() ? "" : "\n    return 0;")
        .replace(
            "${arguments}",
            IntStream.range(0, parameters.size())
                .mapToObj(i -> "a" + i)
                .collect(Collectors.joining(", ")));
  }

  private static String types(List<Character> letters) {
    return letters.stream().map(WASM_TYPES::get).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String declarations(List<Character> parameters) {
    return IntStream.range(0, parameters.size())
        .mapToObj(i -> JAVA_TYPES.get(parameters.get(i)) + " a" + i)
        .collect(Collectors.joining(", "));
  }
}
