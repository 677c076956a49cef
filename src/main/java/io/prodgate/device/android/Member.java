package io.prodgate.device.android;

import io.prodgate.device.DeviceException;
import io.prodgate.device.WantedDevices.EmulatorPlan;
import io.prodgate.device.adb.Adb;
import io.prodgate.device.adb.Listed;
import io.prodgate.device.emulator.Emulator;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.Time;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A device that this run has taken: attached by somebody, or an emulator of ours. Knows how to bring it up, mend it, and undo all
 * that was done to it. Used by one thread at a time, except where it says otherwise.
 */
final class Member {
    private static final int MOST_MENDS = 2;
    private static final Duration RECONNECT = Duration.ofSeconds(60);

    private final DeviceShell shell;
    private final Lease lease;
    private final Optional<Own> own;
    private final Time time;
    private final Boot boot;
    private int mends;
    private volatile boolean leftOut;

    /**
     * An emulator of ours.
     *
     * @param emulator the emulator
     * @param plan how long its boot may take
     */
    record Own(Emulator emulator, EmulatorPlan plan) {}

    /** A device that was taken. */
    Member(Adb adb, Lease lease, Optional<Own> own, Time time) {
        this.shell = new DeviceShell(adb, lease.serial());
        this.lease = lease;
        this.own = own;
        this.time = time;
        this.boot = new Boot(time);
    }

    DeviceShell shell() {
        return shell;
    }

    String serial() {
        return lease.serial();
    }

    /** True if it could not be had back: nobody gets it any more. Safe for use by any thread. */
    boolean leftOut() {
        return leftOut;
    }

    /** The name of the AVD, if it is an emulator of ours. */
    Optional<String> avd() {
        return own.map(ours -> ours.emulator().avd());
    }

    /**
     * Waits until it is up, and makes it fit for tests; an emulator of ours is started before.
     *
     * @return why it cannot be used; empty if it can
     */
    Optional<String> bringUp(Instant deadline) throws DeviceException, InterruptedException {
        Optional<String> trouble = own.isPresent() ? start(deadline) : await(earlier(deadline, RECONNECT));
        while (trouble.isPresent()
                && own.isPresent()
                && mends < MOST_MENDS
                && time.now().isBefore(deadline)) {
            mends++;
            trouble = start(deadline);
        }
        if (trouble.isEmpty()) {
            prepare();
        }
        return trouble;
    }

    private Optional<String> start(Instant deadline) throws DeviceException, InterruptedException {
        Own ours = own.orElseThrow();
        ours.emulator().start();
        Optional<String> trouble =
                boot.await(shell, earlier(deadline, ours.plan().bootWithin()), ours.emulator()::ended);
        String words = ours.emulator().words();
        return trouble.map(reason -> ours.emulator().ended().isPresent() || words.isEmpty()
                ? reason
                : reason + "; the emulator said: " + words);
    }

    private Optional<String> await(Instant until) throws DeviceException, InterruptedException {
        return boot.await(shell, until, Optional::empty);
    }

    private Instant earlier(Instant deadline, Duration most) {
        Instant end = time.now().plus(most);
        return end.isBefore(deadline) ? end : deadline;
    }

    private void prepare() throws DeviceException, InterruptedException {
        try {
            lease.noteSettings(Preparation.before(shell));
        } catch (IOException e) {
            throw new DeviceException(
                    "its settings cannot be noted before they are changed: " + e,
                    serial(),
                    "make room on this machine's disk");
        }
        Preparation.prepare(shell);
    }

    /** Mends it, as long as it has not been mended too often; else it is left out from now on. */
    boolean mend() throws InterruptedException {
        while (!leftOut && mends < MOST_MENDS) {
            mends++;
            try {
                Instant deadline = time.now()
                        .plus(own.map(ours -> ours.plan().bootWithin()).orElse(RECONNECT));
                Optional<String> trouble = own.isPresent() ? start(deadline) : reconnect(deadline);
                if (trouble.isEmpty()) {
                    prepare();
                    return true;
                }
            } catch (DeviceException e) {
                // One more try if there is one left: adb itself may have been gone for a moment.
            }
        }
        leaveOut();
        return false;
    }

    private Optional<String> reconnect(Instant deadline) throws DeviceException, InterruptedException {
        Optional<Listed> listed = shell.listed();
        if (Connection.tcp(serial())) {
            shell.adb().host(Adb.QUICK, "disconnect", serial());
            shell.adb().host(Adb.QUICK, "connect", serial());
        } else if (listed.filter(device -> device.state() == DeviceReading.State.DEVICE)
                .isPresent()) {
            shell.adb().on(serial(), Adb.QUICK, "reconnect");
        } else {
            shell.adb().host(Adb.QUICK, "reconnect", "offline");
        }
        return await(deadline);
    }

    /** Takes it out of the run. */
    void leaveOut() {
        leftOut = true;
        own.ifPresent(ours -> ours.emulator().close());
    }

    /** Undoes all that was done to it, and gives it back. */
    void giveBack() throws InterruptedException {
        boolean lasting = own.isEmpty() || own.get().emulator().keepsSettings();
        boolean undone = false;
        try {
            if (lasting && !leftOut) {
                Preparation.restore(shell, lease.settings());
            }
            undone = own.isPresent() || !leftOut || lease.settings().isEmpty();
        } catch (DeviceException e) {
            undone = own.isPresent(); // Somebody's device keeps its note: the next start puts its settings back.
        } finally {
            own.ifPresent(ours -> ours.emulator().close());
            if (undone) {
                lease.close();
            } else {
                lease.release();
            }
        }
    }

    /** Ends an emulator of ours at once. Safe for use by any thread. */
    void kill() {
        own.ifPresent(ours -> ours.emulator().kill());
    }
}
