package io.prodgate.check.app;

import io.prodgate.check.Threads;
import io.prodgate.device.Device;
import io.prodgate.device.DeviceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The devices of an entry while it runs: one worker each, all fed from one line. Whoever waits in the line is served or told why
 * not: by a device, when the last device is gone, or when the crew is dismissed.
 */
final class Crew {
    /** So long the first flows are waited for before the longest of them is chosen: their checks begin at the same time. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private final WaitingLine line;
    private final Opener opener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private Optional<DeviceException> gone = Optional.empty();
    private boolean dismissed;

    private interface Work {
        void run() throws InterruptedException;
    }

    /** Brings up the devices. */
    interface Opener {
        /** One or more devices. */
        List<Device> open(Ticket first) throws DeviceException, InterruptedException;

        /** Puts into each ticket's log why there is no device for it. */
        void refuse(List<Ticket> tickets, DeviceException why) throws InterruptedException;

        /** Does what a device has to do; false if the device is no use any more. */
        boolean work(Device device, Errand errand, Crew crew) throws InterruptedException;
    }

    Crew(WaitingLine line, Opener opener) {
        this.line = line;
        this.opener = opener;
    }

    /** Begins to bring up devices, for all who will wait. */
    void start(Ticket first) {
        begin("devices of " + first.flow().id(), () -> open(first));
    }

    private void begin(String name, Work work) {
        lock.lock();
        try {
            if (!dismissed) {
                threads.add(Thread.ofVirtual().name(name).start(() -> guarded(work)));
            }
        } finally {
            lock.unlock();
        }
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            change(() -> dismissed = true);
        } catch (RuntimeException | Error e) {
            failAll(e);
        }
    }

    private void open(Ticket first) throws InterruptedException {
        List<Device> opened;
        try {
            opened = opener.open(first);
        } catch (DeviceException e) {
            nobodyLeft(e);
            return;
        }
        first.attempt().time().sleep(GATHERING);
        lock.lock();
        try {
            opened.forEach(device -> devices.put(device.serial(), device));
            if (dismissed) {
                opened.forEach(Device::close);
                return;
            }
        } finally {
            lock.unlock();
        }
        opened.forEach(device -> begin("device " + device.serial(), () -> serve(device)));
    }

    private void serve(Device device) throws InterruptedException {
        try (device) {
            Optional<Errand> errand = take(device.serial());
            while (errand.isPresent()) {
                if (!carriedOut(device, errand.get())) {
                    leaveOut(device);
                    return;
                }
                errand = take(device.serial());
            }
        }
    }

    private boolean carriedOut(Device device, Errand errand) throws InterruptedException {
        try {
            return opener.work(device, errand, this);
        } catch (RuntimeException | Error e) {
            errand.tickets().forEach(ticket -> ticket.fail(e));
            return true;
        } finally {
            change(() -> line.done(errand));
        }
    }

    private Optional<Errand> take(String serial) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (dismissed) {
                    return Optional.empty();
                }
                Optional<Errand> errand = line.next(serial, Set.copyOf(devices.keySet()));
                if (errand.isPresent()) {
                    return errand;
                }
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void leaveOut(Device device) throws InterruptedException {
        lock.lock();
        boolean last;
        try {
            devices.remove(device.serial());
            last = devices.isEmpty();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (last) {
            nobodyLeft(new DeviceException(
                    "no device is left: each became sick and could not be mended",
                    device.serial(),
                    "look at the devices' logs; prodgate doctor tells what a device needs"));
        }
    }

    private void nobodyLeft(DeviceException why) throws InterruptedException {
        lock.lock();
        List<Ticket> waiting;
        try {
            gone = Optional.of(why);
            waiting = line.clear();
        } finally {
            lock.unlock();
        }
        opener.refuse(waiting, why);
    }

    /** Whether there is no device any more: who comes now needs another crew. */
    boolean isGone() {
        lock.lock();
        try {
            return gone.isPresent() || dismissed;
        } finally {
            lock.unlock();
        }
    }

    /** Stands in line; false if there is no device any more. */
    boolean enter(Ticket ticket) {
        lock.lock();
        try {
            if (gone.isPresent() || dismissed) {
                return false;
            }
            line.add(ticket);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the line; false if a device has it. */
    boolean leave(Ticket ticket) {
        lock.lock();
        try {
            return line.remove(ticket);
        } finally {
            lock.unlock();
        }
    }

    /** A flow failed on a device. */
    void failed(NamedFlow flow, String serial) {
        change(() -> line.failed(flow, serial));
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void failAll(Throwable mistake) {
        change(() -> {
            dismissed = true;
            line.clear().forEach(ticket -> ticket.fail(mistake));
        });
    }

    /** Breaks off what is under way and gives the devices back; returns when that is done. */
    void dismiss() {
        List<Thread> all;
        lock.lock();
        try {
            dismissed = true;
            all = List.copyOf(threads);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        all.forEach(Thread::interrupt);
        Threads.join(all);
    }
}
