/** Tells people and other systems how a run ended and what was decided. */
@NullMarked
package io.prodgate.notify;

import org.jspecify.annotations.NullMarked;
