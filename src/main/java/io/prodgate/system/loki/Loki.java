package io.prodgate.system.loki;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a Loki, within one visit. */
public final class Loki {
    private final Visit visit;
    private final LokiApi api;

    /** A Loki that is visited. */
    public Loki(Systems systems, Visit visit) {
        this.visit = visit;
        this.api = systems.client(LokiApi.class, visit);
    }

    /**
     * The latest lines that a query finds.
     *
     * @param logql a query for lines, none that counts
     * @param most how many; if so many come there may be more
     * @throws SystemException if there is no usable answer, or one that says it is not complete; the log says why
     */
    public List<LogLine> lines(String logql, Instant from, Instant to, int most)
            throws SystemException, InterruptedException {
        return visit.ask(() -> read(api.range(logql, nanos(from), nanos(to), most, "backward")));
    }

    private List<LogLine> read(LinesAnswer answer) {
        List<String> warnings = answer.warnings().orElse(List.of());
        if (!warnings.isEmpty()) {
            throw visit.refused(
                    SystemTrouble.Kind.UNABLE, "the answer may not be complete: " + String.join("; ", warnings));
        }
        Optional<List<LinesAnswer.Lines>> streams = answer.data()
                .filter(data -> data.resultType().equals(Optional.of("streams")))
                .flatMap(LinesAnswer.Data::result);
        if (!answer.status().equals(Optional.of("success")) || streams.isEmpty()) {
            throw unreadable("it holds no streams of lines");
        }
        List<LogLine> lines = new ArrayList<>();
        for (LinesAnswer.Lines stream : streams.get()) {
            Map<String, String> labels = stream.stream().orElse(Map.of());
            stream.values().orElse(List.of()).forEach(value -> lines.add(line(labels, value)));
        }
        return lines;
    }

    private LogLine line(Map<String, String> labels, List<JsonNode> value) {
        if (value.size() < 2 || !value.get(1).isTextual()) {
            throw unreadable("a line is not a time and a text");
        }
        Map<String, String> all = new HashMap<>(labels);
        value.stream()
                .skip(2)
                .flatMap(more -> more.properties().stream())
                .forEach(label -> all.put(
                        label.getKey(),
                        label.getValue().isValueNode()
                                ? label.getValue().asText()
                                : label.getValue().toString()));
        return new LogLine(all, value.get(1).textValue());
    }

    private RuntimeException unreadable(String what) {
        return visit.refused(
                SystemTrouble.Kind.UNREADABLE, "the answer is not the JSON that its API documents: " + what);
    }

    private static String nanos(Instant at) {
        return at.getEpochSecond() + String.format("%09d", at.getNano());
    }
}
