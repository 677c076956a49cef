package io.prodgate.cli;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.JournalException;
import io.prodgate.journal.ResumedJournal;
import io.prodgate.journal.RunResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prodgate resume}: goes on with a run that was ended early, without repeating what is done. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Goes on with a run that was killed or stopped: no finished check is repeated, and nothing is sent to"
                        + " production twice.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate resume latest",
            "  prodgate resume build/gate --plan production/gate.yaml --set region=eu",
            "",
            "Exit codes: as of prodgate run. A run that is finished ends with its verdict's",
            "code, after its reports were drawn again.",
        })
public final class ResumeCommand implements Callable<Integer> {
    private final PlanLoader loader;
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NamedRun run = new NamedRun();

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            description = "Where the plan is now (default: where it was when the run began).")
    private @Nullable Path plan;

    @Mixin
    private VariableOptions variables = new VariableOptions();

    @Option(names = "--inconclusive", description = "Try checks that ended inconclusive once more, too.")
    private boolean inconclusive;

    @Mixin
    private PhaseOption phase = new PhaseOption();

    @Mixin
    private DisruptionOption disruption = new DisruptionOption();

    @Mixin
    private SigningOption signing = new SigningOption();

    @Mixin
    private HistoryOption history = new HistoryOption();

    @Mixin
    private DocumentsOption documents = new DocumentsOption();

    @Option(names = "--strict", description = "Exit with 1 when approved only with conditions.")
    private boolean strict;

    /** The command, with what reads the run's plan. */
    public ResumeCommand(PlanLoader loader, Surroundings surroundings) {
        this.loader = loader;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = run.folder();
        Attesting attesting = new Attesting(signing.key());
        attesting.guard(folder);
        try (ResumedJournal journal = ResumedJournal.take(folder)) {
            return resume(folder, journal, attesting);
        } catch (JournalException e) {
            throw CommandException.usage(e.getMessage() + "; nothing was run");
        }
    }

    private int resume(Path folder, ResumedJournal journal, Attesting attesting) throws Exception {
        Memory memory = history.memory();
        Papers papers = documents.papers(loader, Optional.ofNullable(plan), variables);
        Set<Outcome> again = inconclusive ? Set.of(Outcome.INCONCLUSIVE) : Set.of();
        RunResult before = journal.result();
        if (before.merged().isPresent()) {
            throw CommandException.usage("the run " + before.head().id()
                    + " was put together from shards: resume the shard that did not end, and merge them again");
        }
        PrintWriter out = spec.commandLine().getOut();
        RunSession session = new RunSession(surroundings, out, CommandLineSetup.palette(spec));
        if (before.finished() && before.checks().stream().noneMatch(check -> again.contains(check.outcome()))) {
            out.println("The run " + DisplayText.line(before.head().id())
                    + " is finished: nothing is left to do, the reports are drawn again.");
            journal.close();
            return session.report(folder, strict, attesting, memory, papers);
        }
        Path file =
                Optional.ofNullable(plan).orElseGet(() -> Path.of(before.head().plan()));
        LoadedPlan loaded = loader.load(PlanOptions.of(file, variables));
        return session.goOn(new RunSession.Resumption(
                journal,
                loaded,
                again,
                folder,
                disruption.allowed(),
                phase.waits(),
                strict,
                attesting,
                memory,
                papers));
    }
}
