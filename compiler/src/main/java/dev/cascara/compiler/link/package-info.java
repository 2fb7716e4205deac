/**
 * A component flattened. In comes a {@link dev.cascara.compiler.component.ValidComponent}; {@link
 * dev.cascara.compiler.link.LinkPlanner} makes a {@link dev.cascara.compiler.link.LinkPlan} of it:
 * a list of steps without nesting, so that those who execute it or print it as Java need to know
 * nothing of nested components, aliases and index spaces.
 */
@NullMarked
package dev.cascara.compiler.link;

import org.jspecify.annotations.NullMarked;
