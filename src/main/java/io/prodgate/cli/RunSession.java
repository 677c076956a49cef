package io.prodgate.cli;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.Workbench;
import io.prodgate.cli.progress.Progress;
import io.prodgate.cli.progress.ProgressView;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Redactor;
import io.prodgate.journal.Entry;
import io.prodgate.journal.Fold;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalException;
import io.prodgate.journal.JournalReader;
import io.prodgate.journal.ResumedJournal;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.ShardHead;
import io.prodgate.plan.Plan;
import io.prodgate.report.Reports;
import io.prodgate.run.Backoff;
import io.prodgate.run.Conduct;
import io.prodgate.run.Earlier;
import io.prodgate.run.Engine;
import io.prodgate.run.Heads;
import io.prodgate.run.Leftovers;
import io.prodgate.run.Shards;
import io.prodgate.verdict.Judged;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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
     * @param shard which part of them, if a run is divided
     * @param again what is kept of an earlier run, if not all is done again
     * @param folder where everything goes, if the user named one
     * @param disrupts whether production may be disturbed on purpose
     * @param waits whether to wait for what cannot be judged yet
     * @param strict whether conditions count as not approved
     * @param outlived whether production is still there when this process has ended, so that the run could go on
     * @param attesting how what it proves is kept
     * @param memory where it is remembered
     * @param papers the documents that are wanted of it
     */
    record Order(
            String runId,
            LoadedPlan plan,
            Selection selection,
            Optional<ShardOption.Shard> shard,
            Optional<AgainOption.Again> again,
            Optional<Path> folder,
            boolean disrupts,
            boolean waits,
            boolean strict,
            boolean outlived,
            Attesting attesting,
            Memory memory,
            Papers papers) {}

    /**
     * A run that is to go on.
     *
     * @param journal what it has behind it
     * @param plan the same as when it began
     * @param again the outcomes that are not final
     * @param folder the run's
     * @param disrupts whether production may be disturbed on purpose
     * @param waits whether to wait for what cannot be judged yet
     * @param strict whether conditions count as not approved
     * @param attesting how what it proves is kept
     * @param memory where it is remembered
     * @param papers the documents that are wanted of it
     */
    record Resumption(
            ResumedJournal journal,
            LoadedPlan plan,
            Set<Outcome> again,
            Path folder,
            boolean disrupts,
            boolean waits,
            boolean strict,
            Attesting attesting,
            Memory memory,
            Papers papers) {}

    /** Runs, reports, and returns the exit code. */
    int carryOut(Order order) throws Exception {
        LoadedPlan loaded = order.plan();
        List<BoundCheck> chosen = order.selection().apply(loaded.checks());
        Undisturbed undisturbed = order.disrupts() ? new Undisturbed(chosen, List.of()) : Undisturbed.of(chosen);
        Optional<Shards.Part> part = part(loaded.plan(), undisturbed.checks(), order.shard());
        List<BoundCheck> checks = part.map(Shards.Part::checks).orElseGet(undisturbed::checks);
        String runId = order.runId();
        try (Workplace workplace =
                Workplace.open(surroundings, shared(loaded, part.map(Shards.Part::head)), runId, out)) {
            Path folder = RunFolder.create(order.folder(), runId).path();
            RunHead head = Heads.of(
                    runId,
                    Version.number(),
                    loaded.plan(),
                    checks,
                    undisturbed.described(order.selection().described()),
                    part.map(Shards.Part::head),
                    pipeline(loaded),
                    surroundings.time().now());
            Optional<Earlier> kept = kept(order, head, folder);
            Work work = new Work(
                    head,
                    kept,
                    checks,
                    loaded,
                    workplace.bench(folder),
                    conduct(loaded, order.disrupts(), order.waits()));
            Optional<Signals.Kind> signal =
                    run(work, List.of(), redactor -> Journal.create(folder, redactor, surroundings.time()));
            List<String> untold = announce(loaded, folder, signal);
            int verdict =
                    exitCode(report(folder, order.strict(), order.attesting(), order.memory(), order.papers()), checks);
            untold.forEach(this::tellUntold);
            if (order.outlived()) {
                tellHowToGoOn(folder);
            }
            return exitCode(signal, unlessDisturbed(workplace, verdict));
        }
    }

    /**
     * A shard's part of the checks. What disturbs production disturbs what all other shards look at in the same moment.
     *
     * @throws CommandException if something in it, or in that of another shard, does
     */
    private static Optional<Shards.Part> part(Plan plan, List<BoundCheck> checks, Optional<ShardOption.Shard> shard)
            throws CommandException {
        List<String> disruptive = checks.stream()
                .filter(BoundCheck::disruptive)
                .map(check -> check.entry().id())
                .toList();
        if (shard.isPresent() && !disruptive.isEmpty()) {
            throw CommandException.usage("what disturbs production (" + String.join(", ", disruptive)
                    + ") would be seen by all shards: run it by itself, without --shard; nothing was run");
        }
        return shard.map(one -> Shards.part(plan, checks, one.index(), one.of(), one.lasted()));
    }

    private Optional<Earlier> kept(Order order, RunHead head, Path folder) throws CommandException {
        Optional<AgainOption.Again> again = order.again();
        if (again.isEmpty()) {
            return Optional.empty();
        }
        if (head.shard().isPresent()) {
            throw CommandException.usage("what is done again is not divided: leave out --shard, or say --shard off");
        }
        order.attesting().guardSource(again.get().folder());
        Earlier kept = again.get().kept(head, surroundings.time().now());
        for (String check : kept.checks().keySet()) {
            copyArtifacts(again.get().folder(), folder, check);
        }
        return Optional.of(kept);
    }

    private static void copyArtifacts(Path from, Path to, String check) throws CommandException {
        try {
            FolderCopy.copy(
                    from.resolve("artifacts").resolve(check),
                    to.resolve("artifacts").resolve(check));
        } catch (IOException e) {
            throw CommandException.usage("what was kept of " + check + " cannot be copied: " + e.getMessage());
        }
    }

    /** Each shard keeps to its share of production's limits. */
    private static LoadedPlan shared(LoadedPlan loaded, Optional<ShardHead> shard) {
        return shard.map(one -> loaded.with(loaded.plan().sharedBy(one.of()))).orElse(loaded);
    }

    /** A shard that got nothing to do has nothing against it; its gate is closed all the same. */
    private static int exitCode(int verdict, List<BoundCheck> checks) {
        return checks.isEmpty() ? ExitCode.OK : verdict;
    }

    private void tellHowToGoOn(Path folder) {
        RunResult run = Fold.of(JournalReader.read(folder).entries());
        if (!run.finished()) {
            out.println("to go on"
                    + run.pausedUntil().map(until -> " after " + until).orElse("") + ": prodgate resume "
                    + DisplayText.line(folder.toString()));
            out.flush();
        }
    }

    /** Goes on with a run, reports, and returns the exit code. */
    int goOn(Resumption order) throws Exception {
        RunResult before = order.journal().result();
        LoadedPlan loaded = order.plan();
        String runId = before.head().id();
        List<BoundCheck> checks = SamePlan.checks(before, loaded, pipeline(loaded));
        try (Workplace workplace =
                Workplace.open(surroundings, shared(loaded, before.head().shard()), runId, out)) {
            Workbench bench = workplace.bench(order.folder());
            Leftovers.putAside(bench.artifacts(), before);
            Earlier earlier = Earlier.of(
                    before, order.again(), Version.number(), order.journal().cut());
            Work work = new Work(
                    before.head(),
                    Optional.of(earlier),
                    checks,
                    loaded,
                    bench,
                    conduct(loaded, order.disrupts(), order.waits()));
            Optional<Signals.Kind> signal = run(
                    work, order.journal().entries(), redactor -> order.journal().goOn(redactor, surroundings.time()));
            List<String> untold = announce(loaded, order.folder(), signal);
            int verdict = report(order.folder(), order.strict(), order.attesting(), order.memory(), order.papers());
            untold.forEach(this::tellUntold);
            tellHowToGoOn(order.folder());
            return exitCode(signal, unlessDisturbed(workplace, verdict));
        }
    }

    private Heads.Pipeline pipeline(LoadedPlan loaded) {
        return new PipelineFacts(surroundings)
                .of(
                        loaded.plan(),
                        warning -> out.println(palette.caution("warning:") + " " + DisplayText.line(warning)));
    }

    /** Whoever ended the run by a signal knows, and does not wait. */
    private List<String> announce(LoadedPlan loaded, Path folder, Optional<Signals.Kind> signal)
            throws InterruptedException {
        return signal.isPresent() ? List.of() : new Announcing(surroundings, loaded.plan()).announce(folder);
    }

    /** Says who was not told. */
    void tellUntold(String who) {
        new JobLog(surroundings, out).println(palette.caution("NOT TOLD:") + " " + DisplayText.line(who));
    }

    private static int exitCode(Optional<Signals.Kind> signal, int verdict) {
        return signal.map(Signals.Kind::exitCode).orElse(verdict);
    }

    /** Nobody is to take a production for good that we disturb. */
    private int unlessDisturbed(Workplace workplace, int exitCode) {
        List<String> left = workplace.left();
        left.forEach(what -> out.println(palette.bad("NOT UNDONE:") + " " + what
                + ". It is tried on in the background; see with 'prodgate recover', or undo it by hand."));
        out.flush();
        return !left.isEmpty() && exitCode == ExitCode.OK ? ExitCode.INCONCLUSIVE : exitCode;
    }

    /** What the engine is given. */
    private record Work(
            RunHead head,
            Optional<Earlier> earlier,
            List<BoundCheck> checks,
            LoadedPlan loaded,
            Workbench bench,
            Conduct conduct) {}

    private static Conduct conduct(LoadedPlan loaded, boolean disrupts, boolean waits) {
        return new Conduct(loaded.plan().parallel(), disrupts, waits);
    }

    private Optional<Signals.Kind> run(Work work, List<Entry> before, Function<Redactor, Journal> open)
            throws Exception {
        try (Journal journal = open.apply(work.bench().redactor());
                ProgressView view = Progress.open(surroundings, out, palette)) {
            view.resumes(before);
            Engine engine = new Engine(
                    work.head(),
                    work.earlier(),
                    work.checks(),
                    work.conduct(),
                    work.bench(),
                    work.loaded().rules(),
                    journal,
                    new Backoff(surroundings.random()),
                    view);
            Signals signals = new Signals(surroundings.time());
            return signals.whileRunning(
                            kind -> {
                                view.stopping(kind.signalName());
                                engine.stop(kind.signalName());
                            },
                            () -> {
                                // First: writing to a terminal that is stopped takes for ever.
                                work.bench().devices().kill();
                                view.close();
                            },
                            () -> {
                                try {
                                    engine.run();
                                } finally {
                                    work.bench().devices().close();
                                }
                                return work.head().id();
                            })
                    .signal();
        } catch (JournalException e) {
            // What happened until then is in the journal and will be reported; it is no approval.
            out.println(palette.bad("error:") + " " + DisplayText.line(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** Draws the reports, tells the verdict and returns its exit code: all of it from the journal alone. */
    int report(Path folder, boolean strict, Attesting attesting, Memory memory, Papers papers) {
        memory.keep(folder, surroundings.time())
                .ifPresent(why -> out.println(palette.caution("warning:") + " " + DisplayText.line(why)));
        Judged judged = ReadRun.judged(folder);
        List<Path> written = new ArrayList<>();
        int exitCode = judged.verdict().exitCode(strict);
        try {
            written.addAll(Reports.write(judged, folder));
            written.addAll(attesting.write(judged, folder));
            written.addAll(papers.write(judged));
        } catch (IOException e) {
            out.println(palette.bad("error:") + " " + DisplayText.line(String.valueOf(e.getMessage()))
                    + "; a missing report is never a pass");
            exitCode = exitCode == ExitCode.OK ? ExitCode.INCONCLUSIVE : exitCode;
        }
        new Ending(surroundings, out, palette).tell(judged, folder, written);
        return exitCode;
    }
}
