/** Phones and emulators: adb, the emulator, the production APK, device logs, and Maestro, which drives the app. */
@NullMarked
package io.prodgate.device;

import org.jspecify.annotations.NullMarked;
