package io.prodgate.system.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Asks a Grafana what became of alerts whose rules it evaluates itself, within one visit. */
public final class AlertHistory {
    private static final int MOST = 5_000;
    private static final int NO_RULE_NAMED = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_THERE = 404;
    private static final int NOT_BUILT_IN = 501;

    private final Visit visit;
    private final GrafanaApi api;

    /** A Grafana that is visited. */
    public AlertHistory(Systems systems, Visit visit) {
        this.visit = visit;
        this.api = systems.client(GrafanaApi.class, visit);
    }

    /**
     * A change of an alert.
     *
     * @param at when
     * @param state {@code Alerting}, {@code Normal}…
     */
    public record Change(Instant at, String state) {}

    /**
     * What happened to the alerts of a rule, in order. Grafana keeps that in its database or in Loki: both are asked.
     *
     * @param rule its title
     * @throws SystemException if there is no usable answer; the log says why
     */
    public List<Change> changes(String rule, Instant from, Instant to) throws SystemException, InterruptedException {
        List<Annotation> annotations =
                visit.ask(() -> api.annotations("alert", from.toEpochMilli(), to.toEpochMilli(), MOST));
        if (annotations.size() >= MOST) {
            visit.ask(() -> {
                throw visit.refused(SystemTrouble.Kind.TOO_LARGE, "it has " + MOST + " changes of alerts or more");
            });
        }
        List<Change> changes = new ArrayList<>();
        for (Annotation one : annotations) {
            if (one.alertName().equals(Optional.of(rule)) && one.time().isPresent()) {
                changes.add(new Change(
                        Instant.ofEpochMilli(one.time().get()), one.newState().orElse("")));
            }
        }
        visit.ask(
                        () -> api.history(from.getEpochSecond(), to.getEpochSecond() + 1, MOST),
                        NO_RULE_NAMED,
                        FORBIDDEN,
                        NOT_THERE,
                        NOT_BUILT_IN)
                .ifPresent(answer -> read(answer, rule, changes));
        changes.sort(Comparator.comparing(Change::at));
        return changes;
    }

    private static void read(HistoryAnswer answer, String rule, List<Change> changes) {
        List<JsonNode> columns =
                answer.data().flatMap(HistoryAnswer.Data::values).orElse(List.of());
        if (columns.size() < 2) {
            return;
        }
        for (int i = 0; i < columns.getFirst().size(); i++) {
            JsonNode line = columns.get(1).path(i);
            if (line.path("ruleTitle").asText().equals(rule)) {
                changes.add(new Change(
                        Instant.ofEpochMilli(columns.getFirst().path(i).asLong()),
                        line.path("current").asText()));
            }
        }
    }
}
