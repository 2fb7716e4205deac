/**
 * Differential testing: valid modules made at random run on several engines, which must agree on
 * everything that can be observed.
 *
 * <p>{@link dev.cascara.it.fuzz.ModuleGenerator} makes a {@link
 * dev.cascara.it.fuzz.GeneratedModule} from a seed; each {@link dev.cascara.it.fuzz.Engine} runs it
 * and tells what it observed, line by line; {@link dev.cascara.it.fuzz.Differences} compares;
 * {@link dev.cascara.it.fuzz.Reducer} makes a module that shows a difference as small as it can.
 * {@link dev.cascara.it.fuzz.DifferentialFuzzer} does all that for as long as it is told to.
 */
@NullMarked
package dev.cascara.it.fuzz;

import org.jspecify.annotations.NullMarked;
