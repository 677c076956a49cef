/** The end of a run as a terminal shows it. */
@NullMarked
package io.prodgate.report.terminal;

import org.jspecify.annotations.NullMarked;
