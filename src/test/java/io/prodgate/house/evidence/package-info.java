@NullMarked
package io.prodgate.house.evidence;

import org.jspecify.annotations.NullMarked;
