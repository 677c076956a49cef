/** Service level objectives that a baseline suggests, as rules of Prometheus. */
@NullMarked
package io.prodgate.baseline.slo;

import org.jspecify.annotations.NullMarked;
