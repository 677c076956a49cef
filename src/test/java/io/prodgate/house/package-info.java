/** A small house whose classes each break one of the rules that {@code HouseTest} holds the real one to. */
@NullMarked
package io.prodgate.house;

import org.jspecify.annotations.NullMarked;
