package dev.cascara.compiler.codegen;

import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.CompilerOptions.SimdTarget;
import dev.cascara.compiler.ir.CalleeWeights;
import dev.cascara.compiler.ir.DefinedTypes;
import dev.cascara.compiler.ir.IrType;
import dev.cascara.compiler.ir.MemoryRepresentation;
import dev.cascara.compiler.ir.TailCalls;
import dev.cascara.compiler.wasm.ExternKind;
import dev.cascara.compiler.wasm.GlobalType;
import dev.cascara.compiler.wasm.IndexSpaces;
import dev.cascara.compiler.wasm.Module;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What the parts of a compiled module are called and where they are. */
final class ModuleLayout {
  /** So many imported functions have their methods in the instance class. */
  private static final int IMPORTS_IN_THE_INSTANCE_CLASS = 60;

  /** How many imported functions share a class, if there are more. */
  static final int IMPORTS_IN_A_CLASS = 1_000;

  private static final String DATA_FIELD = "data";
  private static final String ELEMENT_FIELD = "elements";

  final Module module;
  final IndexSpaces spaces;

  /** The internal name of the instance class. */
  final String instanceClass;

  final DefinedTypes types;

  final TailCalls tailCalls;

  final CalleeWeights calleeWeights;

  /** What vectors become. */
  final SimdTarget simdTarget;

  /** The largest size of a method's code in bytes. */
  final int methodSize;

  final ClassSize classSize;

  /** For each function that the module defines: which class its body is in. */
  private final int[] chunks;

  private final String[] functionNames;
  private final String[] exportNames;
  private final BitSet exportMethods = new BitSet();
  private final int importedGlobals;

  private final List<String> stateClasses = new ArrayList<>();

  /** For the fields that are not in the instance class itself: which class they are in. */
  private final Map<String, String> fieldOwners = new HashMap<>();

  /** How the code sees each memory. */
  final List<MemoryRepresentation> memories;

  private final BitSet sharedGlobals = new BitSet();
  private final Map<Integer, Signature> signatures = new ConcurrentHashMap<>();

  /** The types of the fields that pass values between methods, by the fields' names. */
  final SortedMap<String, IrType> transfers = new ConcurrentSkipListMap<>();

  private final AtomicBoolean usesVectorApi = new AtomicBoolean();
  private final AtomicInteger zeroFields = new AtomicInteger();

  /** The classes of the structures that functions create with all fields. */
  private final Set<String> createdStructs = ConcurrentHashMap.newKeySet();

  /** The data segments that code refers to. */
  final SortedSet<Integer> usedData = new ConcurrentSkipListSet<>();

  /** The element segments that code refers to. */
  final SortedSet<Integer> usedElements = new ConcurrentSkipListSet<>();

  ModuleLayout(
      Module module,
      IndexSpaces spaces,
      DefinedTypes types,
      CompilerOptions options,
      String instanceClass,
      ClassSize classSize) {
    this.module = module;
    this.spaces = spaces;
    this.memories = MemoryRepresentation.of(spaces, options.largeMemories());
    this.simdTarget = options.simdTarget();
    this.methodSize = options.methodSize();
    this.instanceClass = instanceClass;
    this.types = types;
    this.tailCalls = new TailCalls(module, spaces);
    this.calleeWeights = CalleeWeights.of(module, spaces.importedFunctions());
    this.classSize = classSize;
    this.chunks = FunctionChunks.of(module, classSize);
    JavaNames names = new JavaNames(module, spaces);
    this.functionNames = names.functions();
    this.exportNames = names.exports();
    int methods = 0;
    for (int i = 0; i < exportNames.length; i++) {
      if (module.exports().get(i).kind() == ExternKind.FUNCTION
          && methods++ < InstanceClass.MAXIMUM_EXPORTED_METHODS) {
        exportMethods.set(i);
      }
    }
    this.importedGlobals = module.importedTypes(GlobalType.class).size();
    for (int i = 0; i < importedGlobals; i++) {
      sharedGlobals.set(i);
    }
    module.exports().stream()
        .filter(export -> export.kind() == ExternKind.GLOBAL)
        .forEach(export -> sharedGlobals.set(export.index()));
    spread(spaces.importedFunctions(), ModuleLayout::importField);
    spread(spaces.memories().size(), ModuleLayout::memoryField);
    spread(spaces.tables().size(), ModuleLayout::tableField);
    spread(spaces.globals().size(), ModuleLayout::globalField);
    spread(spaces.tags().size(), ModuleLayout::tagField);
    spread(module.data().size(), segment -> DATA_FIELD + segment);
    spread(module.elements().size(), segment -> ELEMENT_FIELD + segment);
  }

