package io.prodgate.cli;

import io.prodgate.evidence.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says which part of the checks is done here, where a run is divided among machines. */
public final class ShardOption {
    static final int MOST = 10_000;
    private static final String OFF = "off";
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    /** Where CIs say it, and from which number they count. */
    private static final List<Source> SOURCES = List.of(
            new Source("CI_NODE_INDEX", "CI_NODE_TOTAL", 1),
            new Source("CIRCLE_NODE_INDEX", "CIRCLE_NODE_TOTAL", 0),
            new Source("BUILDKITE_PARALLEL_JOB", "BUILDKITE_PARALLEL_JOB_COUNT", 0),
            // An Indexed Job of Kubernetes tells its pods their index only: the manifest has to say how many there are.
            new Source("JOB_COMPLETION_INDEX", "PRODGATE_SHARDS", 0));

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description =
                    "Do part I of N of the checks, for 'prodgate merge' (default: what the CI says of parallel jobs;"
                            + " off: all).")
    private @Nullable String shard;

    @Option(
            names = "--timings",
            paramLabel = "REPORT",
            description = "Balance the shards by how long checks lasted in this report.json; the same for all shards.")
    private @Nullable Path timings;

    private record Source(String index, String total, int first) {}

    /**
     * A shard.
     *
     * @param index from 1
     * @param of how many there are, more than 1
     * @param lasted how long checks lasted, by id
     */
    record Shard(int index, int of, Map<String, Duration> lasted) {}

    /**
     * Which shard this is.
     *
     * @return empty if all is done here
     * @throws CommandException if it cannot be told
     */
    Optional<Shard> shard(Surroundings surroundings) throws CommandException {
        if (OFF.equals(shard)) {
            return Optional.empty();
        }
        if (shard != null) {
            Matcher form = FORM.matcher(shard);
            if (!form.matches()) {
                throw CommandException.usage(
                        "--shard has to be like 2/5, or off; '" + DisplayText.line(shard) + "' is not");
            }
            return shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), "--shard " + shard);
        }
        for (Source source : SOURCES) {
            Optional<String> index = surroundings.variable(source.index());
            if (index.isPresent()) {
                Optional<String> total = surroundings.variable(source.total());
                if (total.isEmpty()) {
                    throw CommandException.usage(source.index() + " is set, and " + source.total()
                            + " is not: set it to the number of shards, or say --shard off");
                }
                return shard(
                        number(source.index(), index.get()) + 1 - source.first(),
                        number(source.total(), total.get()),
                        source.index() + " and " + source.total());
            }
        }
        return Optional.empty();
    }

    private Optional<Shard> shard(int index, int of, String from) throws CommandException {
        if (index < 1 || index > of || of > MOST) {
            throw CommandException.usage(
                    from + " is no part: I of I/N goes from 1 to N, and N is at most " + MOST + "; nothing was run");
        }
        return of == 1 ? Optional.empty() : Optional.of(new Shard(index, of, lasted()));
    }

    private static int number(String variable, String text) throws CommandException {
        if (!text.matches("\\d{1,6}")) {
            throw CommandException.usage(
                    variable + " is '" + DisplayText.line(text) + "', which is no number; say --shard off, or I/N");
        }
        return Integer.parseInt(text);
    }

    private Map<String, Duration> lasted() throws CommandException {
        Map<String, Duration> lasted = new HashMap<>();
        if (timings == null) {
            return lasted;
        }
        try {
            Json.mapper()
                    .readTree(Files.readAllBytes(timings))
                    .path("checks")
                    .forEach(check -> check.path("attempts")
                            .forEach(attempt -> lasted.merge(
                                    check.path("id").asText(),
                                    Duration.ofMillis(
                                            Math.round(attempt.path("duration").asDouble() * 1000)),
                                    Duration::plus)));
        } catch (IOException e) {
            throw CommandException.usage("the report " + timings + " for --timings cannot be read: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        if (lasted.isEmpty()) {
            throw CommandException.usage("the report " + timings
                    + " for --timings has no checks with attempts: name the report.json of an earlier run");
        }
        return lasted;
    }
}
