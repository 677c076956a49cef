package io.prodgate.check.app;

import io.prodgate.device.Device;
import io.prodgate.device.DeviceException;
import io.prodgate.device.Devices;
import io.prodgate.device.WantedDevices;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Time;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Devices that note when they were there. */
final class Opened implements Devices {
    private final Devices devices;
    private final Time time;
    private volatile Optional<Instant> at = Optional.empty();

    Opened(Devices devices, Time time) {
        this.devices = devices;
        this.time = time;
    }

    /** When the first of them could be used. */
    Instant at() {
        return at.orElseThrow();
    }

    @Override
    public List<Device> open(WantedDevices wanted, Instant deadline, Consumer<Evidence> seen)
            throws DeviceException, InterruptedException {
        List<Device> opened = devices.open(wanted, deadline, seen);
        at = at.or(() -> Optional.of(time.now()));
        return opened;
    }

    @Override
    public void close() {
        devices.close();
    }
}
