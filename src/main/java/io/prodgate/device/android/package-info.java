/** Android devices in earnest: those that are attached and emulators of our own, from the first look to giving them back. */
@NullMarked
package io.prodgate.device.android;

import org.jspecify.annotations.NullMarked;
