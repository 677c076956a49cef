/** The engine: stages, attempts, budgets, settle window, interruption. */
@NullMarked
package io.prodgate.run;

import org.jspecify.annotations.NullMarked;
