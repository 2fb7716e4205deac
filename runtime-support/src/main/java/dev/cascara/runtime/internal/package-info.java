/**
 * What only generated code calls. Exported, because generated classes live in the users' packages,
 * but no API: it may change with every release, together with the compiler.
 */
@NullMarked
package dev.cascara.runtime.internal;

import org.jspecify.annotations.NullMarked;
