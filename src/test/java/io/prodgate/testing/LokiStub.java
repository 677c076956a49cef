package io.prodgate.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.prodgate.evidence.Time;
import io.prodgate.testing.FakeSystem.Said;
import io.prodgate.traffic.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loki in small, as its documentation has it ({@code https://grafana.com/docs/loki/latest/reference/loki-http-api/}): queries of one
 * selector with {@code =} and {@code !=}, and at most one line filter behind it.
 */
public final class LokiStub implements Function<Request, Optional<Said>> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern QUERY = Pattern.compile("\\{(.+?)}\\s*(?:(\\|=|\\|~) \"(.*)\")?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(!?=)\"([^\"]*)\"");

    private final Time time;
    private final List<Line> lines = new ArrayList<>();

    private record Line(Map<String, String> labels, String text, Instant at, Instant from) {}

    /** A Loki without lines. */
    public LokiStub(Time time) {
        this.time = time;
    }

    /** Takes a line in, to be seen at once. */
    public LokiStub line(Map<String, String> labels, String text) {
        return line(labels, text, Duration.ZERO);
    }

    /** Takes a line in, to be seen after a while. */
    public LokiStub line(Map<String, String> labels, String text, Duration after) {
        Instant now = time.now();
        lines.add(new Line(labels, text, now.minusSeconds(60).plusMillis(lines.size()), now.plus(after)));
        return this;
    }

    @Override
    public Optional<Said> apply(Request request) {
        Map<String, String> asked = new HashMap<>();
        for (String pair : request.url().getRawQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            asked.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        Matcher query = QUERY.matcher(asked.getOrDefault("query", ""));
        if (!query.matches()) {
            return Optional.of(new Said(400, "text/plain", "parse error at line 1, col 1: syntax error", false));
        }
        List<Object> streams = lines.reversed().stream()
                .filter(line -> !line.from().isAfter(time.now())
                        && nanos(line.at()) >= Long.parseLong(asked.getOrDefault("start", ""))
                        && nanos(line.at()) < Long.parseLong(asked.getOrDefault("end", ""))
                        && selected(query.group(1), line.labels())
                        && holds(query, line.text()))
                .limit(Integer.parseInt(asked.getOrDefault("limit", "100")))
                .<Object>map(line -> Map.of(
                        "stream",
                        line.labels(),
                        "values",
                        List.of(List.of(String.valueOf(nanos(line.at())), line.text()))))
                .toList();
        try {
            return Said.json(
                    200,
                    JSON.writeValueAsString(Map.of(
                            "status",
                            "success",
                            "data",
                            Map.of("resultType", "streams", "result", streams, "stats", Map.of()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean selected(String matchers, Map<String, String> labels) {
        return MATCHER.matcher(matchers)
                .results()
                .allMatch((MatchResult matcher) -> matcher.group(2).equals("=")
                        == labels.getOrDefault(matcher.group(1), "").equals(matcher.group(3)));
    }

    private static boolean holds(Matcher query, String text) {
        String filter = query.group(2);
        if (filter == null) {
            return true;
        }
        String wanted = query.group(3).replace("\\\\", "\\");
        return filter.equals("|=")
                ? text.contains(wanted)
                : Pattern.compile(wanted).matcher(text).find();
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }
}
