/** What a device logs about an app: logcat's lines read and sifted. */
@NullMarked
package io.prodgate.device.log;

import org.jspecify.annotations.NullMarked;
