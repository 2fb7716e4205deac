package dev.cascara.compiler.ir;

import java.util.List;

/**
 * A method to be generated: a function's body, or a part of one that was divided.
 *
 * @param parameters the variables that the arguments are in at the start
 * @param parametersInArray whether the arguments come in an array, which then is the one parameter
 * @param result what it returns
 * @param body the statements; control never reaches their end
 * @param variables how many variables the function has: their numbers are below
 */
public record IrMethod(
    List<Variable> parameters,
    boolean parametersInArray,
    IrType result,
    List<IrStatement> body,
    int variables) {}
