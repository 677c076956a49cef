/** Faults that are made in production on purpose, so that other checks can look at how it bears them. */
@org.jspecify.annotations.NullMarked
package io.prodgate.check.fault;
