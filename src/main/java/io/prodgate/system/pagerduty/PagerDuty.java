package io.prodgate.system.pagerduty;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.SystemTrouble.Kind;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import io.prodgate.system.pagerduty.IncidentsAnswer.Incident;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks PagerDuty, within one visit. */
public final class PagerDuty {
    private static final int ON_A_PAGE = 100;
    private static final int MOST_PAGES = 10;
    private static final int MOST_INCIDENTS = 300;
    private static final int MOST_BYTES = 8 << 20;

    /** Incidents that are older take no new alerts in, as far as we look. */
    private static final Duration OPEN = Duration.ofDays(1);

    /** How far its clock may be ahead of ours. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private final Visit visit;
    private final PagerDutyApi api;

    /** A PagerDuty that is visited. */
    public PagerDuty(Systems systems, Visit visit) {
        this.visit = visit.reading(MOST_BYTES);
        this.api = systems.client(PagerDutyApi.class, this.visit);
    }

    /** Something that happened to an incident: {@code escalate_log_entry}. */
    public record Happened(String type, Instant at, String told) {}

    /**
     * An escalation policy.
     *
     * @param first how long the first are waited for
     * @param further whether others are told then, or the same once more
     */
    public record Policy(Duration first, boolean further) {}

    /** A part of a list, and whether there are more. */
    private record Part<T>(Optional<List<T>> items, Optional<Boolean> more) {}

    /** Asks for the part of a list that begins at an offset. */
    private interface Parts<T> {
        Part<T> at(int offset);
    }

    /**
     * Alerts that came since.
     *
     * @param services ids of services; all that the token may see if empty
     * @throws SystemException if there is no usable answer; the log says why
     */
    public List<Page> pages(List<String> services, Instant since, Instant now)
            throws SystemException, InterruptedException {
        String from = text(since.minus(OPEN));
        String to = text(now.plus(LATE));
        List<Incident> incidents = all("incidents", offset -> {
            IncidentsAnswer answer = api.incidents(from, to, services, ON_A_PAGE, offset);
            return new Part<>(answer.incidents(), answer.more());
        });
        if (incidents.size() > MOST_INCIDENTS) {
            visit.ask(() -> {
                throw visit.refused(
                        Kind.TOO_LARGE, "it has " + incidents.size() + " incidents of one day: name 'services'");
            });
        }
        List<Page> pages = new ArrayList<>();
        for (Incident incident : incidents) {
            boolean fresh =
                    at(incident.createdAt()).filter(at -> !at.isBefore(since)).isPresent();
            if (fresh || !resolved(incident.status())) {
                pages.addAll(pages(incident, fresh, since));
            }
        }
        return pages;
    }

    private List<Page> pages(Incident incident, boolean fresh, Instant since)
            throws SystemException, InterruptedException {
        String title = incident.title().orElse("");
        Optional<String> policy = incident.policy().map(IncidentsAnswer.Reference::id);
        List<AlertsAnswer.Alert> alerts = all("alerts", offset -> {
            AlertsAnswer answer = api.alerts(incident.id(), ON_A_PAGE, offset);
            return new Part<>(answer.alerts(), answer.more());
        });
        List<Page> pages = new ArrayList<>();
        if (alerts.isEmpty() && fresh) {
            // A service may make incidents without alerts.
            pages.add(new Page(
                    incident.id(), policy, at(incident.createdAt()).orElse(since), title, resolved(incident.status())));
        }
        for (AlertsAnswer.Alert alert : alerts) {
            Set<String> lines =
                    new LinkedHashSet<>(List.of(title, alert.summary().orElse("")));
            alert.body().ifPresent(body -> texts(body, lines));
            at(alert.createdAt())
                    .filter(at -> !at.isBefore(since))
                    .ifPresent(at -> pages.add(
                            new Page(incident.id(), policy, at, String.join("\n", lines), resolved(alert.status()))));
        }
        return pages;
    }

    /**
     * What happened to an incident, as PagerDuty lists it.
     *
     * @throws SystemException if there is no usable answer; the log says why
     */
    public List<Happened> log(String incident) throws SystemException, InterruptedException {
        return all("log_entries", offset -> {
                    LogAnswer answer = api.log(incident, ON_A_PAGE, offset);
                    return new Part<>(answer.entries(), answer.more());
                })
                .stream()
                .flatMap(entry ->
                        at(entry.createdAt())
                                .map(at -> new Happened(
                                        entry.type(), at, entry.summary().orElse("")))
                                .stream())
                .toList();
    }

    /**
     * An escalation policy.
     *
     * @throws SystemException if there is no usable answer; the log says why
     */
    public Policy policy(String id) throws SystemException, InterruptedException {
        return visit.ask(() -> {
            PolicyAnswer answer = api.policy(id);
            List<PolicyAnswer.Level> levels =
                    answer.policy().flatMap(PolicyAnswer.Policy::rules).orElse(List.of());
            int minutes = levels.stream()
                    .findFirst()
                    .flatMap(PolicyAnswer.Level::minutes)
                    .orElseThrow(() -> visit.refused(Kind.UNREADABLE, "policy " + id + " has no 'escalation_rules'"));
            int loops = answer.policy().flatMap(PolicyAnswer.Policy::loops).orElse(0);
            return new Policy(Duration.ofMinutes(minutes), levels.size() > 1 || loops > 0);
        });
    }

    private <T> List<T> all(String what, Parts<T> parts) throws SystemException, InterruptedException {
        List<T> all = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            int offset = page * ON_A_PAGE;
            Part<T> part = visit.ask(() -> {
                Part<T> read = parts.at(offset);
                if (read.items().isEmpty()) {
                    throw visit.refused(
                            Kind.UNREADABLE, "the answer has no '" + what + "': is this PagerDuty's REST API?");
                }
                return read;
            });
            all.addAll(part.items().orElse(List.of()));
            if (!part.more().orElse(false)) {
                return all;
            }
        }
        return visit.ask(() -> {
            throw visit.refused(Kind.TOO_LARGE, "it has more than " + ON_A_PAGE * MOST_PAGES + " " + what);
        });
    }

    private static boolean resolved(Optional<String> status) {
        return status.filter("resolved"::equals).isPresent();
    }

    private static void texts(JsonNode json, Set<String> lines) {
        if (json.isTextual()) {
            lines.add(json.textValue());
        }
        json.forEach(below -> texts(below, lines));
    }

    private static String text(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Optional<Instant> at(Optional<String> text) {
        try {
            return text.map(written -> OffsetDateTime.parse(written).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