  /** Gives fields of a kind classes of their own, if they are many. */
  private void spread(int count, IntFunction<String> name) {
    if (count <= StateClasses.FIELDS_IN_A_CLASS) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (i % StateClasses.FIELDS_IN_A_CLASS == 0) {
        stateClasses.add(instanceClass + "$State" + stateClasses.size());
      }
      fieldOwners.put(name.apply(i), stateClasses.get(stateClasses.size() - 1));
    }
  }

  /** The classes that the instance class extends because it has no room for all fields. */
  List<String> stateClasses() {
    return stateClasses;
  }

  /** The class that a field of the instance is in. */
  String ownerOf(String field) {
    return fieldOwners.isEmpty() ? instanceClass : fieldOwners.getOrDefault(field, instanceClass);
  }

  /** Says that there is code that calls {@code jdk.incubator.vector}. */
  void useVectorApi() {
    usesVectorApi.set(true);
  }

  /** Whether there is, as soon as all code has been emitted. */
  boolean usesVectorApi() {
    return usesVectorApi.get();
  }

  /** The field with a zero, of which there is going to be one. */
  String zeroField(int number) {
    zeroFields.accumulateAndGet(number + 1, Math::max);
    return "z" + number;
  }

  /** How many of them there are, as soon as all code has been emitted. */
  int zeroFields() {
    return zeroFields.get();
  }

  /** The signature of a function. */
  Signature signature(int function) {
    return signatureOf(spaces.functions()[function]);
  }

  /** The signature of a function type. */
  Signature signatureOf(int typeIndex) {
    return signatures.computeIfAbsent(
        typeIndex, index -> Signature.of(spaces.functionType(index), types, 0));
  }

  /** The types of the values of exceptions with a tag. */
  List<IrType> valuesOfTag(int tag) {
    return spaces.typeOfTag(tag).parameters().stream().map(type -> types.irType(type, 0)).toList();
  }

  boolean isImported(int function) {
    return function < spaces.importedFunctions();
  }

  /** The class whose static method is called for a function. */
  String owner(int function) {
    return isImported(function)
        ? importClass(function)
        : codeClass(chunks[function - spaces.importedFunctions()]);
  }

  private String importClass(int function) {
    return spaces.importedFunctions() <= IMPORTS_IN_THE_INSTANCE_CLASS
        ? instanceClass
        : instanceClass + "$Imports" + function / IMPORTS_IN_A_CLASS;
  }

  String codeClass(int chunk) {
    return instanceClass + "$Code" + chunk;
  }

  int chunkCount() {
    return chunks.length == 0 ? 0 : chunks[chunks.length - 1] + 1;
  }

  int chunk(int definedFunction) {
    return chunks[definedFunction];
  }

  String functionName(int function) {
    return functionNames[function];
  }

  /** The names of the methods of exported functions, by export. */
  String[] exportNames() {
    return exportNames;
  }

  /** Whether an export is a function that has a method of its own. */
  boolean hasExportMethod(int export) {
    return exportMethods.get(export);
  }

  String functionDescriptor(int function) {
    return signature(function).descriptorWithInstance(instanceClass);
  }

  /** Emits a call of a function whose arguments and instance are on the stack. */
  void call(MethodVisitor out, int function) {
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        owner(function),
        functionName(function),
        functionDescriptor(function),
        false);
  }

  /**
   * The name of the method with the body of a function that defers. No other function can have it:
   * the index is the function's own.
   */
  String bodyName(int function) {
    return functionName(function) + "$bodyOf" + function;
  }

  /** The descriptor of that method: there is a budget between the parameters and the instance. */
  String bodyDescriptor(int function) {
    return signature(function).descriptorWithInstance("I", instanceClass);
  }

  /** The class of references to a function. */
  String signatureClass(int function) {
    return signatureClassOf(spaces.functions()[function]);
  }

  /** The class of references to functions of a type. */
  String signatureClassOf(int typeIndex) {
    return types.irType(typeIndex).className();
  }

  int importedGlobals() {
    return importedGlobals;
  }

  /** Whether a global is visible outside, so that it is an object of its own. */
  boolean isShared(int global) {
    return sharedGlobals.get(global);
  }

  IrType globalType(int global) {
    return types.irType(spaces.globals().get(global).valueType(), 0);
  }

  /** The class of a global that is an object. */
  static String globalClass(IrType type) {
    return "dev/cascara/runtime/internal/"
        + switch (type.kind()) {
          case INT -> "Int";
          case LONG -> "Long";
          case FLOAT -> "Float";
          case DOUBLE -> "Double";
          case VECTOR -> "Vector";
          default -> "Reference";
        }
        + "Global";
  }

  /** The descriptor of the field for a global. */
  String globalFieldDescriptor(int global) {
    return isShared(global)
        ? "L" + globalClass(globalType(global)) + ";"
        : globalType(global).descriptor();
  }

  /** A field of type {@code long} of a class. */
  record LongField(String owner, String name) {
    void visit(MethodVisitor out, int opcode) {
      out.visitFieldInsn(opcode, owner, name, "J");
    }
  }

  /** The field with half of a vector: 0 for the low one, 1 for the high one. */
  LongField vectorHalf(int global, int half) {
    String name = half == 0 ? "low" : "high";
    return isShared(global)
        ? new LongField(globalClass(globalType(global)), name)
        : new LongField(ownerOf(globalField(global)), globalField(global) + name);
  }

  static String globalField(int global) {
    return "global" + global;
  }

  static String memoryField(int memory) {
    return "memory" + memory;
  }

  static String tableField(int table) {
    return "table" + table;
  }

  static String tagField(int tag) {
    return "tag" + tag;
  }

  static String importField(int function) {
    return "import" + function;
  }

  /** The field with the bytes of a data segment; it exists once it was asked for. */
  String dataField(int segment) {
    usedData.add(segment);
    return DATA_FIELD + segment;
  }

  /** The field with the references of an element segment; it exists once it was asked for. */
  String elementField(int segment) {
    usedElements.add(segment);
    return ELEMENT_FIELD + segment;
  }

  /** The descriptor of the method that creates a structure; it exists once it was asked for. */
  String createDescriptor(int structType) {
    createdStructs.add(types.irType(structType).className());
    return AggregateClasses.createDescriptor(this, structType);
  }

  /** Whether there is that method, as soon as all code has been emitted. */
  boolean isCreated(int structType) {
    return createdStructs.contains(types.irType(structType).className());
  }

  /** The field that passes a value between methods; it exists once it was asked for. */
  String transferField(IrType type, int number) {
    String name = "t" + type.letter() + number;
    transfers.putIfAbsent(name, type.erased());
    return name;
  }
}
