/** The program {@code emulator}: what it needs, and emulators of our own. */
@NullMarked
package io.prodgate.device.emulator;

import org.jspecify.annotations.NullMarked;
