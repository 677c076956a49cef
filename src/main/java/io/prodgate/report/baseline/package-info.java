/** The numbers of a run, taken out of what its journal tells. */
@NullMarked
package io.prodgate.report.baseline;

import org.jspecify.annotations.NullMarked;
