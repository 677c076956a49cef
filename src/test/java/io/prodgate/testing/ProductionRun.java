package io.prodgate.testing;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.Kinds;
import io.prodgate.check.Workbench;
import io.prodgate.check.lease.Guard;
import io.prodgate.check.lease.KeptLeases;
import io.prodgate.check.lease.LeaseFolder;
import io.prodgate.check.lease.Undoing;
import io.prodgate.cli.Palette;
import io.prodgate.cli.RunSecrets;
import io.prodgate.cli.Surroundings;
import io.prodgate.cli.progress.Progress;
import io.prodgate.cli.progress.ProgressView;
import io.prodgate.device.Devices;
import io.prodgate.diagnosis.Rules;
import io.prodgate.evidence.Time;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.Fold;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalReader;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.plan.ReadPlan;
import io.prodgate.plan.Values;
import io.prodgate.report.Reports;
import io.prodgate.report.terminal.TerminalSummary;
import io.prodgate.run.Backoff;
import io.prodgate.run.Conduct;
import io.prodgate.run.DisturbanceLog;
import io.prodgate.run.Engine;
import io.prodgate.run.Heads;
import io.prodgate.run.PlanRules;
import io.prodgate.traffic.HttpTraffic;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * A whole run against real servers with the real clock, through the classes that the command line uses; only the waits between
 * attempts are shorter.
 *
 * @param judged what the run proved, read back from its journal
 * @param folder what it wrote: journal and reports
 * @param terminal what a person saw of it
 */
public record ProductionRun(Judged judged, Path folder, String terminal) {
    /** What the waits between attempts are multiplied by. */
    private static final double HURRY = 0.05;

    /**
     * Runs a plan.
     *
     * @param folder where the plan and the run's folder are written to
     * @param yaml the plan
     */
    public static ProductionRun of(Path folder, String yaml) throws Exception {
        return of(folder, yaml, check -> true);
    }

    /** Runs a plan as a run of this id. */
    public static ProductionRun named(String id, Path folder, String yaml) throws Exception {
        return of(id, folder, yaml, check -> true);
    }

    /** Runs the checks of a plan that are chosen by id. */
    public static ProductionRun of(Path folder, String yaml, Predicate<String> chosen) throws Exception {
        return of("run-1", folder, yaml, chosen);
    }

    /** Runs a plan by another clock. */
    public static ProductionRun at(Time time, Path folder, String yaml) throws Exception {
        return of("run-1", folder, yaml, check -> true, time);
    }

    private static ProductionRun of(String id, Path folder, String yaml, Predicate<String> chosen) throws Exception {
        return of(id, folder, yaml, chosen, Time.system());
    }

    private static ProductionRun of(String id, Path folder, String yaml, Predicate<String> chosen, Time time)
            throws Exception {
        Path file = Files.writeString(Files.createDirectories(folder).resolve("prodgate.yaml"), yaml);
        ReadPlan read = new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of())).read(file);
        List<BoundCheck> checks = new Kinds(AllKinds.in(environment(folder)))
                .bind(read.plan(), read.errors()).stream()
                        .filter(check -> chosen.test(check.entry().id()))
                        .toList();
        Rules rules = PlanRules.bind(read.plan(), read.errors());
        read.errors().throwIfAny();
        return run(id, read.plan(), checks, rules, Files.createDirectories(folder.resolve("run")), time);
    }

    /** Ours, but that kubectl keeps what it knows of a cluster to this run. */
    private static Map<String, String> environment(Path folder) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("KUBECACHEDIR", folder.resolve("kube").toString());
        return environment;
    }

    private static ProductionRun run(String id, Plan plan, List<BoundCheck> checks, Rules rules, Path out, Time time)
            throws Exception {
        Values values = RunSecrets.values(plan, id);
        StringWriter terminal = new StringWriter();
        Surroundings surroundings = new Surroundings(Map.of(), time, new Random(1), () -> false);
        URI url = plan.production().url();
        try (HttpTraffic traffic = HttpTraffic.open(plan, values, id, "0.1.0", Map.of(), time, new Random(1));
                ProgressView view = Progress.open(surroundings, new PrintWriter(terminal), Palette.plain())) {
            RunHead head = Heads.of(id, "0.1.0", plan, checks, List.of(), time.now());
            Workbench bench = new Workbench(
                    traffic,
                    RunSecrets.redactor(plan),
                    values,
                    time,
                    out.resolve("artifacts"),
                    Devices.NONE,
                    new DisturbanceLog(out.resolve("state"), url),
                    new KeptLeases(
                            new KeptLeases.Tenancy(id, url, plan.file().toString()),
                            new LeaseFolder(out.resolve("state")),
                            new Undoing(traffic, values, environment(out), time),
                            Guard.NONE,
                            time));
            try (Journal journal = Journal.create(out, bench.redactor(), time)) {
                new Engine(
                                head,
                                Optional.empty(),
                                checks,
                                new Conduct(plan.parallel(), true, true),
                                bench,
                                rules,
                                journal,
                                new Backoff(new Random(1), HURRY),
                                view)
                        .run();
            }
        }
        Judged judged = Judge.judge(Fold.of(JournalReader.read(out).entries()));
        TerminalSummary.lines(judged, Reports.write(judged, out))
                .forEach(line -> line.spans()
                        .forEach(span -> terminal.append(span.text()).append('\n')));
        return new ProductionRun(judged, out, terminal.toString());
    }

    /** The result of the check of that id. */
    public RunResult.CheckResult check(String id) {
        return judged.run().checks().stream()
                .filter(check -> check.head().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check " + id + " among "
                        + judged.run().checks().stream()
                                .map(RunResult.CheckResult::head)
                                .map(CheckHead::id)
                                .toList()));
    }
}
