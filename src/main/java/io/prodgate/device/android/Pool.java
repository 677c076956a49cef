package io.prodgate.device.android;

import io.prodgate.device.DeviceException;
import io.prodgate.device.WantedDevices.EmulatorPlan;
import io.prodgate.device.adb.Adb;
import io.prodgate.device.emulator.Emulator;
import io.prodgate.device.emulator.EmulatorFactory;
import io.prodgate.evidence.DeviceReading.State;
import io.prodgate.evidence.Time;
import io.prodgate.process.RunningProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The devices that a run has taken, and which of them are in somebody's hands. Safe for use by several threads. */
final class Pool {
    private final Adb adb;
    private final Leases leases;
    private final EmulatorFactory emulators;
    private final Time time;
    private final Map<String, Member> members = new ConcurrentHashMap<>();
    private final Set<String> held = new HashSet<>();

    Pool(Adb adb, Leases leases, EmulatorFactory emulators, Time time) {
        this.adb = adb;
        this.leases = leases;
        this.emulators = emulators;
        this.time = time;
    }

    Adb adb() {
        return adb;
    }

    /** Puts back what runs that were killed had switched over, as far as the devices are there. */
    void putBackLeftOver() throws DeviceException, InterruptedException {
        for (Lease lease : leases.leftOver()) {
            boolean there = adb.devices().stream()
                    .anyMatch(device -> device.serial().equals(lease.serial()) && device.state() == State.DEVICE);
            boolean undone = false;
            try {
                if (there) {
                    Preparation.restore(new DeviceShell(adb, lease.serial()), lease.settings());
                    undone = true;
                }
            } catch (DeviceException e) {
                undone = false; // Noted still: the next start tries again.
            } finally {
                if (undone || lease.settings().isEmpty()) {
                    lease.close();
                } else {
                    lease.release();
                }
            }
        }
    }

    /** A chance for devices that do not answer, and are none of ours, to come back. */
    Comeback comeback() {
        return new Comeback(adb, time, members::containsKey);
    }

    /**
     * Takes a device that is attached.
     *
     * @return empty if it is in somebody's hands, or was left out
     * @throws DeviceException if another run has it
     */
    synchronized Optional<Member> take(String serial) throws DeviceException {
        Member member = members.get(serial);
        if (held.contains(serial) || (member != null && member.leftOut())) {
            return Optional.empty();
        }
        if (member == null) {
            Lease lease = leases.take(serial)
                    .orElseThrow(() -> new DeviceException(
                            "another run of prodgate on this machine uses it", serial, "wait until that run is over"));
            member = new Member(adb, lease, Optional.empty(), time);
            members.put(serial, member);
        }
        held.add(serial);
        return Optional.of(member);
    }

    /** Makes emulators of our own, which are in the caller's hands; they are not started yet. */
    List<Member> make(EmulatorPlan plan, int count) throws DeviceException, InterruptedException {
        Map<String, Lease> reserved = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>(members.keySet());
        adb.devices().forEach(device -> taken.add(device.serial()));
        List<Emulator> made = List.of();
        try {
            synchronized (emulators) {
                made = emulators.make(
                        plan,
                        count,
                        taken,
                        serial -> reserve(serial, reserved),
                        (serial, track) -> note(reserved, serial, track));
            }
        } finally {
            if (made.isEmpty()) {
                reserved.values().forEach(Lease::close);
            }
        }
        List<Member> added = new ArrayList<>();
        for (Emulator emulator : made) {
            Lease lease = reserved.get(emulator.serial());
            if (lease != null) {
                Member member = new Member(adb, lease, Optional.of(new Member.Own(emulator, plan)), time);
                add(member);
                added.add(member);
            }
        }
        return added;
    }

    private synchronized void add(Member member) {
        members.put(member.serial(), member);
        held.add(member.serial());
    }

    private boolean reserve(String serial, Map<String, Lease> reserved) {
        try {
            Optional<Lease> lease = leases.take(serial);
            lease.ifPresent(taken -> reserved.put(serial, taken));
            return lease.isPresent();
        } catch (DeviceException e) {
            return false;
        }
    }

    /** What is not noted is not started: an emulator that nobody could find again would run for ever. */
    private static void note(Map<String, Lease> reserved, String serial, RunningProgram.Track track) {
        try {
            Lease lease = reserved.get(serial);
            if (lease != null) {
                lease.noteEmulator(track);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note that the emulator " + serial + " is started", e);
        }
    }

    /** Puts a device back into the pool. */
    synchronized void putBack(Member member) {
        held.remove(member.serial());
    }

    /** Lets go of a device that is of no use to whoever took it, after undoing what was done to it. */
    void dismiss(Member member) {
        Undisturbed.run("a device is given back", member::giveBack);
        synchronized (this) {
            held.remove(member.serial());
            members.remove(member.serial());
        }
    }

    /** True if a device is in somebody's hands. */
    synchronized boolean inUse() {
        return !held.isEmpty();
    }

    /** Ends emulators of ours at once. */
    void kill() {
        members.values().forEach(Member::kill);
    }

    /** Undoes all that was done to devices, and ends emulators of ours. */
    void giveBack() throws InterruptedException {
        List<Thread> all = new ArrayList<>();
        for (Member member : members.values()) {
            all.add(Thread.ofVirtual().start(() -> Undisturbed.run("a device is given back", member::giveBack)));
        }
        for (Thread one : all) {
            one.join();
        }
    }
}
