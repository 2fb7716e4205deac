package dev.cascara.compiler.codegen;

import dev.cascara.compiler.CompiledModule;
import dev.cascara.compiler.CompiledModule.CompiledExport;
import dev.cascara.compiler.CompiledModule.ExportedFunction;
import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.ProgressListener;
import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.ir.DefinedTypes;
import dev.cascara.compiler.wasm.CompositeType;
import dev.cascara.compiler.wasm.Export;
import dev.cascara.compiler.wasm.FunctionType;
import dev.cascara.compiler.wasm.IndexSpaces;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.StructType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.objectweb.asm.ClassTooLargeException;

/** Emits all classes of a valid module. */
public final class ModuleEmitter {
  /**
   * The walks over statements are recursive, and blocks may be nested as deep as a function is
   * long.
   */
  private static final long STACK_SIZE = 1L << 30;

  private final Module module;
  private final ModuleLayout layout;
  private final ProgressListener progress;
  private final TreeMap<String, byte[]> files = new TreeMap<>();

  private ModuleEmitter(
      Module module, CompilerOptions options, ProgressListener progress, ClassSize classSize) {
    this.module = module;
    this.progress = progress;
    IndexSpaces spaces = IndexSpaces.of(module);
    String prefix =
        options.packageName().isEmpty() ? "" : options.packageName().replace('.', '/') + "/";
    DefinedTypes types = new DefinedTypes(module, spaces, prefix, options.className());
    this.layout =
        new ModuleLayout(module, spaces, types, options, prefix + options.className(), classSize);
  }

  /**
   * Emits all classes of a module.
   *
   * @param module a valid module
   * @param options where the classes go
   * @return the class files
   * @throws UnsupportedFeatureException if the module uses what is not compiled yet
   */
  public static CompiledModule emit(Module module, CompilerOptions options) {
    ProgressListener progress = new GrowingProgress(options.progress());
    try {
      return new ModuleEmitter(module, options, progress, ClassSize.LARGE).emit();
    } catch (ClassTooLargeException e) {
      return new ModuleEmitter(module, options, progress, ClassSize.SAFE).emit();
    }
  }

  /** Says nothing of what is done a second time. */
  private static final class GrowingProgress implements ProgressListener {
    private final ProgressListener listener;
    private int reported;

    GrowingProgress(ProgressListener listener) {
      this.listener = listener;
    }

    @Override
    public void compiled(int done, int total) {
      if (done > reported) {
        reported = done;
        listener.compiled(done, total);
      }
    }
  }

  private CompiledModule emit() {
    emitCode();
    DataClasses data = new DataClasses(layout);
    data.emit(files);
    FunctionReferences references = new FunctionReferences(layout);
    references.emit(files);
    InstanceClass.emit(layout, references, data, files);
    emitTypes();
    ExceptionClasses.emit(layout.types.exceptions(), files);
    SortedMap<String, byte[]> classes = new TreeMap<>();
    files.forEach((name, file) -> classes.put(name.replace('/', '.'), file));
    return new CompiledModule(
        layout.instanceClass.replace('/', '.'), classes, exports(), signatureClasses());
  }

  /** Function bodies in parallel; what comes out does not depend on the order. */
  private void emitCode() {
    CodeClasses code = new CodeClasses(layout);
    ExecutorService executor =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(layout.chunkCount(), Runtime.getRuntime().availableProcessors())),
            task -> {
              Thread thread = new Thread(null, task, "cascara-compiler", STACK_SIZE);
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<Map<String, byte[]>>> results = new ArrayList<>();
      List<Integer> ends = new ArrayList<>();
      int functions = module.codes().size();
      for (int first = 0; first < functions; ) {
        int start = first;
        int chunk = layout.chunk(start);
        int end = start;
        while (end < functions && layout.chunk(end) == chunk) {
          end++;
        }
        int stop = end;
        results.add(executor.submit(() -> code.emit(chunk, start, stop)));
        ends.add(stop);
        first = end;
      }
      for (int i = 0; i < results.size(); i++) {
        files.putAll(results.get(i).get());
        progress.compiled(ends.get(i), functions);
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while compiling", e);
    } finally {
      executor.shutdownNow();
    }
  }

  /** The classes of the types that something refers to; to emit one may refer to others. */
  private void emitTypes() {
    Set<Integer> emitted = new HashSet<>();
    for (List<Integer> used = layout.types.used();
        emitted.addAll(used);
        used = layout.types.used()) {
      for (int typeIndex : used) {
        String name = layout.types.irType(typeIndex).className();
        CompositeType type = layout.types.compositeType(typeIndex);
        if (files.containsKey(name)) {
          continue;
        }
        if (type instanceof FunctionType) {
          SignatureClass.emit(layout, typeIndex, files);
        } else if (type instanceof StructType) {
          files.put(name, AggregateClasses.emitStruct(layout, typeIndex));
        } else {
          files.put(name, AggregateClasses.emitArray(layout, typeIndex));
        }
      }
    }
  }

  private List<CompiledExport> exports() {
    List<CompiledExport> result = new ArrayList<>();
    for (int i = 0; i < module.exports().size(); i++) {
      Export export = module.exports().get(i);
      Optional<ExportedFunction> function =
          layout.hasExportMethod(i)
              ? Optional.of(
                  new ExportedFunction(
                      layout.exportNames()[i], layout.spaces.typeOfFunction(export.index())))
              : Optional.empty();
      result.add(new CompiledExport(export.name(), export.kind(), function));
    }
    return List.copyOf(result);
  }

  private Map<FunctionType, String> signatureClasses() {
    Map<FunctionType, String> result = new LinkedHashMap<>();
    Set<FunctionType> ambiguous = new HashSet<>();
    for (int function = 0; function < layout.spaces.functions().length; function++) {
      FunctionType type = layout.spaces.typeOfFunction(function);
      String signatureClass = layout.signatureClass(function).replace('/', '.');
      if (!result.computeIfAbsent(type, each -> signatureClass).equals(signatureClass)) {
        ambiguous.add(type);
      }
    }
    ambiguous.forEach(result::remove);
    return result;
  }
}
