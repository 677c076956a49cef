package io.prodgate.device.android;

import io.prodgate.device.Device;
import io.prodgate.device.DeviceException;
import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.Time;
import io.prodgate.plan.RegularExpression;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A device in the hands of a check, until it closes it. */
final class AndroidDevice implements Device {
    private final Member member;
    private final Time time;
    private final Runnable giveBack;

    /**
     * A device in somebody's hands.
     *
     * @param giveBack called when it is closed
     */
    AndroidDevice(Member member, Time time, Runnable giveBack) {
        this.member = member;
        this.time = time;
        this.giveBack = giveBack;
    }

    @Override
    public String serial() {
        return member.serial();
    }

    @Override
    public DeviceReading read(List<URI> reach) throws InterruptedException {
        return new Portrait(member.shell(), time).read(reach);
    }

    @Override
    public void install(Path apk, Optional<String> removable) throws DeviceException, InterruptedException {
        apps().install(apk, removable);
    }

    @Override
    public void uninstall(String packageName) throws DeviceException, InterruptedException {
        apps().uninstall(packageName);
    }

    @Override
    public void clear(String packageName) throws DeviceException, InterruptedException {
        apps().clear(packageName);
    }

    @Override
    public boolean has(String packageName) throws DeviceException, InterruptedException {
        return apps().has(packageName);
    }

    private Apps apps() {
        return new Apps(member.shell());
    }

    @Override
    public DeviceLog log(String packageName, Instant since) throws InterruptedException {
        return new LogOfApp(member.shell(), time).read(packageName, since);
    }

    @Override
    public List<String> logged(String packageName, Instant since, RegularExpression pattern)
            throws InterruptedException {
        return new LogOfApp(member.shell(), time).find(packageName, since, pattern::firstGroup);
    }

    @Override
    public boolean mend() throws InterruptedException {
        return member.mend();
    }

    @Override
    public void close() {
        giveBack.run();
    }
}
