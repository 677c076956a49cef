package io.prodgate.device.android;

import io.prodgate.device.adb.Listed;
import java.util.Optional;

/** How adb reaches a device. */
final class Connection {
    private Connection() {}

    /** True if over the network, so that it can be disconnected and connected again. */
    static boolean tcp(String serial) {
        return new Listed(serial, "device", Optional.empty()).tcp();
    }
}
