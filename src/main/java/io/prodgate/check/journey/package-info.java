/** The kind {@code journey}: what is sent, followed to where it really ends. */
@NullMarked
package io.prodgate.check.journey;

import org.jspecify.annotations.NullMarked;
