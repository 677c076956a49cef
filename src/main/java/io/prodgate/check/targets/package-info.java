/** The kind {@code targets}: what Prometheus scrapes. */
@NullMarked
package io.prodgate.check.targets;

import org.jspecify.annotations.NullMarked;
