/** The numbers of a run as a file, and how those of a later run compare with them. */
@NullMarked
package io.prodgate.baseline;

import org.jspecify.annotations.NullMarked;
