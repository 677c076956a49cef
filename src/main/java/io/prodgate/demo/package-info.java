/** A stand-in production on loopback to try everything against. */
@NullMarked
package io.prodgate.demo;

import org.jspecify.annotations.NullMarked;
