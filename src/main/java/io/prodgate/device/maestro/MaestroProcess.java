package io.prodgate.device.maestro;

import io.prodgate.device.DeviceException;
import io.prodgate.device.adb.AdbSight;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import io.prodgate.process.BoundedProcess;
import io.prodgate.process.CappedBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs flows with Maestro's command line. Each order is a process of its own with a home of its own, since a second start within 21 s of
 * a kill fails in the home of the first; it writes into a folder that nobody else may read, and only scrubbed copies are kept. Safe for
 * use by several threads: two processes side by side do not disturb each other.
 */
public final class MaestroProcess implements FlowRunner {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration VERSION_WITHIN = Duration.ofMinutes(1);
    private static final int MOST_OUTPUT = 1 << 20;

    private final MaestroSettings settings;
    private final Map<String, String> environment;
    private final Redactor redactor;
    private final Time time;
    private Optional<MaestroVersion> known = Optional.empty();

    /**
     * A way of running Maestro; nothing is started yet.
     *
     * @param environment what Maestro gets of ours: {@code PATH}, {@code JAVA_HOME}, {@code ANDROID_HOME}, {@code MAESTRO_*}, …
     * @param redactor knows the secrets
     */
    public MaestroProcess(MaestroSettings settings, Map<String, String> environment, Redactor redactor, Time time) {
        this.settings = settings;
        this.environment = Map.copyOf(environment);
        this.redactor = redactor;
        this.time = time;
    }

    /**
     * Asks Maestro for its version, the first time it is called; clears away before what a prodgate that was killed left.
     *
     * @throws DeviceException if it is not there, does not say, or is too old
     */
    public synchronized MaestroVersion version() throws DeviceException, InterruptedException {
        if (known.isEmpty()) {
            known = Optional.of(ask());
        }
        return known.get();
    }

    private MaestroVersion ask() throws DeviceException, InterruptedException {
        LostFolders.clear(settings.privateFolder(), time);
        CappedBytes printed = new CappedBytes(MOST_OUTPUT);
        try (PrivateFolder folder = PrivateFolder.in(settings.privateFolder())) {
            new BoundedProcess(
                            MaestroCall.environment(environment, folder),
                            Optional.of(folder.work()),
                            VERSION_WITHIN,
                            time)
                    .run(List.of(settings.program(), "--version"), printed);
        } catch (IOException e) {
            throw new DeviceException(
                    "Maestro cannot be started: " + reason(e),
                    settings.program(),
                    "install it (https://docs.maestro.dev) and see that 'maestro --version' works in this shell, or"
                            + " name its path under 'maestro' in the plan");
        }
        MaestroVersion version = MaestroVersion.find(printed.text())
                .orElseThrow(() -> new DeviceException(
                        "'maestro --version' does not say a version: "
                                + LeftFile.cut(redactor.redact(printed.text().strip()), 300),
                        settings.program(),
                        "see that 'maestro --version' works in this shell; Maestro 2 needs Java 17 or newer"));
        if (!version.supported()) {
            throw new DeviceException(
                    "Maestro " + version + " is too old: prodgate reads what 1.40 and newer write",
                    settings.program(),
                    "update it; 2.x is recommended");
        }
        return version;
    }

    /** "Cannot run program "x" (in directory "y"): error=2, No such file or directory". */
    private static String reason(IOException e) {
        return String.valueOf(e.getMessage()).replaceFirst("(?s)^.*error=\\d+, ", "");
    }

    @Override
    public List<FlowRun> run(FlowOrder order, FlowProgress progress) throws InterruptedException {
        Instant started = time.now();
        try (PrivateFolder folder = PrivateFolder.in(settings.privateFolder())) {
            version();
            MaestroEnd end = start(order, progress, folder);
            DebugFolder debug = new DebugFolder(folder.debug());
            List<FlowRun> runs = new FlowReader(order, debug, FlowReport.read(folder.report()), end).read();
            List<FlowRun> clean =
                    runs.stream().map(run -> (FlowRun) redactor.redact(run)).toList();
            return new KeptFiles(order, settings, redactor).keep(folder, debug, end, clean);
        } catch (DeviceException e) {
            return notStarted(order, e.getMessage() + "; " + e.todo(), started);
        } catch (IOException e) {
            return notStarted(order, "Maestro cannot be started: " + reason(e), started);
        }
    }

