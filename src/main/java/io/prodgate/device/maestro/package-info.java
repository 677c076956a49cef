/** Maestro: its workspace, how it is called, and what it leaves behind. */
@NullMarked
package io.prodgate.device.maestro;

import org.jspecify.annotations.NullMarked;
