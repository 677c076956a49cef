/** Prometheus: its HTTP API, and what is read of it. */
@NullMarked
package io.prodgate.system.prometheus;

import org.jspecify.annotations.NullMarked;