    private MaestroEnd start(FlowOrder order, FlowProgress progress, PrivateFolder folder)
            throws IOException, DeviceException, InterruptedException {
        try (AdbSight sight = AdbSight.of(order.serial(), environment)) {
            MaestroCall call = MaestroCall.prepare(settings, order, folder, sight.javaOptions(), environment, redactor);
            return new Running(order, progress, folder).run(call);
        }
    }

    private List<FlowRun> notStarted(FlowOrder order, String why, Instant started) {
        MaestroEnd end =
                new MaestroEnd(Optional.empty(), Optional.of(why), true, "", "", Map.of(), started, time.now());
        FlowReport none = new FlowReport(List.of(), false, Optional.of(why));
        return new FlowReader(order, new DebugFolder(order.folder().resolve("nothing")), none, end)
                .read().stream().map(run -> (FlowRun) redactor.redact(run)).toList();
    }

    /** One running process, watched. */
    private final class Running {
        private final FlowOrder order;
        private final PrivateFolder folder;
        private final FlowWatch watch;
        private final CappedBytes output = new CappedBytes(MOST_OUTPUT);
        private final CappedBytes errors = new CappedBytes(MOST_OUTPUT);
        private final Instant started = time.now();

        Running(FlowOrder order, FlowProgress progress, PrivateFolder folder) {
            this.order = order;
            this.folder = folder;
            this.watch = new FlowWatch(folder.debug(), order.flows(), progress, time);
        }

        MaestroEnd run(MaestroCall call) throws IOException, InterruptedException {
            BoundedProcess process =
                    new BoundedProcess(call.environment(), Optional.of(folder.work()), order.whole(), time);
            FutureTask<BoundedProcess.End> task =
                    new FutureTask<>(() -> process.run(call.command(), new Both(output, watch.output()), errors));
            Thread worker = Thread.ofVirtual().start(task);
            try {
                return watched(task, worker);
            } finally {
                worker.interrupt();
                awaitEnd(worker);
            }
        }

        private MaestroEnd watched(FutureTask<BoundedProcess.End> task, Thread worker)
                throws IOException, InterruptedException {
            while (true) {
                try {
                    BoundedProcess.End end = task.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                    watch.look();
                    return ended(end);
                } catch (TimeoutException e) {
                    watch.look();
                    Optional<String> overdue = watch.overdue(order.perFlow());
                    if (overdue.isPresent()) {
                        worker.interrupt();
                        awaitEnd(worker);
                        return over(overdue.get() + " took longer than " + words(order.perFlow())
                                + ", so Maestro was ended");
                    }
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof IOException cause) {
                        throw cause;
                    }
                    throw new IllegalStateException(e.getCause());
                }
            }
        }

        private MaestroEnd ended(BoundedProcess.End end) {
            return switch (end) {
                case BoundedProcess.End.Exited exited -> end(Optional.of(exited.code()), Optional.empty());
                case BoundedProcess.End.OutOfTime() ->
                    over("its flows together took longer than " + words(order.whole()) + ", so Maestro was ended");
            };
        }

        private MaestroEnd over(String why) {
            return end(Optional.empty(), Optional.of(why));
        }

        private MaestroEnd end(Optional<Integer> code, Optional<String> cut) {
            return new MaestroEnd(code, cut, false, output.text(), errors.text(), watch.begun(), started, time.now());
        }
    }

    /** Waits for a thread that was told to end, however often we are told to end ourselves: it ends what it started first. */
    private static void awaitEnd(Thread worker) {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String words(Duration duration) {
        return duration.toSeconds() % 60 == 0 && duration.toMinutes() > 0
                ? duration.toMinutes() + " min"
                : duration.toSeconds() + " s";
    }

    /** Passes on to two. */
    private static final class Both extends OutputStream {
        private final List<OutputStream> to = new ArrayList<>();

        Both(OutputStream first, OutputStream second) {
            to.add(first);
            to.add(second);
        }

        @Override
        public void write(int unit) throws IOException {
            write(new byte[] {(byte) unit}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (OutputStream one : to) {
                one.write(bytes, offset, length);
            }
        }
    }
}
