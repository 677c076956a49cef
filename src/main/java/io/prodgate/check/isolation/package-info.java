/** The kind {@code isolation}: what belongs to one tenant is out of reach for all others. */
@NullMarked
package io.prodgate.check.isolation;

import org.jspecify.annotations.NullMarked;
