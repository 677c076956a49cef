package io.prodgate.cli;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Rules;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.plan.Nearest;
import io.prodgate.plan.PlanErrors;
import io.prodgate.run.PlanRules;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prodgate explain}: why a check ended as it did, and what would have changed that. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Tells why a check of a run ended as it did: evidence, rule, what others said, and what would have"
                        + " changed the cause. Sends nothing.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate explain latest health",
            "  prodgate explain build/gate health --attempt 1 --json",
        })
public final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NamedRun run = new NamedRun();

    @Parameters(index = "1", paramLabel = "CHECK", description = "The check's id.")
    private String check = "";

    @Option(
            names = "--attempt",
            paramLabel = "N",
            description = "The attempt to explain (default: the last that was missed).")
    private @Nullable Integer attempt;

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            description = "Where the plan is now, for rules of its own (default: where it was when the run began).")
    private @Nullable Path plan;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Override
    public Integer call() throws CommandException {
        RunResult result = ReadRun.of(run.name(), "told", spec);
        CheckResult found = find(result);
        Optional<AttemptRecord> chosen = choose(found);
        ExplainedAttempt explained = ExplainedAttempt.of(result.head(), found, chosen, rules(result));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ExplanationJson.of(explained));
        } else {
            new ExplanationText(explained, CommandLineSetup.palette(spec)).print(out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private CheckResult find(RunResult result) throws CommandException {
        List<String> known =
                result.checks().stream().map(one -> one.head().id()).toList();
        return result.checks().stream()
                .filter(one -> one.head().id().equals(check))
                .findFirst()
                .orElseThrow(() -> CommandException.usage("the run "
                        + result.head().id() + " has no check '" + check + "' (" + Nearest.hint(check, known) + ")"));
    }

    private Optional<AttemptRecord> choose(CheckResult found) throws CommandException {
        List<AttemptRecord> attempts = found.attempts();
        if (attempt == null) {
            return attempts.reversed().stream()
                    .filter(one -> one.diagnosis().isPresent())
                    .findFirst();
        }
        int wanted = attempt;
        return Optional.of(attempts.stream()
                .filter(one -> one.number() == wanted)
                .findFirst()
                .orElseThrow(() -> CommandException.usage("the check " + check + " has no attempt " + wanted
                        + ": there " + (attempts.size() == 1 ? "is " : "are ")
                        + DisplayText.count(attempts.size(), "attempt"))));
    }

    /** The rules of a plan that is somewhere else now are not known: then the explanation says so. */
    private Rules rules(RunResult result) throws CommandException {
        if (plan != null && !Files.isRegularFile(plan)) {
            throw CommandException.usage("there is no plan " + plan);
        }
        Path file = plan == null ? Path.of(result.head().plan()) : plan;
        return Files.isRegularFile(file) ? PlanRules.ofFile(file, new PlanErrors()) : Rules.builtIn();
    }
}
