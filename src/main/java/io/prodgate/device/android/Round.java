package io.prodgate.device.android;

import io.prodgate.device.Device;
import io.prodgate.device.DeviceException;
import io.prodgate.device.WantedDevices;
import io.prodgate.device.adb.Listed;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.DeviceReading.State;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Brings devices together for one check: those that are attached, then emulators for what is missing. */
final class Round {
    private final Pool pool;
    private final WantedDevices wanted;
    private final Instant deadline;
    private final Consumer<Evidence> seen;
    private final Time time;
    private final Set<String> told = new HashSet<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final Set<String> unfit = ConcurrentHashMap.newKeySet();
    private boolean comebackAwaited;
    private boolean emulatorsTried;

    Round(Pool pool, WantedDevices wanted, Instant deadline, Consumer<Evidence> seen, Time time) {
        this.pool = pool;
        this.wanted = wanted;
        this.deadline = deadline;
        this.seen = seen;
        this.time = time;
    }

    /** Why devices were not taken. */
    synchronized List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    /**
     * Takes what can be had now.
     *
     * @return nothing if nothing can be had
     * @throws DeviceException if adb does not answer
     */
    List<Device> take() throws DeviceException, InterruptedException {
        awaitComeback();
        List<Device> devices = new ArrayList<>();
        boolean done = false;
        try {
            List<Member> attached = attached(wanted.count());
            while (!attached.isEmpty()) {
                devices.addAll(bringUp(attached));
                // In place of those that turned out to be unfit, which are not taken again.
                attached = attached(wanted.count() - devices.size());
            }
            int missing = wanted.count() - devices.size();
            if (missing > 0
                    && !emulatorsTried
                    && wanted.emulator().isPresent()
                    && wanted.serials().isEmpty()) {
                emulatorsTried = true;
                devices.addAll(bringUp(emulators(missing)));
            }
            done = true;
            return devices;
        } finally {
            if (!done) {
                devices.forEach(Device::close);
            }
        }
    }

    private void awaitComeback() throws DeviceException, InterruptedException {
        if (!comebackAwaited) {
            comebackAwaited = true;
            for (Listed device : pool.comeback().await(wanted)) {
                refuse(Portrait.unfit(device, time), device.todo());
            }
        }
    }

    private List<Member> attached(int most) throws DeviceException, InterruptedException {
        List<Listed> ready = pool.adb().devices().stream()
                .filter(device -> device.state() == State.DEVICE)
                .filter(device -> wanted.serials().isEmpty() || wanted.serials().contains(device.serial()))
                .toList();
        for (String serial : wanted.serials()) {
            if (!unfit.contains(serial)
                    && ready.stream().noneMatch(device -> device.serial().equals(serial))) {
                refuse(
                        Portrait.without(serial, State.ABSENT, "the plan names it, and it is not attached", time),
                        "attach " + serial + ", or take it out of the plan");
            }
        }
        List<Member> taken = new ArrayList<>();
        for (Listed device : ready) {
            if (taken.size() < most && !unfit.contains(device.serial())) {
                take(device.serial()).ifPresent(taken::add);
            }
        }
        return taken;
    }

    private Optional<Member> take(String serial) {
        try {
            return pool.take(serial);
        } catch (DeviceException e) {
            refuse(Portrait.without(serial, State.DEVICE, String.valueOf(e.getMessage()), time), e.todo());
            return Optional.empty();
        }
    }

    private List<Member> emulators(int count) throws InterruptedException {
        try {
            return pool.make(wanted.emulator().orElseThrow(), count);
        } catch (DeviceException e) {
            note(Refusal.of(e));
            return List.of();
        }
    }

    /** All at the same time: a boot takes minutes. */
    private List<Device> bringUp(List<Member> members) throws InterruptedException {
        List<Device> up = Collections.synchronizedList(new ArrayList<>());
        boolean done = false;
        try {
            bringUp(members, up);
            done = true;
        } finally {
            if (!done) {
                up.forEach(Device::close);
            }
        }
        List<String> order = members.stream().map(Member::serial).toList();
        return up.stream()
                .sorted(Comparator.comparingInt(device -> order.indexOf(device.serial())))
                .toList();
    }

    private void bringUp(List<Member> members, List<Device> up) throws InterruptedException {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = members.stream()
                    .map(member ->
                            executor.submit(() -> bringUp(member).map(up::add).isPresent()))
                    .toList();
            try {
                for (Future<Boolean> one : all) {
                    one.get();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("a device could not be brought up", e.getCause());
            } finally {
                executor.shutdownNow();
            }
        }
    }

    private Optional<Device> bringUp(Member member) throws InterruptedException {
        boolean fit = false;
        try {
            Optional<String> trouble = member.bringUp(deadline);
            if (trouble.isPresent()) {
                DeviceReading now = new Portrait(member.shell(), time).read(List.of());
                refuse(
                        Portrait.without(member.serial(), now.state(), trouble.get(), time),
                        "look at it: adb devices -l"
                                + member.avd()
                                        .map(avd -> "; start it by hand: emulator -avd " + avd)
                                        .orElse(""));
                return Optional.empty();
            }
            DeviceReading reading = new Portrait(member.shell(), time).read(wanted.reach());
            tell(reading);
            Optional<Refusal> refusal = Fitness.refusal(member.shell(), reading, wanted);
            refusal.ifPresent(this::note);
            fit = refusal.isEmpty();
            return fit ? Optional.of(new AndroidDevice(member, time, () -> pool.putBack(member))) : Optional.empty();
        } catch (DeviceException e) {
            refuse(Portrait.without(member.serial(), State.UNKNOWN, String.valueOf(e.getMessage()), time), e.todo());
            return Optional.empty();
        } finally {
            if (!fit) {
                pool.dismiss(member);
            }
        }
    }

    private void refuse(DeviceReading reading, String todo) {
        tell(reading);
        note(new Refusal(reading.serial(), reading.trouble().orElse("it cannot be used"), todo));
    }

    private synchronized void note(Refusal refusal) {
        unfit.add(refusal.where());
        if (!refusals.contains(refusal)) {
            refusals.add(refusal);
        }
    }

    /** Each news once: a round may be repeated for as long as other checks have all devices. */
    private synchronized void tell(DeviceReading reading) {
        if (told.add(reading.serial() + reading.state() + reading.trouble())) {
            seen.accept(reading);
        }
    }
}
