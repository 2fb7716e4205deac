package dev.cascara.compiler.ir;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A method to be generated: a function's body, or a part of one that was divided. */
public final class IrMethod {
  private final List<Variable> parameters;
  private final boolean parametersInArray;
  private final IrType result;
  private final List<IrStatement> body;
  private final int variables;
  private final Set<Trait> traits;

  /** What else is known of a method. */
  private enum Trait {
    USES_VECTOR_API,
    REMAINS_CALL,
    HOLDS_MEMORY,
    IS_CONSTANT
  }

  // What several passes ask.
  private int codeSize = -1;
  private int weight = -1;
  private long calleeWeight = -1;
  private @Nullable Boolean hasDispatchLoop;
  private @Nullable Boolean callsAccesses;

  /**
   * Creates a method.
   *
   * @param parameters the variables that the arguments are in at the start
   * @param parametersInArray whether the arguments come in an array, which then is the one
   *     parameter
   * @param result what it returns
   * @param body the statements; control must never reach their end
   * @param variables a number above those of all variables
   */
  public IrMethod(
      List<Variable> parameters,
      boolean parametersInArray,
      IrType result,
      List<IrStatement> body,
      int variables) {
    this(parameters, parametersInArray, result, body, variables, Set.of());
  }

  private IrMethod(
      List<Variable> parameters,
      boolean parametersInArray,
      IrType result,
      List<IrStatement> body,
      int variables,
      Set<Trait> traits) {
    this.parameters = parameters;
    this.parametersInArray = parametersInArray;
    this.result = result;
    this.body = IrList.copyOf(body);
    this.variables = variables;
    this.traits = traits;
  }

  /**
   * Creates a method that is called once, for a constant expression.
   *
   * @param result the type of the constant
   * @param body the statements; control must never reach their end
   * @param variables a number above those of all variables
   * @return a method without parameters
   */
  public static IrMethod constant(IrType result, List<IrStatement> body, int variables) {
    return new IrMethod(List.of(), false, result, body, variables, Set.of(Trait.IS_CONSTANT));
  }

  /** The same method with another body. */
  IrMethod with(List<IrStatement> otherBody, int otherVariables) {
    return new IrMethod(parameters, parametersInArray, result, otherBody, otherVariables, traits)
        .madeOf(this);
  }

  /** A method with some of this method's statements. */
  IrMethod part(
      List<Variable> itsParameters, IrType itsResult, List<IrStatement> itsBody, int itsVariables) {
    Set<Trait> itsTraits = EnumSet.noneOf(Trait.class);
    itsTraits.addAll(traits);
    itsTraits.remove(Trait.REMAINS_CALL);
    return new IrMethod(itsParameters, false, itsResult, itsBody, itsVariables, itsTraits)
        .madeOf(this);
  }

  /** The same method, of which expressions may be calls of methods of the JDK's vectors. */
  IrMethod usingVectorApi() {
    return with(Trait.USES_VECTOR_API);
  }

  /** The same method, which is to remain a call wherever it is called. */
  IrMethod asCall() {
    return with(Trait.REMAINS_CALL);
  }

  /** The same method, which holds the array and the size of its memory in local variables. */
  IrMethod holdingMemory() {
    return with(Trait.HOLDS_MEMORY);
  }

  private IrMethod with(Trait trait) {
    Set<Trait> all = EnumSet.of(trait);
    all.addAll(traits);
    return new IrMethod(parameters, parametersInArray, result, body, variables, all).madeOf(this);
  }

  /** Passes on what is known of a method: no pass makes a dispatch loop. */
  private IrMethod madeOf(IrMethod method) {
    if (Boolean.FALSE.equals(method.hasDispatchLoop)) {
      hasDispatchLoop = false;
    }
    return this;
  }

  /** Whether expressions may be calls of methods of the JDK's vectors. */
  boolean usesVectorApi() {
    return traits.contains(Trait.USES_VECTOR_API);
  }

  /**
   * Returns whether there are vectors in the method, for which there are no instructions.
   *
   * @return false if a pass has replaced them, or there were none
   */
  public boolean usesVectors() {
    return VectorRewriter.usesVectors(body);
  }

  /**
   * Returns whether the method is called once, for a constant expression: its code is to be small
   * rather than fast.
   *
   * @return true if it is
   */
  public boolean isConstant() {
    return traits.contains(Trait.IS_CONSTANT);
  }

  /**
   * Returns the parameters.
   *
   * @return the variables that the arguments are in at the start
   */
  public List<Variable> parameters() {
    return parameters;
  }

  /**
   * Returns whether the arguments come in an array, which then is the one parameter.
   *
   * @return true if they do
   */
  public boolean parametersInArray() {
    return parametersInArray;
  }

  /**
   * Returns the type of the result.
   *
   * @return what the method returns
   */
  public IrType result() {
    return result;
  }

  /**
   * Returns the statements.
   *
   * @return the body; control never reaches its end
   */
  public List<IrStatement> body() {
    return body;
  }

  /**
   * Returns how many variables the function has.
   *
   * @return a number above those of all variables
   */
  public int variables() {
    return variables;
  }

  /**
   * Estimates how large the method's code is going to be.
   *
   * @return the size in bytes, hardly ever less than the true one
   */
  public int codeSize() {
    if (codeSize < 0) {
      codeSize = CodeSize.of(this);
    }
    return codeSize;
  }

  /** The size with all that is to be inlined. */
  int weight() {
    if (weight < 0) {
      weight = Inlining.weight(body);
    }
    return weight;
  }

  /** What the functions that it calls come to if they are inlined. */
  long calleeWeight() {
    if (calleeWeight < 0) {
      calleeWeight = Inlining.calleeWeight(body);
    }
    return calleeWeight;
  }

  /**
   * Returns whether there is a loop with a switch in it that has so many targets that it may be
   * that of an interpreter.
   *
   * @return true if there is
   */
  public boolean hasDispatchLoop() {
    if (hasDispatchLoop == null) {
      hasDispatchLoop = DispatchArms.hasDispatchLoop(body);
    }
    return hasDispatchLoop;
  }

  /**
   * Returns whether accesses to memories that are in one array and have 32-bit addresses are to be
   * calls of the runtime.
   *
   * @return false if they are to be linked to the same methods
   */
  public boolean callsAccesses() {
    if (callsAccesses == null) {
      callsAccesses = Inlining.callsAccesses(this);
    }
    return callsAccesses;
  }

  /**
   * Returns whether the method is to hold the array and the size of its memory in local variables,
   * as accesses are linked.
   *
   * @return true if it accesses one memory, and has no handlers
   */
  public boolean holdsMemory() {
    return traits.contains(Trait.HOLDS_MEMORY);
  }

  /**
   * Returns whether the method is to remain a call wherever it is called.
   *
   * @return false if HotSpot's compiler does best to inline it where it would
   */
  public boolean remainsCall() {
    return traits.contains(Trait.REMAINS_CALL) || Inlining.isHeavy(this);
  }
}
