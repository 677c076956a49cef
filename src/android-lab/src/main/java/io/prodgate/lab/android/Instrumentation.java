package io.prodgate.lab.android;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The test code that {@code am instrument} starts: of all there is in the world, Maestro's driver. */
public final class Instrumentation {
    private static final String DRIVER = "dev.mobile.maestro";
    private static final String RUNNER = DRIVER + ".test/androidx.test.runner.AndroidJUnitRunner";
    private static final long LOOK_MILLIS = 200;

    private final Android android;
    private final DriverFactory drivers;
    private Optional<Session> session = Optional.empty();

    private record Session(int port, DriverFactory.Driver driver, CountDownLatch ended) {}

    Instrumentation(Android android, DriverFactory drivers) {
        this.android = android;
        this.drivers = drivers;
    }

    /** Runs until the driver ends or nobody listens any more. */
    int run(List<String> words, Command.Io io) throws IOException {
        String port = option(words, "port").orElse("7001");
        if (!words.contains(RUNNER)
                || android.packages().find(DRIVER + ".test").isEmpty()
                || android.packages().find(DRIVER).isEmpty()) {
            io.out()
                    .print("android.util.AndroidException: INSTRUMENTATION_FAILED: " + words.getLast() + "\n"
                            + "INSTRUMENTATION_STATUS: Error=Unable to find instrumentation info for: ComponentInfo{"
                            + words.getLast() + "}\nINSTRUMENTATION_STATUS_CODE: -1\n");
            return 1;
        }
        Optional<String> failure = android.faults().strike("instrumentation-failure");
        if (failure.isPresent()) {
            io.out().print("INSTRUMENTATION_FAILED: " + RUNNER + "\n");
            return 1;
        }
        CountDownLatch ended = start(Integer.parseInt(port));
        io.out()
                .print("INSTRUMENTATION_STATUS: class=" + DRIVER + ".MaestroDriverService\n"
                        + "INSTRUMENTATION_STATUS: current=1\nINSTRUMENTATION_STATUS: id=AndroidJUnitRunner\n"
                        + "INSTRUMENTATION_STATUS: numtests=1\nINSTRUMENTATION_STATUS_CODE: 1\n");
        return await(ended, io);
    }

    private int await(CountDownLatch ended, Command.Io io) {
        try {
            while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (io.gone()) {
                    // As on Android: the end of the shell does not end what it has started.
                    return 141;
                }
            }
        } catch (InterruptedException e) {
            return 130;
        }
        io.out().print("INSTRUMENTATION_RESULT: shortMsg=Process crashed.\nINSTRUMENTATION_CODE: 0\n");
        return 0;
    }

    private synchronized CountDownLatch start(int port) throws IOException {
        stop(DRIVER);
        CountDownLatch ended = new CountDownLatch(1);
        if (android.faults().has("driver-silent")) {
            // It starts, and never listens.
            return ended;
        }
        DriverFactory.Driver driver = drivers.start(android, () -> stop(DRIVER));
        android.ports().put(port, driver.port());
        session = Optional.of(new Session(port, driver, ended));
        return ended;
    }

    /** Ends the driver, if the package is the driver's. */
    public synchronized void stop(String name) {
        if (name.startsWith(DRIVER)) {
            session.ifPresent(running -> {
                android.ports().remove(running.port());
                running.driver().kill();
                running.ended().countDown();
            });
            session = Optional.empty();
        }
    }

    /** True while a driver runs. */
    public synchronized boolean isRunning() {
        return session.isPresent();
    }

    private static Optional<String> option(List<String> words, String name) {
        int at = words.indexOf(name);
        return at > 0 && words.get(at - 1).equals("-e") && at + 1 < words.size()
                ? Optional.of(words.get(at + 1))
                : Optional.empty();
    }
}
