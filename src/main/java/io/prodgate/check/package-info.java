/** The contract of a check and the list of its kinds; each kind is a package of its own below. */
@NullMarked
package io.prodgate.check;

import org.jspecify.annotations.NullMarked;
