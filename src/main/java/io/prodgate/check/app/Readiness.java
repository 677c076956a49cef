package io.prodgate.check.app;

import io.prodgate.device.Device;
import io.prodgate.device.DeviceException;
import java.util.Optional;

/** Sees to it that the proven APK is on a device, and to the app's data before a flow. */
final class Readiness {
    private final Device device;
    private final ApkFacts apk;
    private final Clearing clearing;
    private boolean installed;

    Readiness(Device device, ApkFacts apk, Clearing clearing) {
        this.device = device;
        this.apk = apk;
        this.clearing = clearing;
    }

    /**
     * Makes the device ready for a flow.
     *
     * @param clear whether data are cleared, if they are at all
     * @throws DeviceException with the device's own words
     */
    void prepare(boolean clear) throws DeviceException, InterruptedException {
        boolean clears = clear && clearing.clears();
        if (clears && clearing.how() == Clearing.How.REINSTALL) {
            device.uninstall(apk.packageName());
            installed = false;
        }
        if (!installed) {
            // Where data may be cleared, an app that is in the way makes room.
            device.install(apk.file(), clearing.clears() ? Optional.of(apk.packageName()) : Optional.empty());
            installed = true;
        }
        if (clears && clearing.how() == Clearing.How.CLEAR) {
            device.clear(apk.packageName());
        }
    }

    /** The device was restarted: what was on it may be gone. */
    void forget() {
        installed = false;
    }
}
