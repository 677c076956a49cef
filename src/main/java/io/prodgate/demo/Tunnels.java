package io.prodgate.demo;

import io.prodgate.device.DeviceException;
import io.prodgate.device.adb.Adb;
import io.prodgate.device.adb.Programs;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets devices reach the demo's production: a port of a device's own loopback leads to the same port of this machine's
 * ({@code adb reverse}), so that the name in the certificate is right there, too.
 */
public final class Tunnels implements AutoCloseable {
    private final Adb adb;
    private final String port;
    private final List<String> serials = new ArrayList<>();

    private Tunnels(Adb adb, int port) {
        this.adb = adb;
        this.port = "tcp:" + port;
    }

    /**
     * Opens one for each device.
     *
     * @throws DeviceException if a device does not let us
     */
    public static Tunnels open(Adb adb, List<String> serials, int port) throws DeviceException, InterruptedException {
        Tunnels tunnels = new Tunnels(adb, port);
        try {
            for (String serial : serials) {
                tunnels.open(serial);
            }
            return tunnels;
        } catch (DeviceException | InterruptedException e) {
            tunnels.close();
            throw e;
        }
    }

    private void open(String serial) throws DeviceException, InterruptedException {
        Programs.Answer answer = adb.on(serial, Adb.QUICK, "reverse", port, port);
        if (!answer.ok()) {
            throw new DeviceException(
                    "the device cannot be led to this machine's port: " + answer.words(),
                    serial,
                    "try 'adb -s " + serial + " reverse " + port + " " + port + "' by hand, or use another device");
        }
        serials.add(serial);
    }

    /** Closes them; a device that has gone meanwhile has none any more. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        for (String serial : serials) {
            try {
                adb.on(serial, Adb.QUICK, "reverse", "--remove", port);
            } catch (DeviceException e) {
                // It has none any more, or none that we could close: the next one.
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        serials.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
