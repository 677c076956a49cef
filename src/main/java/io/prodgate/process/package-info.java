/** Programs that run beside us and end in time, with all that they started. */
@NullMarked
package io.prodgate.process;

import org.jspecify.annotations.NullMarked;
