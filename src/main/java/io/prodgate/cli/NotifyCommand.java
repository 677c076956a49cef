package io.prodgate.cli;

import io.prodgate.journal.JournalException;
import io.prodgate.journal.RunResult;
import io.prodgate.plan.PlanException;
import io.prodgate.report.Reports;
import io.prodgate.verdict.Judged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prodgate notify}: tells what was not told yet. */
@Command(
        name = "notify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Tells everybody whom the plan names how a run ended and what was decided, if they were not told yet."
                        + " A run and a decision do so themselves; this is for what could not be delivered then.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate notify latest",
            "  prodgate notify build/gate --plan production/gate.yaml",
            "",
            "Exit codes: 0 all were told, 2 usage or plan error, 3 somebody was not told.",
        })
public final class NotifyCommand implements Callable<Integer> {
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

    @Mixin
    private SigningOption signing = new SigningOption();

    /** The command, with what reads the run's plan. */
    public NotifyCommand(PlanLoader loader, Surroundings surroundings) {
        this.loader = loader;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException, PlanException, InterruptedException {
        Path folder = run.folder();
        Attesting attesting = new Attesting(signing.key());
        attesting.guard(folder);
        RunResult before = read(folder).run();
        Path file =
                Optional.ofNullable(plan).orElseGet(() -> Path.of(before.head().plan()));
        LoadedPlan loaded = loader.load(PlanOptions.of(file, variables));
        List<String> untold = new Announcing(surroundings, loaded.plan()).announce(folder);
        Judged after = read(folder);
        if (after.run().messages().size() > 0) {
            draw(after, folder, attesting);
        }
        JobLog out = new JobLog(surroundings, spec.commandLine().getOut());
        untold.forEach(who -> out.println("NOT TOLD: " + DisplayText.line(who)));
        after.run().messages().stream()
                .filter(told -> !before.messages().contains(told))
                .filter(told -> untold.isEmpty())
                .forEach(told ->
                        out.println("told " + DisplayText.line(told.message().recipient()) + " of "
                                + told.message().about() + ": "
                                + DisplayText.line(told.message().detail())));
        if (untold.isEmpty() && after.run().messages().equals(before.messages())) {
            out.println("Nobody is left to tell.");
        }
        return untold.isEmpty() ? ExitCode.OK : ExitCode.INCONCLUSIVE;
    }

    private static Judged read(Path folder) throws CommandException {
        try {
            return ReadRun.judged(folder);
        } catch (JournalException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }

    private static void draw(Judged judged, Path folder, Attesting attesting) throws CommandException {
        try {
            Reports.write(judged, folder);
            attesting.write(judged, folder);
        } catch (IOException e) {
            throw CommandException.usage("they were told, but " + e.getMessage());
        }
    }
}
