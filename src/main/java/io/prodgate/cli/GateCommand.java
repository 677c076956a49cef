package io.prodgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import io.prodgate.journal.RunResult;
import io.prodgate.verdict.Gate;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Release;
import io.prodgate.verdict.Standing;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prodgate gate}: how the gate of a run stands, why, and who has to do what. */
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Shows how the gate of a run stands now: by its verdict, and by what people decided. Changes nothing.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate gate latest",
            "  prodgate gate build/gate --json",
            "",
            "Exit codes: 0 open; 1 closed; 2 usage error; 3 closed, since something could",
            "not be judged. What deploys asks 'prodgate verify' instead.",
        })
public final class GateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NamedRun run = new NamedRun();

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    /** The command, on a machine. */
    public GateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        Instant now = surroundings.time().now();
        Judged judged = Judge.judge(ReadRun.of(run.name(), "counted", spec));
        Standing standing = Standing.of(judged, now);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(asJson(judged, standing));
        } else {
            StandingText.lines(judged, standing, run.name(), CommandLineSetup.palette(spec))
                    .forEach(new JobLog(surroundings, out)::println);
        }
        out.flush();
        return switch (standing.gate()) {
            case OPEN -> ExitCode.OK;
            case CLOSED -> Math.max(ExitCode.CLOSED, judged.verdict().exitCode(false));
        };
    }

    private static String asJson(Judged judged, Standing standing) {
        RunResult result = judged.run();
        ObjectNode root = Json.mapper().createObjectNode();
        root.put("run", result.head().id());
        root.put("verdict", judged.verdict().wireName());
        root.put("gate", standing.gate().wireName());
        root.put("why", standing.why());
        standing.until().ifPresent(until -> root.put("until", until.toString()));
        result.head().revision().ifPresent(revision -> root.put("revision", revision));
        ArrayNode packages = root.putArray("packages");
        new TreeSet<>(Release.of(result).apks()).forEach(packages::add);
        ArrayNode decisions = root.putArray("decisions");
        result.decisions()
                .forEach(decided -> decisions
                        .addObject()
                        .put("at", decided.at().toString())
                        .put("decision", decided.decision().kind().wireName())
                        .put("by", decided.decision().by())
                        .put("reason", decided.decision().reason())
                        .put("until", decided.decision().until().toString())
                        .put("current", decided.current()));
        result.head()
                .gate()
                .rollBack()
                .filter(text -> standing.gate() == Gate.CLOSED)
                .ifPresent(text -> root.put("rollBack", text));
        return root.toPrettyString();
    }
}
