/** The only door to production: pace, retries, circuit breaker, identity of synthetic traffic, recording. */
@NullMarked
package io.prodgate.traffic;

import org.jspecify.annotations.NullMarked;
