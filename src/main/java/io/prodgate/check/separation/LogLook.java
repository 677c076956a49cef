package io.prodgate.check.separation;

import io.prodgate.evidence.Judgement;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Values;
import io.prodgate.system.SystemException;
import io.prodgate.system.loki.LogLine;
import io.prodgate.system.loki.Loki;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at log lines once: some of test traffic hold this run's id, and none of real users does. That none of them does is asked of Loki,
 * which looks through all lines; labels are compared here, in the latest lines.
 */
final class LogLook {
    /** Of our lines and of theirs, each with the run's id and without. */
    static final int QUESTIONS = 4;

    private static final int MOST = 500;
    private static final int MOST_NAMED = 3;
    private static final int FIRST_WORDS = 60;

    /** Services' clocks may be ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final Loki loki;
    private final Marks marks;
    private final Period period;
    private final String ours;
    private final String real;

    /**
     * A look.
     *
     * @throws Values.MissingValueException if a value is missing
     */
    LogLook(SeparationPlan.LogPart plan, Loki loki, Marks marks, Period period, Values values) {
        this.loki = loki;
        this.marks = marks;
        this.period = period;
        String oursOnly = plan.ours().fill(values);
        this.ours = LogFilters.with(plan.streams(), oursOnly);
        this.real = LogFilters.with(
                plan.streams(),
                plan.real().map(template -> template.fill(values)).orElseGet(() -> Matchers.opposite(oursOnly)));
    }

    List<Finding> findings() throws SystemException, InterruptedException {
        Instant usersFrom = period.to().minus(period.ofUsers());
        List<LogLine> told = lines(ours + " |= " + LogFilters.quoted(marks.run()), period.from());
        List<LogLine> test = told.isEmpty()
                ? lines(ours, period.from()).stream()
                        .filter(line -> line.labels().values().stream().anyMatch(value -> value.contains(marks.run())))
                        .toList()
                : told;
        List<LogLine> users = lines(real, usersFrom);
        List<LogLine> leaks = Stream.concat(
                        lines(real + " |~ " + LogFilters.quoted(marks.pattern()), usersFrom).stream(),
                        users.stream().filter(line -> marks.areIn(line.labels().values())))
                .distinct()
                .toList();
        return List.of(ofTest(test, users.isEmpty() && leaks.isEmpty()), ofUsers(users, leaks, test.isEmpty()));
    }

    private List<LogLine> lines(String query, Instant from) throws SystemException, InterruptedException {
        return loki.lines(query, from, period.to().plus(AHEAD), MOST);
    }

    private Finding ofTest(List<LogLine> test, boolean noUsers) {
        String remark = "logs of real users: " + real;
        if (test.isEmpty()) {
            remark = noUsers
                    ? Judgement.UNDECIDED + "there is no line of either kind by " + ours
                    : "no line by " + ours + " holds this run's id: it cannot be told from real users";
        }
        return new Finding(
                new Judgement(
                        "lines of test traffic",
                        "some with this run's id",
                        test.isEmpty() ? "(absent)" : number(test),
                        !test.isEmpty(),
                        test.size(),
                        remark),
                test.isEmpty());
    }

    private Finding ofUsers(List<LogLine> users, List<LogLine> leaks, boolean noTest) {
        String actual = number(users);
        String remark = "";
        if (!leaks.isEmpty()) {
            actual = number(leaks) + (leaks.size() == 1 ? " that holds" : " that hold") + " a run of prodgate: "
                    + leaks.stream().limit(MOST_NAMED).map(LogLook::shown).collect(Collectors.joining(", "));
        } else if (users.isEmpty()) {
            actual = "(absent)";
            remark = Judgement.UNDECIDED
                    + (noTest ? "there is no line of either kind" : "no real users were seen")
                    + " by " + real + " in the last " + Durations.format(period.ofUsers());
        }
        return new Finding(
                new Judgement(
                        "lines of real users",
                        "some, without a run of prodgate",
                        Actual.excerpt(actual),
                        !users.isEmpty() && leaks.isEmpty(),
                        Math.max(users.size(), leaks.size()),
                        remark),
                users.isEmpty() && leaks.isEmpty());
    }

    private static String number(List<LogLine> lines) {
        return lines.size()
                + (lines.size() == 1 ? " line" : " lines")
                + (lines.size() >= MOST ? ", and there may be more" : "");
    }

    private static String shown(LogLine line) {
        String text = line.text().strip().replaceAll("\\s+", " ");
        return "\"" + (text.length() <= FIRST_WORDS ? text : text.substring(0, FIRST_WORDS) + "…") + "\"";
    }
}
