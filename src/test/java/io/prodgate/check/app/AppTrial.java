package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Attempt;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.Check;
import io.prodgate.check.Kinds;
import io.prodgate.check.Preview;
import io.prodgate.check.Workbench;
import io.prodgate.cli.RunSecrets;
import io.prodgate.device.Device;
import io.prodgate.device.DeviceException;
import io.prodgate.device.Devices;
import io.prodgate.device.WantedDevices;
import io.prodgate.device.maestro.FlowRunner;
import io.prodgate.diagnosis.Rules;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Time;
import io.prodgate.journal.Event;
import io.prodgate.journal.Fold;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalReader;
import io.prodgate.journal.ResumedJournal;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanError;
import io.prodgate.plan.PlanException;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.plan.ReadPlan;
import io.prodgate.run.Backoff;
import io.prodgate.run.Conduct;
import io.prodgate.run.Earlier;
import io.prodgate.run.Engine;
import io.prodgate.run.Heads;
import io.prodgate.run.RunListener;
import io.prodgate.testing.SteppingTime;
import io.prodgate.traffic.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A plan with one app entry, run by the engine with whatever devices, Maestro and production a test makes up. */
final class AppTrial {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> news = new CopyOnWriteArrayList<>();
    private final AnsweringTraffic traffic = new AnsweringTraffic();
    private Time time = SteppingTime.atNoon();
    private String runId = "run-1";
    private String stage = "";
    private String production = "https://api.example.com";
    private List<BoundCheck> bound = List.of();
    private final Map<String, CountDownLatch> ended = new ConcurrentHashMap<>();
    private Path last = Path.of("");
    private volatile Optional<Engine> engine = Optional.empty();
    private volatile CountDownLatch waiting = new CountDownLatch(0);

