package io.prodgate.check.separation;

import io.prodgate.evidence.Judgement;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Durations;
import io.prodgate.system.SystemException;
import io.prodgate.system.Visit;
import io.prodgate.system.jaeger.Jaeger;
import io.prodgate.system.jaeger.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks at traces once: those of this run are marked as test traffic, and those of real users know nothing of it. */
final class TraceLook {
    private static final int MOST = 200;
    private static final int MOST_NAMED = 3;

    /** Services' clocks may be ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    /** The attribute that a baggage span processor makes of our baggage. */
    private static final String RUN = "prodgate.run";

    /**
     * The attributes that server spans tell a client by, the current one first.
     *
     * @see <a href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/user-agent/">user agent attributes</a>
     */
    private static final List<String> AGENTS = List.of("user_agent.original", "http.user_agent");

    private final SeparationPlan.TracePart plan;
    private final Jaeger jaeger;
    private final Visit visit;
    private final Marks marks;
    private final Period period;

    TraceLook(SeparationPlan.TracePart plan, Jaeger jaeger, Visit visit, Marks marks, Period period) {
        this.plan = plan;
        this.jaeger = jaeger;
        this.visit = visit;
        this.marks = marks;
        this.period = period;
    }

    List<Finding> findings() throws SystemException, InterruptedException {
        List<Trace> ours = ours();
        List<Trace> users = search(plan.real(), period.to().minus(period.ofUsers())).stream()
                .filter(trace -> !plan.real().isEmpty() || !trace.has(plan.mark()))
                .toList();
        return List.of(ofTest(ours, users.isEmpty()), ofUsers(users, ours.isEmpty()));
    }

    private List<Trace> ours() throws SystemException, InterruptedException {
        List<Trace> found = search(Map.of(RUN, marks.run()), period.from());
        Optional<String> agent = Marks.agent(visit.log());
        for (String attribute : AGENTS) {
            if (found.isEmpty() && agent.isPresent()) {
                found = search(Map.of(attribute, agent.get()), period.from());
            }
        }
        return found;
    }

    private List<Trace> search(Map<String, String> tags, Instant from) throws SystemException, InterruptedException {
        return jaeger.traces(visit, plan.service(), tags, from, period.to().plus(AHEAD), MOST);
    }

    private Finding ofTest(List<Trace> ours, boolean noUsers) {
        List<Trace> unmarked =
                ours.stream().filter(trace -> !trace.has(plan.mark())).toList();
        boolean met = !ours.isEmpty() && unmarked.isEmpty();
        String actual = number(ours);
        String remark = "";
        if (ours.isEmpty()) {
            actual = "(absent)";
            remark = noUsers
                    ? Judgement.UNDECIDED + "there is no trace of either kind of " + plan.service()
                    : "no span of " + plan.service()
                            + " has this run's id or user agent: it cannot be told from real users";
        } else if (met) {
            remark = withoutUs(plan);
        } else {
            actual = unmarked.size() + " of " + ours.size() + " traces are not: " + named(unmarked);
        }
        return new Finding(
                new Judgement(
                        "traces of test traffic",
                        "some, all marked " + words(plan.mark()),
                        Actual.excerpt(actual),
                        met,
                        ours.size(),
                        remark),
                !met);
    }

    private Finding ofUsers(List<Trace> users, boolean noTest) {
        List<Trace> leaks = users.stream()
                .filter(trace -> trace.spans().stream()
                        .anyMatch(span -> marks.areIn(span.tags().values())))
                .toList();
        String actual = number(users);
        String remark = "";
        if (users.isEmpty()) {
            actual = "(absent)";
            remark = Judgement.UNDECIDED
                    + (noTest ? "there is no trace of either kind of " : "no real users were seen in traces of ")
                    + plan.service() + " in the last " + Durations.format(period.ofUsers());
        } else if (!leaks.isEmpty()) {
            actual = leaks.size() + " of " + users.size() + " traces hold a run of prodgate: " + named(leaks);
        }
        return new Finding(
                new Judgement(
                        "traces of real users",
                        "some, without a run of prodgate",
                        Actual.excerpt(actual),
                        !users.isEmpty() && leaks.isEmpty(),
                        users.size(),
                        remark),
                // The span that bears the mark may be the last one to arrive.
                users.isEmpty() || (!leaks.isEmpty() && plan.real().isEmpty()));
    }

    /** How a search finds the one without the other: Jaeger's searches can ask for a tag, and not for its absence. */
    static String withoutUs(SeparationPlan.TracePart plan) {
        return plan.real().isEmpty()
                ? "traces of test traffic: service " + plan.service() + ", tags " + words(plan.mark())
                : "traces of real users: service " + plan.service() + ", tags " + words(plan.real());
    }

    private static String number(List<Trace> traces) {
        return traces.size() + " traces" + (traces.size() >= MOST ? ", the latest" : "");
    }

    private static String named(List<Trace> traces) {
        return traces.stream().limit(MOST_NAMED).map(Trace::id).collect(Collectors.joining(", "));
    }

    private static String words(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining(" "));
    }
}
