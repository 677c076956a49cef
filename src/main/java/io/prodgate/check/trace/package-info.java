/** The kind {@code trace}: what requests left behind in all services that worked on them. */
@NullMarked
package io.prodgate.check.trace;

import org.jspecify.annotations.NullMarked;
