package io.prodgate.cli;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.Workbench;
import io.prodgate.cli.progress.Progress;
import io.prodgate.cli.progress.ProgressView;
import io.prodgate.evidence.Redactor;
import io.prodgate.journal.Fold;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalException;
import io.prodgate.journal.JournalReader;
import io.prodgate.journal.RunHead;
import io.prodgate.plan.Values;
import io.prodgate.report.Reports;
import io.prodgate.run.Backoff;
import io.prodgate.run.Engine;
import io.prodgate.run.Heads;
import io.prodgate.traffic.HttpTraffic;
import io.prodgate.traffic.SetupException;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Carries out a plan: from the chosen checks to the reports and the exit code. */
final class RunSession {
    private final Surroundings surroundings;
    private final PrintWriter out;
    private final Palette palette;

    RunSession(Surroundings surroundings, PrintWriter out, Palette palette) {
        this.surroundings = surroundings;
        this.out = out;
        this.palette = palette;
    }

    /**
     * What is to be carried out.
     *
     * @param runId the run's name
     * @param plan with its checks and rules
     * @param selection which of the checks
     * @param folder where everything goes, if the user named one
     * @param strict whether conditions count as not approved
     */
    record Order(String runId, LoadedPlan plan, Selection selection, Optional<Path> folder, boolean strict) {}

    /** Runs, reports, and returns the exit code. */
    int carryOut(Order order) throws Exception {
        LoadedPlan loaded = order.plan();
        List<BoundCheck> checks = order.selection().apply(loaded.checks());
        String runId = order.runId();
        Values values = RunSecrets.values(loaded.plan(), runId);
        try (HttpTraffic traffic = open(loaded, values, runId)) {
            Path folder = RunFolder.create(order.folder(), runId).path();
            RunHead head = Heads.of(
                    runId,
                    Version.number(),
                    loaded.plan(),
                    checks,
                    order.selection().described(),
                    surroundings.time().now());
            Redactor redactor = RunSecrets.redactor(loaded.plan());
            Workbench bench =
                    new Workbench(traffic, redactor, values, surroundings.time(), folder.resolve("artifacts"));
            Optional<Signals.Kind> signal = run(head, checks, loaded, bench, folder);
            int verdict = report(folder, order.strict());
            return signal.map(Signals.Kind::exitCode).orElse(verdict);
        }
    }

    private HttpTraffic open(LoadedPlan loaded, Values values, String runId) throws CommandException {
        try {
            return HttpTraffic.open(
                    loaded.plan(),
                    values,
                    runId,
                    Version.number(),
                    surroundings.environment(),
                    surroundings.time(),
                    surroundings.random());
        } catch (SetupException e) {
            throw CommandException.usage(e.getMessage() + "; nothing was run");
        }
    }

    private Optional<Signals.Kind> run(
            RunHead head, List<BoundCheck> checks, LoadedPlan loaded, Workbench bench, Path folder) throws Exception {
        try (Journal journal = Journal.create(folder, bench.redactor(), surroundings.time());
                ProgressView view = Progress.open(surroundings, out, palette)) {
            Engine engine = new Engine(
                    head,
                    checks,
                    loaded.plan().parallel(),
                    bench,
                    loaded.rules(),
                    journal,
                    new Backoff(surroundings.random()),
                    view);
            Signals signals = new Signals(surroundings.time());
            return signals.whileRunning(
                            kind -> {
                                view.stopping(kind.signalName());
                                engine.stop(kind.signalName());
                            },
                            view::close,
                            () -> {
                                engine.run();
                                return head.id();
                            })
                    .signal();
        } catch (JournalException e) {
            // What happened until then is in the journal and will be reported; it is no approval.
            out.println(palette.bad("error:") + " " + DisplayText.line(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** Everything from here on comes from the journal alone. */
    private int report(Path folder, boolean strict) {
        Judged judged = Judge.judge(Fold.of(JournalReader.read(folder).entries()));
        List<Path> written = List.of();
        int exitCode = judged.verdict().exitCode(strict);
        try {
            written = Reports.write(judged, folder);
        } catch (IOException e) {
            out.println(palette.bad("error:") + " " + DisplayText.line(String.valueOf(e.getMessage()))
                    + "; a missing report is never a pass");
            exitCode = exitCode == ExitCode.OK ? ExitCode.INCONCLUSIVE : exitCode;
        }
        new Ending(surroundings, out, palette).tell(judged, folder, written);
        return exitCode;
    }
}
