package io.prodgate.system.prometheus;

import io.prodgate.evidence.SystemTrouble;
import io.prodgate.evidence.Time;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks a Prometheus, or what speaks its API, within one visit. */
public final class Prometheus {
    /** How many points a series of a range query may have at most, by Prometheus' own limit. */
    public static final int MOST_POINTS = 11_000;

    /** Some 170,000 values, or 15 series as long as can be: many checks may read at the same time. */
    private static final int MOST_BYTES = 4 << 20;

    private final Visit visit;
    private final PrometheusApi api;
    private final SharedAnswers shared;
    private final Time time;

    /** A Prometheus that is visited by somebody who shares nothing. */
    public Prometheus(Systems systems, Visit visit) {
        this(systems, visit, new SharedAnswers(), Time.system());
    }

    /**
     * A Prometheus that is visited.
     *
     * @param shared answers that others of the same run need too
     * @param time by which the visit's deadline is
     */
    public Prometheus(Systems systems, Visit visit, SharedAnswers shared, Time time) {
        this.visit = visit.reading(MOST_BYTES);
        this.api = systems.client(PrometheusApi.class, this.visit);
        this.shared = shared;
        this.time = time;
    }

    /**
     * The value of a query at an instant.
     *
     * @throws SystemException if there is no usable answer, or one that says it is not complete; the log says why
     */
    public QueryResult query(String promql, Instant at) throws SystemException, InterruptedException {
        return result(() -> api.query(promql, seconds(at)));
    }

    /**
     * The values of a query from an instant to another, both included.
     *
     * @param step between values; at most {@link #MOST_POINTS} of them fit
     * @throws SystemException if there is no usable answer, or one that says it is not complete; the log says why
     */
    public QueryResult range(String promql, Instant from, Instant to, Duration step)
            throws SystemException, InterruptedException {
        return result(() -> api.range(promql, seconds(from), seconds(to), seconds(step)));
    }

    /**
     * The same as {@link #query}, but what somebody else of the run has asked already is not asked again.
     *
     * @throws SystemException if there is no usable answer, or one that says it is not complete; the log says why
     */
    public QueryResult look(String promql, Instant at) throws SystemException, InterruptedException {
        return shared.answer(
                new SharedAnswers.Question(visit.system(), promql, at, at, Optional.empty()),
                () -> query(promql, at),
                patience());
    }

    /**
     * The same as {@link #range}, but what somebody else of the run has asked already is not asked again.
     *
     * @throws SystemException if there is no usable answer, or one that says it is not complete; the log says why
     */
    public QueryResult lookOver(String promql, Instant from, Instant to, Duration step)
            throws SystemException, InterruptedException {
        return shared.answer(
                new SharedAnswers.Question(visit.system(), promql, from, to, Optional.of(step)),
                () -> range(promql, from, to, step),
                patience());
    }

    private Duration patience() {
        return Duration.between(time.now(), visit.deadline());
    }

    /** The targets that are scraped now. */
    public List<TargetsAnswer.Target> targets() throws SystemException, InterruptedException {
        return visit.ask(() -> {
            TargetsAnswer answer = api.targets("active");
            if (!answer.status().equals(Optional.of("success"))) {
                throw visit.refused(
                        SystemTrouble.Kind.QUESTION_REFUSED, answer.error().orElse("it gives no reason"));
            }
            return answer.data()
                    .flatMap(TargetsAnswer.Data::activeTargets)
                    .orElseThrow(() -> visit.refused(SystemTrouble.Kind.UNREADABLE, "the answer holds no targets"));
        });
    }

    /**
     * The rules that alert by this name.
     *
     * @throws SystemException if there is no usable answer; the log says why
     */
    public List<AlertRule> alertRules(String name) throws SystemException, InterruptedException {
        RulesAnswer.Data data = visit.ask(() -> {
            RulesAnswer answer = api.rules("alert");
            return told(answer.status(), answer.error(), answer.data(), "rules");
        });
        return data.groups().orElse(List.of()).stream()
                .flatMap(group -> group.rules().orElse(List.of()).stream()
                        .filter(rule -> rule.name().equals(name))
                        .map(rule -> new AlertRule(
                                name,
                                rule.labels(),
                                span(group.interval()),
                                span(rule.duration()),
                                rule.health(),
                                rule.lastError().filter(error -> !error.isBlank()))))
                .toList();
    }

    private static Duration span(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /**
     * The alerts of this name that are pending or firing.
     *
     * @throws SystemException if there is no usable answer; the log says why
     */
    public List<AlertsAnswer.Alert> alerts(String name) throws SystemException, InterruptedException {
        AlertsAnswer.Data data = visit.ask(() -> {
            AlertsAnswer answer = api.alerts();
            return told(answer.status(), answer.error(), answer.data(), "alerts");
        });
        return data.alerts().orElse(List.of()).stream()
                .filter(alert -> name.equals(alert.labels().get("alertname")))
                .toList();
    }

    private <T> T told(Optional<String> status, Optional<String> error, Optional<T> data, String what) {
        if (!status.equals(Optional.of("success"))) {
            throw visit.refused(SystemTrouble.Kind.QUESTION_REFUSED, error.orElse("it gives no reason"));
        }
        return data.orElseThrow(() -> visit.refused(SystemTrouble.Kind.UNREADABLE, "the answer holds no " + what));
    }

    private QueryResult result(Supplier<QueryAnswer> question) throws SystemException, InterruptedException {
        return visit.ask(() -> {
            QueryAnswer answer = question.get();
            if (!answer.status().equals(Optional.of("success"))) {
                throw visit.refused(kind(answer), error(answer));
            }
            List<String> warnings = answer.warnings().orElse(List.of());
            if (!warnings.isEmpty()) {
                throw visit.refused(
                        SystemTrouble.Kind.UNABLE, "the answer may not be complete: " + String.join("; ", warnings));
            }
            QueryResult result = answer.data()
                    .orElseThrow(() -> visit.refused(SystemTrouble.Kind.UNREADABLE, "the answer holds no data"));
            if (result.cut()) {
                throw visit.refused(
                        SystemTrouble.Kind.TOO_LARGE,
                        "the answer has more than " + QueryResult.MOST_SERIES + " series: aggregate them in the query,"
                                + " as in sum by (job) (…)");
            }
            return result;
        });
    }

    private static SystemTrouble.Kind kind(QueryAnswer answer) {
        if (answer.status().equals(Optional.of("error"))) {
            return answer.errorType().filter("bad_data"::equals).isPresent()
                    ? SystemTrouble.Kind.QUESTION_REFUSED
                    : SystemTrouble.Kind.UNABLE;
        }
        return SystemTrouble.Kind.UNREADABLE;
    }

    private static String error(QueryAnswer answer) {
        return answer.status().isEmpty()
                ? "the answer is not the JSON that its API documents: it has no 'status'"
                : answer.errorType().map(type -> type + ": ").orElse("")
                        + answer.error().orElse("it gives no reason");
    }

    private static String seconds(Instant at) {
        return BigDecimal.valueOf(at.toEpochMilli(), 3).toPlainString();
    }

    private static String seconds(Duration step) {
        return BigDecimal.valueOf(step.toMillis(), 3).toPlainString();
    }
}
