/** Jaeger: the traces that production's requests leave behind. */
@NullMarked
package io.prodgate.system.jaeger;

import org.jspecify.annotations.NullMarked;
