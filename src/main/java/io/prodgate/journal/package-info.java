/** Events, the append-only file that holds them, and the fold from events to a run's result. */
@NullMarked
package io.prodgate.journal;

import org.jspecify.annotations.NullMarked;
