package io.prodgate.check.metric;

import io.prodgate.check.AskedSystem;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.Hours;
import io.prodgate.check.HoursReader;
import io.prodgate.check.SchemaParts;
import io.prodgate.check.metric.MetricSettings.Figure;
import io.prodgate.check.metric.MetricSettings.Measuring;
import io.prodgate.check.metric.MetricSettings.Tolerated;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Percentages;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import io.prodgate.system.Systems;
import io.prodgate.system.prometheus.SharedAnswers;
import io.prodgate.traffic.Traffic;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kind {@code metric}: numbers that a Prometheus keeps of production. */
@Singleton
public final class MetricKind implements CheckKind {
    /** What stands in a query for the length of the window. */
    static final String WINDOW = "$window";

    private static final Duration USUAL_LOOK_BACK = Duration.ofMinutes(5);
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(30);
    private static final int USUAL_ERROR_BUDGET = 4;
    private static final int MOST = 1_000_000_000;
    private static final int MOST_MEASUREMENTS = 1_000;

    private final Systems systems;
    /** A run has one door; what was asked through it is forgotten with it. */
    private final Map<Traffic, SharedAnswers> shared = Collections.synchronizedMap(new WeakHashMap<>());

    /** The kind, with clients of systems. */
    public MetricKind(Systems systems) {
        this.systems = systems;
    }

    @Override
    public String name() {
        return "metric";
    }

    @Override
    public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
        Optional<AskedSystem> system = AskedSystem.read(own, plan, "prometheus");
        Question question = new QuestionReader(own).read();
        String query = question.query();
        Optional<Goal> goal = goal(own, question);
        Window window = new WindowReader(own, plan.production()).read(query, lookBack(query));
        Optional<Hours> hours = own.mapping("hours", HoursReader::read).flatMap(read -> read);
        Optional<Duration> step = own.duration("step").filter(given -> positive(own, "step", given));
        if (hours.isPresent() && (query.contains(WINDOW) || window instanceof Window.Now)) {
            own.error(
                    "hours",
                    "hours need a query that is asked over a window, point by point",
                    "give a 'window', and a query without $window: avg(up) instead of avg_over_time(up[$window])");
        }
        Figure figure = own.oneOf("judge", words(Figure.values(), Figure::word)).orElse(question.figure());
        OptionalInt minSamples = own.integer("min-samples", 1, MOST);
        double share = share(own, figure);
        Tolerated tolerated = own.mapping("tolerate", MetricKind::tolerated).orElse(new Tolerated(Duration.ZERO, 0));
        Measuring measuring = measuring(own);
        List<String> tenants = own.texts("tenants");
        if (!tenants.isEmpty() && question.group().isEmpty()) {
            own.error("tenants", "tenants without the label that tells them apart", "add 'per-tenant: tenant_id'");
        }
        Optional<AgainstBaseline> baseline = new BaselineReader(entry.id(), plan).read(own);
        own.done();
        if (system.isEmpty() || goal.isEmpty()) {
            return List.of();
        }
        MetricSettings settings = new MetricSettings(
                system.get(),
                question.subject(),
                query,
                goal.get(),
                window,
                step,
                figure,
                share,
                hours,
                question.group(),
                tenants,
                minSamples,
                tolerated,
                measuring);
        return List.of(new BoundCheck(entry, new MetricCheck(settings, systems, this::shared, baseline, entry.at())));
    }

    private SharedAnswers shared(Traffic traffic) {
        return shared.computeIfAbsent(traffic, door -> new SharedAnswers());
    }

    private static Duration lookBack(String query) {
        Duration longest = PromQl.of(query).longestRange();
        return longest.compareTo(USUAL_LOOK_BACK) > 0 ? longest : USUAL_LOOK_BACK;
    }

    private static Optional<Goal> goal(Keys own, Question question) {
        if (!own.has("expect")) {
            own.error("expect", "'expect' is missing: nothing would be proven", "add for example 'expect: < 60s'");
        }
        Optional<Goal.Measure> unit = own.oneOf("unit", words(Goal.Measure.values(), Goal.Measure::word));
        String written = expectation(own, "expect", Expectation.Subject.ANY, new PlanErrors())
                .map(Expectation::toString)
                .orElse("");
        Goal.Measure measure = unit.or(question::measure)
                .orElseGet(
                        () -> Goal.measure(written, PromQl.of(question.query()).timesHundred()));
        Optional<Expectation> failWhen = expectation(own, "fail-when", measure.subject(), own.errors());
        return expectation(own, "expect", measure.subject(), own.errors())
                .map(expected -> new Goal(expected, failWhen, measure));
    }

    private static Optional<Expectation> expectation(
            Keys own, String key, Expectation.Subject subject, PlanErrors errors) {
        return own.node(key).flatMap(node -> Expectation.read(node, subject, List.of(), errors));
    }

    private static double share(Keys own, Figure figure) {
        Optional<String> written = own.text("points");
        if (written.isEmpty()) {
            return 100;
        }
        OptionalDouble share = Percentages.parse(written.get().strip().replaceFirst("^>=", ""));
        if (share.isEmpty() || share.getAsDouble() <= 0 || share.getAsDouble() > 100) {
            own.error("points", "'" + written.get() + "' is no share of the points", "write for example '>= 95%'");
        }
        if (figure != Figure.EACH) {
            own.error("points", "only where each point is judged can a share of them be enough", "leave out 'judge'");
        }
        return share.orElse(100);
    }

    private static Tolerated tolerated(Keys keys) {
        Tolerated tolerated = new Tolerated(
                keys.duration("gap").orElse(Duration.ZERO),
                keys.integer("resets", 0, MOST).orElse(0));
        keys.done();
        return tolerated;
    }

    private static Measuring measuring(Keys own) {
        int count = own.integer("count", 1, MOST_MEASUREMENTS).orElse(1);
        Duration interval = own.duration("interval").orElse(USUAL_INTERVAL);
        if (own.has("interval") && count == 1) {
            own.error(
                    "interval",
                    "an interval between measurements, and there is only one",
                    "add for example 'count: 10'");
        }
        int budget = own.integer("error-budget", 0, MOST_MEASUREMENTS).orElse(count > 1 ? USUAL_ERROR_BUDGET : 0);
        return new Measuring(count, interval, budget);
    }

    static boolean positive(Keys own, String key, Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            own.error(key, Durations.format(duration) + " is too short", "write at least 1s");
            return false;
        }
        return true;
    }

    static <E> Map<String, E> words(E[] values, Function<E, String> word) {
        return Arrays.stream(values).collect(Collectors.toMap(word, value -> value));
    }

    @Override
    public String schema() {
        return SchemaParts.read("check-metric");
    }
}
