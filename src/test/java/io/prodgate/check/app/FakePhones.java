package io.prodgate.check.app;

import io.prodgate.device.Device;
import io.prodgate.device.DeviceException;
import io.prodgate.device.Devices;
import io.prodgate.device.WantedDevices;
import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.Evidence;
import io.prodgate.plan.RegularExpression;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Devices that are nothing but what a test says, and that keep what was asked of them. */
final class FakePhones implements Devices {
    private final List<Phone> phones = new ArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();

    FakePhones(String... serials) {
        for (String serial : serials) {
            phones.add(new Phone(serial));
        }
    }

    /** What was done to devices, in order: {@code clear emulator-5554 com.example}. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    /** How often devices were asked for. */
    int opened() {
        return opened.get();
    }

    Phone phone(String serial) {
        return phones.stream()
                .filter(phone -> phone.serial.equals(serial))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<Device> open(WantedDevices wanted, Instant deadline, Consumer<Evidence> seen) throws DeviceException {
        opened.incrementAndGet();
        phones.stream().filter(phone -> phone.sick).forEach(phone -> seen.accept(phone.read(List.of())));
        List<Device> free = phones.stream()
                .filter(phone -> !phone.lost && !phone.sick)
                .limit(wanted.count())
                .map(phone -> (Device) phone)
                .toList();
        if (free.isEmpty()) {
            throw new DeviceException("no device is attached", "adb devices", "attach one");
        }
        return free;
    }

    @Override
    public void close() {
        calls.add("close all");
    }

    /** One of them. */
    final class Phone implements Device {
        private final String serial;
        private volatile boolean sick;
        private volatile boolean lost;
        private volatile boolean mendable = true;
        private volatile Optional<DeviceException> refusal = Optional.empty();
        private volatile List<DeviceLog.Answer> answers = List.of();
        private volatile List<String> lines = List.of();

        private Phone(String serial) {
            this.serial = serial;
        }

        /** It goes offline; mending helps. */
        void fallSick() {
            sick = true;
        }

        /** It goes offline, and mending does not help. */
        void die() {
            sick = true;
            mendable = false;
        }

        /** It does not let anything be installed. */
        void refuse(DeviceException why) {
            refusal = Optional.of(why);
        }

        /** What the app logs from now on. */
        void logs(List<DeviceLog.Answer> told, String... other) {
            answers = told;
            lines = List.of(other);
        }

        boolean isSick() {
            return sick;
        }

        @Override
        public String serial() {
            return serial;
        }

        @Override
        public DeviceReading read(List<URI> reach) {
            return new DeviceReading(
                    serial,
                    Optional.empty(),
                    sick ? DeviceReading.State.OFFLINE : DeviceReading.State.DEVICE,
                    Optional.of(34),
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    sick ? Optional.of("it does not answer") : Optional.empty(),
                    Instant.EPOCH);
        }

        @Override
        public void install(Path apk, Optional<String> removable) throws DeviceException {
            calls.add("install " + serial
                    + removable.map(name -> ", may remove " + name).orElse(""));
            if (refusal.isPresent()) {
                throw refusal.get();
            }
        }

        @Override
        public void uninstall(String packageName) {
            calls.add("uninstall " + serial + " " + packageName);
        }

        @Override
        public void clear(String packageName) {
            calls.add("clear " + serial + " " + packageName);
        }

        @Override
        public boolean has(String packageName) {
            return true;
        }

        @Override
        public DeviceLog log(String packageName, Instant since) {
            return new DeviceLog(serial, Optional.empty(), answers, List.of(), List.of(), since, true);
        }

        @Override
        public List<String> logged(String packageName, Instant since, RegularExpression pattern) {
            return lines.stream()
                    .flatMap(line -> pattern.firstGroup(line).stream())
                    .toList();
        }

        @Override
        public boolean mend() {
            calls.add("mend " + serial);
            sick = sick && !mendable;
            lost = sick;
            return !sick;
        }

        @Override
        public void close() {
            calls.add("close " + serial);
        }
    }
}
