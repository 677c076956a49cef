/** The kind {@code separation}: test traffic that production can tell from its users. */
@NullMarked
package io.prodgate.check.separation;

import org.jspecify.annotations.NullMarked;
