/** From outcomes to the verdict and the state of the gate. */
@NullMarked
package io.prodgate.verdict;

import org.jspecify.annotations.NullMarked;