    AppTrial(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("flows"));
        Files.writeString(folder.resolve("app.apk"), "an APK");
    }

    /** A flow of the workspace. */
    AppTrial flow(String name, String... tags) throws IOException {
        String header =
                "appId: com.example.tickets\n" + (tags.length == 0 ? "" : "tags: [" + String.join(", ", tags) + "]\n");
        Files.writeString(folder.resolve("flows").resolve(name + ".yaml"), header + "---\n- launchApp\n");
        return this;
    }

    /** The workspace's configuration. */
    AppTrial config(String yaml) throws IOException {
        Files.writeString(folder.resolve("flows/config.yaml"), yaml);
        return this;
    }

    AppTrial environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    AppTrial time(Time other) {
        time = other;
        return this;
    }

    AppTrial run(String id) {
        runId = id;
        return this;
    }

    /** Where production is. */
    AppTrial production(String url) {
        production = url;
        return this;
    }

    /** Further checks of the stage. */
    AppTrial beside(String yaml) {
        stage = yaml;
        return this;
    }

    Time time() {
        return time;
    }

    AnsweringTraffic traffic() {
        return traffic;
    }

    /** What checks told of their doing. */
    List<String> news() {
        return List.copyOf(news);
    }

    Path folder() {
        return folder;
    }

    /** The mistakes in a plan with this entry. */
    List<PlanError> errors(String app) throws IOException {
        try {
            ReadPlan read = read(app);
            kinds(attempt -> new FakeMaestro(time, (flow, serial, number) -> FakeMaestro.How.passes()))
                    .bind(read.plan(), read.errors());
            return read.errors().all();
        } catch (PlanException e) {
            return e.errors();
        }
    }

    /** The checks of a plan with this entry. */
    List<BoundCheck> checks(String app) throws IOException, PlanException {
        ReadPlan read = read(app);
        List<BoundCheck> checks = kinds(
                        attempt -> new FakeMaestro(time, (flow, serial, number) -> FakeMaestro.How.passes()))
                .bind(read.plan(), read.errors());
        read.errors().throwIfAny();
        return checks;
    }

    private ReadPlan read(String app) throws IOException, PlanException {
        Path file = Files.writeString(folder.resolve("prodgate.yaml"), """
            version: 1
            production: { name: tickets, url: '%s', settle: 0s }
            controls: 'off'
            secrets: { pin: '1234567' }
            stages:
              - name: app
                checks:
                  - app: %s
            %s\
            """.formatted(production, app, stage.indent(6)));
        return new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of())).read(file);
    }

    private Kinds kinds(Function<Attempt, FlowRunner> runners) {
        return new Kinds(List.of(new AppKind(
                environment,
                (entry, own, plan) -> {
                    own.text("apk");
                    Path file = plan.file().resolveSibling("app.apk");
                    return new ApkPart(
                            new PassedApk(),
                            () -> new ApkFacts(file, "com.example.tickets", List.of(), 24),
                            Duration.ZERO);
                },
                (app, attempt) -> runners.apply(attempt))));
    }

    /** Runs the plan. */
    RunResult run(String app, Devices devices, FlowRunner maestro) throws IOException, PlanException {
        return run(app, devices, attempt -> maestro, traffic);
    }

    RunResult run(String app, Devices devices, Function<Attempt, FlowRunner> maestro, Traffic through)
            throws IOException, PlanException {
        ReadPlan read = read(app);
        bound = kinds(maestro).bind(read.plan(), read.errors());
        read.errors().throwIfAny();
        Path out = Files.createTempDirectory(folder, "run");
        last = out;
        RunHead head = Heads.of(runId, "0.1.0", read.plan(), bound, List.of(), time.now());
        Workbench bench = bench(read.plan(), gathered(devices), through, out);
        try (Journal journal = Journal.create(out, bench.redactor(), time)) {
            carryOut(head, Optional.empty(), bench, journal, read.plan().parallel());
        }
        return Fold.of(JournalReader.read(out).entries());
    }

    /** Goes on with the last run, as a new process would: nothing of the first is in memory any more. */
    RunResult resume(String app, Devices devices, FlowRunner maestro) throws IOException, PlanException {
        ReadPlan read = read(app);
        bound = kinds(attempt -> maestro).bind(read.plan(), read.errors());
        Workbench bench = bench(read.plan(), devices, traffic, last);
        try (ResumedJournal resumed = ResumedJournal.take(last);
                Journal journal = resumed.goOn(bench.redactor(), time)) {
            RunResult before = resumed.result();
            carryOut(
                    before.head(),
                    Optional.of(Earlier.of(before, Set.of(), "0.1.0", resumed.cut())),
                    bench,
                    journal,
                    read.plan().parallel());
        }
        return Fold.of(JournalReader.read(last).entries());
    }

    private Workbench bench(Plan plan, Devices devices, Traffic through, Path out) {
        return new Workbench(
                through,
                RunSecrets.redactor(plan),
                RunSecrets.values(plan, runId),
                time,
                out.resolve("artifacts"),
                devices);
    }

    private void carryOut(RunHead head, Optional<Earlier> earlier, Workbench bench, Journal journal, int parallel) {
        Engine running = new Engine(
                head,
                earlier,
                bound,
                new Conduct(parallel, true, true),
                bench,
                Rules.builtIn(),
                journal,
                new Backoff(new Random(1), 0.01),
                new News());
        engine = Optional.of(running);
        running.run();
    }

    private CountDownLatch end(String check) {
        return ended.computeIfAbsent(check, id -> new CountDownLatch(1));
    }

    /** Waits until a check of the entry has ended. */
    void awaitEnd(String part) throws InterruptedException {
        assertThat(end("app-1." + part).await(100, TimeUnit.SECONDS)).isTrue();
    }

    /** Ends the run that goes on, as a signal would. */
    void stop() {
        engine.orElseThrow().stop("SIGTERM");
    }

    /** Devices that are there when all flows stand in line: which of them is taken first is no matter of luck then. */
    private Devices gathered(Devices devices) {
        CountDownLatch line = new CountDownLatch(
                (int) bound.stream().filter(check -> check.check().queues()).count());
        waiting = line;
        return new Devices() {
            @Override
            public List<Device> open(WantedDevices wanted, Instant deadline, Consumer<Evidence> seen)
                    throws DeviceException, InterruptedException {
                assertThat(line.await(100, TimeUnit.SECONDS)).isTrue();
                return devices.open(wanted, deadline, seen);
            }

            @Override
            public void close() {
                devices.close();
            }
        };
    }

    /** The result of a check, by the part of its id after the entry's. */
    static RunResult.CheckResult of(RunResult run, String part) {
        return run.checks().stream()
                .filter(check -> check.head().id().equals("app-1." + part))
                .findFirst()
                .orElseThrow(() -> new AssertionError(part + " is not among "
                        + run.checks().stream().map(check -> check.head().id()).collect(Collectors.joining(", "))));
    }

    private static final class PassedApk implements Check {
        @Override
        public void attempt(Attempt attempt) {
            attempt.log().add(new Judgement("apk", "proven", "proven", true, 1, ""));
        }

        @Override
        public boolean repeatable() {
            return true;
        }

        @Override
        public Preview preview() {
            return new Preview(List.of("prove app.apk"), List.of(), List.of());
        }
    }

    private final class News implements RunListener {
        @Override
        public void happened(Instant at, Event event) {
            if (event instanceof Event.CheckFinished finished) {
                end(finished.check()).countDown();
            }
        }

        @Override
        public void waiting(String check, String reason, Instant until) {}

        @Override
        public void working(String check, String what) {
            news.add(check + ": " + what);
            if (what.equals("waits for a device")) {
                waiting.countDown();
            }
        }
    }

    /** Texts of evidence of one kind in all attempts of a check. */
    static <T> List<T> evidence(RunResult.CheckResult check, Class<T> kind) {
        List<T> found = new ArrayList<>();
        check.attempts()
                .forEach(attempt -> attempt.evidence().stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .forEach(found::add));
        return found;
    }
}
