package io.prodgate.lab.android;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** The apps that run, and the one in front. */
public final class Activities {
    private static final String ACTIVITY_MANAGER = "ActivityManager";
    private static final int SYSTEM = 512;

    private final Android android;
    private final BiFunction<Android, String, App> apps;
    private final Map<String, App> installed = new ConcurrentHashMap<>();
    private final AtomicInteger lastProcess = new AtomicInteger(4000);
    private volatile Optional<Running> foreground = Optional.empty();
    private volatile Optional<String> frozen = Optional.empty();

    /** An app with a process. */
    public record Running(String name, int process, App app) {}

    /** @param apps makes the script of an app of that name */
    Activities(Android android, BiFunction<Android, String, App> apps) {
        this.android = android;
        this.apps = apps;
    }

    /** The app in front, if it is not the launcher. */
    public Optional<Running> foreground() {
        return foreground;
    }

    /** The name of the app that does not respond. */
    Optional<String> frozen() {
        return frozen;
    }

    void unfreeze() {
        frozen = Optional.empty();
    }

    /** Starts an app, or brings the running one to the front. */
    public void start(String name, Map<String, String> extras) {
        Optional<Running> running = foreground.filter(app -> app.name().equals(name));
        if (running.isPresent()) {
            return;
        }
        Running started = new Running(name, lastProcess.incrementAndGet(), app(name));
        android.log()
                .add(
                        "system",
                        'I',
                        ACTIVITY_MANAGER,
                        SYSTEM,
                        "Start proc %d:%s/u0a190".formatted(started.process(), name));
        foreground = Optional.of(started);
        started.app().start(extras);
        android.faults()
                .value("app-crash")
                .filter(when -> when.equals("start") || when.equals("true"))
                .ifPresent(when -> crash());
        android.faults()
                .value("anr")
                .filter(when -> when.equals("start") || when.equals("true"))
                .ifPresent(when -> freeze());
    }

    /** Ends an app; nothing happens if it does not run. */
    public void stop(String name) {
        foreground.filter(app -> app.name().equals(name)).ifPresent(running -> {
            foreground = Optional.empty();
            frozen = Optional.empty();
            running.app().stop();
        });
    }

    void clear(String name) {
        stop(name);
        app(name).clear();
    }

    void back() {
        foreground.ifPresent(running -> running.app().back());
    }

    void home() {
        foreground.ifPresent(running -> stop(running.name()));
    }

    /** A tap may be what makes an app crash or freeze: true if it did, and nobody is left to answer it. */
    boolean breaksAt(String label) {
        if (android.faults().value("app-crash").filter(label::equals).isPresent()) {
            crash();
            return true;
        }
        if (android.faults().value("anr").filter(label::equals).isPresent()) {
            freeze();
            return true;
        }
        return false;
    }

    private App app(String name) {
        return installed.computeIfAbsent(name, absent -> apps.apply(android, absent));
    }

    private void crash() {
        android.faults().strike("app-crash");
        foreground.ifPresent(running -> {
            String trace = "FATAL EXCEPTION: main\n"
                    + "Process: " + running.name() + ", PID: " + running.process() + "\n"
                    + "java.lang.IllegalStateException: a crash that the test asked for\n"
                    + "\tat " + running.name() + ".WelcomeActivity.signUp(WelcomeActivity.java:42)\n"
                    + "\tat android.os.Handler.dispatchMessage(Handler.java:106)\n"
                    + "\tat android.app.ActivityThread.main(ActivityThread.java:8177)";
            android.log().add("crash", 'E', "AndroidRuntime", running.process(), trace);
            android.log()
                    .add(
                            "system",
                            'W',
                            ACTIVITY_MANAGER,
                            SYSTEM,
                            "  Force finishing activity " + running.name() + "/.WelcomeActivity");
            stop(running.name());
        });
    }

    private void freeze() {
        foreground.ifPresent(running -> {
            String report = "ANR in " + running.name() + " (" + running.name() + "/.WelcomeActivity)\n"
                    + "PID: " + running.process() + "\n"
                    + "Reason: Input dispatching timed out (" + running.name()
                    + "/.WelcomeActivity is not responding. Waited 5001ms for MotionEvent)\n"
                    + "Parent: " + running.name() + "/.WelcomeActivity";
            android.log().add("main", 'E', ACTIVITY_MANAGER, SYSTEM, report);
            android.log()
                    .add("main", 'D', ACTIVITY_MANAGER, SYSTEM, "Completed ANR of " + running.name() + " in 1218ms");
            frozen = Optional.of("Tickets");
        });
        android.faults().strike("anr");
    }
}
