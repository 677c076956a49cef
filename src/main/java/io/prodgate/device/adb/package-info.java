/** The program {@code adb}, and what is asked of a device with it. */
@NullMarked
package io.prodgate.device.adb;

import org.jspecify.annotations.NullMarked;
