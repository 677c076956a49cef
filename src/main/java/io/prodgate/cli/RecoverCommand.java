package io.prodgate.cli;

import io.prodgate.check.lease.Lease;
import io.prodgate.check.lease.LeaseFolder;
import io.prodgate.check.lease.Recovery;
import io.prodgate.traffic.HttpTraffic;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prodgate recover}: undoes faults that runs left which were killed. */
@Command(
        name = "recover",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Undoes faults that a killed run left in production. Each run does so at its start, too.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate recover",
            "  prodgate recover production/gate.yaml --set region=eu",
            "",
            "Exit codes: 0 nothing is left, 2 usage or plan error, 3 something is not undone.",
        })
public final class RecoverCommand implements Callable<Integer> {
    private static final Duration GUARDS_PATIENCE = Duration.ofMinutes(15);

    private final PlanLoader loader;
    private final Surroundings surroundings;
    private final InputStream input;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PlanOptions planOptions = new PlanOptions();

    @Option(
            names = "--force",
            description = "Also undo what a run made that still looks after it. Its check will fail.")
    private boolean force;

    @Option(
            names = "--guard",
            paramLabel = "RUN",
            hidden = true,
            description = "Wait until standard input ends, then undo what this run left.")
    private @Nullable String guarded;

    /** The command, with what reads its plan. */
    @jakarta.inject.Inject
    public RecoverCommand(PlanLoader loader, Surroundings surroundings) {
        this(loader, surroundings, System.in);
    }

    RecoverCommand(PlanLoader loader, Surroundings surroundings, InputStream input) {
        this.loader = loader;
        this.surroundings = surroundings;
        this.input = input;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        LeaseFolder folder = new LeaseFolder(surroundings.state());
        if (guarded == null && leases(folder).isEmpty()) {
            out.println("Nothing is left to undo.");
            return ExitCode.OK;
        }
        LoadedPlan loaded = loader.load(planOptions);
        String runId = guarded == null ? RunId.next(surroundings.time(), surroundings.random()) : guarded;
        try (HttpTraffic traffic = Workplace.traffic(surroundings, loaded.plan(), runId);
                Lending lending = Lending.of(surroundings, loaded, runId, traffic)) {
            if (guarded != null) {
                awaitEnd();
                return told(lending.undoAfter(guarded, GUARDS_PATIENCE), out);
            }
            Predicate<Lease> ours = lease ->
                    lease.production().equals(loaded.plan().production().url());
            Predicate<Lease> free =
                    lease -> force || lease.abandoned(surroundings.time().now());
            int exitCode = told(lending.undo(ours.and(free), Lending.PATIENCE), out);
            for (Lease lease : leases(folder)) {
                if (!ours.test(lease)) {
                    out.println("left, since it is another production's: " + Lending.told(lease)
                            + "; undo it with: prodgate recover " + DisplayText.line(lease.plan()));
                    exitCode = ExitCode.INCONCLUSIVE;
                } else if (!free.test(lease)) {
                    out.println(
                            "left, since its run still looks after it: " + Lending.told(lease) + "; --force undoes it");
                    exitCode = ExitCode.INCONCLUSIVE;
                }
            }
            return exitCode;
        }
    }

    private static int told(List<Recovery.Result> results, PrintWriter out) {
        int exitCode = ExitCode.OK;
        for (Recovery.Result result : results) {
            if (result.problem().isEmpty()) {
                out.println("undone: " + Lending.told(result.lease()));
            } else {
                out.println("NOT UNDONE: " + Lending.told(result.lease()) + ": "
                        + DisplayText.line(result.problem().get()) + ". Undo it by hand.");
                exitCode = ExitCode.INCONCLUSIVE;
            }
        }
        out.flush();
        return exitCode;
    }

    private static List<Lease> leases(LeaseFolder folder) throws CommandException {
        try {
            return folder.all();
        } catch (UncheckedIOException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }

    /** The other end of the pipe is the run's alone: it ends when the run does, however that happens. */
    private void awaitEnd() throws IOException {
        input.transferTo(java.io.OutputStream.nullOutputStream());
    }
}
