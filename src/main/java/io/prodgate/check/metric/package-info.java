/** The kind {@code metric}: numbers that a Prometheus keeps of production. */
@NullMarked
package io.prodgate.check.metric;

import org.jspecify.annotations.NullMarked;
