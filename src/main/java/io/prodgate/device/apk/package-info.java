/** Android packages (APK files): what is in them, read as files that may have been made by anybody. */
@NullMarked
package io.prodgate.device.apk;

import org.jspecify.annotations.NullMarked;
