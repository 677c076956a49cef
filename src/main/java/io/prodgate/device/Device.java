package io.prodgate.device;

import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.plan.RegularExpression;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One device that is ours until it is closed. Its methods are bounded in time and may be interrupted. */
public interface Device extends AutoCloseable {
    /** The name adb knows it by: {@code emulator-5554}. */
    String serial();

    /** What it says of itself now: its state for adb, clock, dialogs, and whether it reaches production from inside. */
    DeviceReading read(List<URI> reach) throws InterruptedException;

    /**
     * Installs an APK, over an older one if it is there.
     *
     * @param removable the package that may be removed with its data if the APK cannot take its place, as it is signed with another
     *     key or newer; empty if data may not be cleared
     * @throws DeviceException with the device's own word, such as {@code INSTALL_FAILED_INSUFFICIENT_STORAGE}
     */
    void install(Path apk, Optional<String> removable) throws DeviceException, InterruptedException;

    /** Removes an app with its data; nothing happens if it is not installed. */
    void uninstall(String packageName) throws DeviceException, InterruptedException;

    /** Clears an app's data ({@code pm clear}). */
    void clear(String packageName) throws DeviceException, InterruptedException;

    /** Whether an app is installed ({@code pm path}). */
    boolean has(String packageName) throws DeviceException, InterruptedException;

    /**
     * What the device logged about an app: its own lines, crashes, HTTP statuses, TLS and name-lookup errors.
     *
     * @param since by our clock; the device's skew is taken into account
     */
    DeviceLog log(String packageName, Instant since) throws InterruptedException;

    /**
     * What the device logged about an app that a plan's own pattern matches, at whatever level: the first group of each match, in
     * order, at most a hundred.
     *
     * @param since by our clock
     */
    default List<String> logged(String packageName, Instant since, RegularExpression pattern)
            throws InterruptedException {
        return log(packageName, since).lines().stream()
                .flatMap(line -> pattern.firstGroup(line.text()).stream())
                .limit(100)
                .toList();
    }

    /**
     * Mends a sick device: an emulator of ours is restarted, others are reconnected. Bounded in number over the run. Apps that were
     * installed may be gone afterwards ({@link #has}).
     *
     * @return false if it cannot be had back: it is to be left out from now on
     */
    boolean mend() throws InterruptedException;

    /** Gives it back. */
    @Override
    void close();
}
