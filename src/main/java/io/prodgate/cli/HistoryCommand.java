package io.prodgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.diagnosis.Cause;
import io.prodgate.evidence.Json;
import io.prodgate.journal.JournalException;
import io.prodgate.journal.PastRun;
import io.prodgate.report.history.PastRuns;
import io.prodgate.report.history.Trend;
import io.prodgate.verdict.Judged;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prodgate history}: earlier runs, and the age of each failure. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Lists earlier runs, what does not pass and since when, and what does not end the same way each time."
                        + " Reads the journals of runs, or the file that 'prodgate run --history' keeps.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate history",
            "  prodgate history build/gates --limit 5",
            "  prodgate history --history prodgate-history.jsonl --json",
            "",
            "Exit codes: 0 listed, 2 usage error or there are no runs.",
        })
public final class HistoryCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            description = "A folder with the folders of runs (default: prodgate-runs).")
    private @Nullable Path folder;

    @Option(names = "--history", paramLabel = "FILE", description = "Read this file instead.")
    private @Nullable Path file;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "Only the last N runs of each production (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    /** The command, on a machine. */
    public HistoryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        if (folder != null && file != null) {
            throw CommandException.usage("either a folder or --history; not both");
        }
        if (limit < 1) {
            throw CommandException.usage("--limit has to be 1 or more; " + limit + " is not");
        }
        Map<String, List<PastRun>> runs = byProduction(file == null ? journals() : new HistoryFile(file).read());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(asJson(runs));
        } else {
            JobLog log = new JobLog(surroundings, out);
            new HistoryText(CommandLineSetup.palette(spec), surroundings.time().now())
                    .lines(runs)
                    .forEach(log::println);
        }
        out.flush();
        return ExitCode.OK;
    }

    /** Of each production the last runs, the oldest first. */
    private Map<String, List<PastRun>> byProduction(List<PastRun> all) throws CommandException {
        if (all.isEmpty()) {
            throw CommandException.usage("there are no runs in " + place()
                    + ": name a folder with the folders of runs, or" + " the file of 'prodgate run --history'");
        }
        Map<String, List<PastRun>> runs = new LinkedHashMap<>();
        all.stream()
                .sorted(Comparator.comparing(PastRun::started))
                .forEach(run -> runs.computeIfAbsent(run.production(), name -> new ArrayList<>())
                        .add(run));
        runs.replaceAll((name, list) -> list.subList(Math.max(0, list.size() - limit), list.size()));
        return runs;
    }

    private String place() {
        return String.valueOf(file == null ? folder() : file);
    }

    private Path folder() {
        return folder == null ? RunFolder.DEFAULT_PARENT : folder;
    }

    /** A journal that tells nothing is named, and the others are listed. */
    private List<PastRun> journals() throws CommandException {
        if (!Files.isDirectory(folder())) {
            throw CommandException.usage("there is no folder " + folder() + ": name one with the folders of runs");
        }
        Map<String, PastRun> runs = new LinkedHashMap<>();
        for (Path run : RunReference.runs(folder())) {
            try {
                Judged judged = ReadRun.judged(run);
                if (judged.run().head().shard().isEmpty()) {
                    // A run that somebody copied is one run; the copy that went on counts.
                    PastRun past = PastRuns.of(judged);
                    runs.merge(
                            past.run(),
                            past,
                            (one, other) -> one.duration().compareTo(other.duration()) > 0 ? one : other);
                }
            } catch (JournalException e) {
                spec.commandLine()
                        .getErr()
                        .println("warning: left out " + run + ": " + DisplayText.line(String.valueOf(e.getMessage())));
            }
        }
        return List.copyOf(runs.values());
    }

    private static String asJson(Map<String, List<PastRun>> byProduction) {
        ObjectNode root = Json.mapper().createObjectNode();
        ArrayNode productions = root.putArray("productions");
        byProduction.forEach((name, runs) -> {
            Trend trend = Trend.of(runs);
            ObjectNode production = productions.addObject().put("production", name);
            production.set("runs", Json.mapper().valueToTree(trend.runs()));
            ArrayNode standing = production.putArray("standing");
            for (Trend.Standing check : trend.standing()) {
                ObjectNode node = standing.addObject()
                        .put("check", check.check())
                        .put("outcome", check.outcome().wireName())
                        .put("since", check.since().toString())
                        .put("firstRun", check.first())
                        .put("runs", check.runs())
                        .put("atLeast", check.atLeast());
                check.cause().map(Cause::wireName).ifPresent(cause -> node.put("cause", cause));
            }
            ArrayNode unsteady = production.putArray("unsteady");
            for (Trend.Unsteady check : trend.unsteady()) {
                unsteady.addObject()
                        .put("check", check.check())
                        .put("flaky", check.flaky())
                        .put("failed", check.failed())
                        .put("unjudged", check.unjudged())
                        .put("runs", check.runs());
            }
        });
        return root.toPrettyString();
    }
}
