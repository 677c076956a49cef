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
    private static final int MOST_OF_OURS = 1000;

    /** Of them a sample is enough: one of theirs that bears our marks is one too many. */
    private static final int MOST_OF_USERS = 500;

    private static final int MOST_NAMED = 3;

    /** For our traces and for those of real users. */
    static final int QUESTIONS = 2;

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
        Jaeger.Search ours = ours();
        Jaeger.Search all = search(plan.real(), period.to().minus(period.ofUsers()), MOST_OF_USERS);
        Jaeger.Search users = new Jaeger.Search(
                all.traces().stream()
                        .filter(trace -> !plan.real().isEmpty() || !trace.has(plan.mark()))
                        .toList(),
                all.whole());
        return List.of(
                ofTest(ours, users.traces().isEmpty()),
                ofUsers(users, ours.traces().isEmpty()));
    }

    private Jaeger.Search ours() throws SystemException, InterruptedException {
        Jaeger.Search found = search(Map.of(RUN, marks.run()), period.from(), MOST_OF_OURS);
        Optional<String> agent = Marks.agent(visit.log());
        for (String attribute : AGENTS) {
            if (found.traces().isEmpty() && agent.isPresent()) {
                found = search(Map.of(attribute, agent.get()), period.from(), MOST_OF_OURS);
            }
        }
        return found;
    }

    private Jaeger.Search search(Map<String, String> tags, Instant from, int most)
            throws SystemException, InterruptedException {
        return jaeger.search(visit, plan.service(), tags, from, period.to().plus(AHEAD), most);
    }

    private Finding ofTest(Jaeger.Search search, boolean noUsers) {
        List<Trace> ours = search.traces();
        List<Trace> unmarked =
                ours.stream().filter(trace -> !trace.has(plan.mark())).toList();
        boolean met = !ours.isEmpty() && unmarked.isEmpty() && search.whole();
        String actual = number(search);
        String remark = "";
        if (unmarked.isEmpty() && !search.whole()) {
            remark = Judgement.UNDECIDED + "there are more traces of " + plan.service() + " than are read";
        } else if (ours.isEmpty()) {
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

    private Finding ofUsers(Jaeger.Search search, boolean noTest) {
        List<Trace> users = search.traces();
        List<Trace> leaks = users.stream()
                .filter(trace -> trace.spans().stream()
                        .anyMatch(span -> marks.areIn(span.tags().values())))
                .toList();
        String actual = number(search);
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

    private static String number(Jaeger.Search search) {
        return search.traces().size() + " traces" + (search.whole() ? "" : ", and there are more");
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
