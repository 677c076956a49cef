package io.prodgate.cli;

import io.prodgate.evidence.Redactor;
import io.prodgate.journal.Decision;
import io.prodgate.journal.Event;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalException;
import io.prodgate.journal.ResumedJournal;
import io.prodgate.journal.ShardHead;
import io.prodgate.plan.Durations;
import io.prodgate.report.Reports;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Standing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prodgate decide}: takes down what a person decided about a run. */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Takes down in a run's journal what a person decided: retry, roll-back or release. Only release opens"
                        + " the gate; prodgate itself rolls nothing back.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate decide latest retry --reason \"the runner had no network\"",
            "  prodgate decide build/gate release --by jane --reason \"known, INC-12\" --for 2h",
            "",
            "Over critical findings two persons have to decide release, each with",
            "--override-critical. Exit codes: 0 taken down, 2 it was not.",
        })
public final class DecideCommand implements Callable<Integer> {
    private static final Map<String, Decision.Kind> KINDS =
            Stream.of(Decision.Kind.values()).collect(Collectors.toMap(Decision.Kind::wireName, Function.identity()));
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int LONGEST_REASON = 1000;
    private static final int LONGEST_NAME = 100;

    private final PlanLoader loader;
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NamedRun run = new NamedRun();

    @Parameters(index = "1", paramLabel = "DECISION", description = "retry, roll-back or release.")
    private String kind = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for those who ask later.")
    private String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who decides (default: who the CI says it is).")
    private @Nullable String by;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "4h",
            description = "How long it counts, at most 7d (default: 4h).")
    private String lasts = "4h";

    @Option(
            names = "--override-critical",
            description = "Critical findings are known, and are to be overridden; a second person has to say so, too.")
    private boolean overridesCritical;

    @Mixin
    private SigningOption signing = new SigningOption();

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            description = "Where the plan is now, for who is told (default: where it was when the run began).")
    private @Nullable Path plan;

    @Mixin
    private VariableOptions variables = new VariableOptions();

    /** The command, with what reads the run's plan. */
    public DecideCommand(PlanLoader loader, Surroundings surroundings) {
        this.loader = loader;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        Decision decision = decision();
        Path folder = run.folder();
        Attesting attesting = new Attesting(signing.key());
        attesting.guard(folder);
        refuseShard(folder, "decided");
        try (ResumedJournal earlier = ResumedJournal.take(folder);
                Journal journal = earlier.goOn(new Redactor(List.of()), surroundings.time())) {
            journal.append(new Event.DecisionMade(decision));
        } catch (JournalException e) {
            throw CommandException.usage(e.getMessage() + "; nothing was decided");
        }
        // A decision counts whoever was told.
        List<String> untold =
                Announcing.byPlan(loader, surroundings, Optional.ofNullable(plan), variables, folder, run.name());
        Judged judged = ReadRun.judged(folder);
        draw(judged, folder, attesting);
        tell(judged);
        JobLog log = new JobLog(surroundings, spec.commandLine().getOut());
        untold.forEach(who -> log.println("NOT TOLD: " + DisplayText.line(who)));
        return ExitCode.OK;
    }

    /** A part of a run is nobody's to decide about, or to sign. */
    static void refuseShard(Path folder, String what) throws CommandException {
        Optional<ShardHead> shard;
        try {
            shard = ReadRun.head(folder).shard();
        } catch (JournalException e) {
            throw CommandException.usage(e.getMessage() + "; nothing was " + what);
        }
        if (shard.isPresent()) {
            throw CommandException.usage("it is shard " + shard.get().told()
                    + " of a run: only the whole one that 'prodgate merge' makes is " + what);
        }
    }

    private Decision decision() throws CommandException {
        Decision.Kind known = KINDS.get(kind.toLowerCase(Locale.ROOT));
        if (known == null) {
            throw CommandException.usage(
                    "'" + DisplayText.line(kind) + "' is no decision: write retry, roll-back or release");
        }
        if (overridesCritical && known != Decision.Kind.RELEASE) {
            throw CommandException.usage("--override-critical goes with release only");
        }
        PipelineFacts pipeline = new PipelineFacts(surroundings);
        String who = line(
                Optional.ofNullable(by)
                        .or(pipeline::person)
                        .orElseThrow(() -> CommandException.usage("say with --by who decides: no CI says it here")),
                "--by",
                LONGEST_NAME);
        Instant now = surroundings.time().now();
        return new Decision(
                known,
                who,
                pipeline.account(),
                line(reason, "--reason", LONGEST_REASON),
                now.plus(duration()),
                overridesCritical);
    }

    /** What a person wrote, on one line. */
    static String line(String text, String option, int longest) throws CommandException {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > longest) {
            throw CommandException.usage(option + " has to be a text of at most " + longest + " characters");
        }
        return stripped;
    }

    private Duration duration() throws CommandException {
        return Durations.parse(lasts)
                .filter(duration -> duration.isPositive() && duration.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> CommandException.usage("--for has to be " + Durations.FORMS + ", at most "
                        + Durations.format(LONGEST) + "; '" + DisplayText.line(lasts) + "' is not"));
    }

    /** What is not drawn can be drawn later: the decision is in the journal. */
    private void draw(Judged judged, Path folder, Attesting attesting) throws CommandException {
        try {
            Reports.write(judged, folder);
            attesting.write(judged, folder);
        } catch (IOException e) {
            throw CommandException.usage("the decision is taken down, but " + e.getMessage()
                    + "; draw the reports again with: prodgate resume " + run.name());
        }
    }

    private void tell(Judged judged) {
        PrintWriter out = spec.commandLine().getOut();
        Standing standing = Standing.of(judged, surroundings.time().now());
        StandingText.lines(judged, standing, run.name(), CommandLineSetup.palette(spec))
                .forEach(new JobLog(surroundings, out)::println);
        PipelineFiles files = new PipelineFiles(surroundings, out, CommandLineSetup.palette(spec));
        files.append(
                "GITHUB_OUTPUT",
                "gate=" + standing.gate().wireName() + "\n" + "decision="
                        + judged.run().decisions().getLast().decision().kind().wireName() + "\n");
    }
}
