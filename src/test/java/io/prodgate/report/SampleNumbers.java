package io.prodgate.report;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.AlertWatch;
import io.prodgate.evidence.Disturbance;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading;
import io.prodgate.journal.RunResult.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Checks with many numbers: a journey of twelve items, numbers over a day, alerts that were watched, walls between three tenants. */
final class SampleNumbers {
    private static final Instant START = SampleRuns.START;
    private static final Duration DAY = Duration.ofDays(1);

    private SampleNumbers() {}

    static List<CheckResult> checks() {
        return List.of(
                check("tickets-enhanced", "journey", 0, 20, journey()),
                check("queue-depth", "metric", 20, 1, queue()),
                check("processing-time", "metric", 20, 1, processing()),
                check("queue-alarm", "alert", 21, 40, alarm()),
                check("walls", "isolation", 21, 5, walls()));
    }

    private static CheckResult check(String id, String kind, int after, int took, List<Evidence> evidence) {
        return new CheckResult(
                SampleRuns.head(id, "numbers", kind),
                Outcome.PASSED,
                Optional.empty(),
                Optional.empty(),
                "",
                List.of(new AttemptRecord(
                        1, START.plusSeconds(after), Duration.ofSeconds(took), evidence, Optional.empty())));
    }

    private static List<Evidence> journey() {
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Instant sent = START.plusSeconds(i);
            long millis = 900 + 410L * i;
            evidence.add(new ItemResult(
                    "ticket-" + i,
                    i == 7 ? ItemResult.End.LATE : ItemResult.End.ARRIVED,
                    sent,
                    i == 7 ? Optional.empty() : Optional.of(Duration.ofMillis(millis)),
                    Optional.empty(),
                    i == 7 ? "no note after 8 s" : "",
                    i == 7
                            ? List.of(new ItemResult.Step("accepted", sent.plusMillis(31), "answered 202"))
                            : List.of(
                                    new ItemResult.Step("accepted", sent.plusMillis(31), "answered 202"),
                                    new ItemResult.Step("job", sent.plusMillis(millis / 2), "done"),
                                    new ItemResult.Step("spans", sent.plusMillis(millis * 3 / 4), "webhook, worker"),
                                    new ItemResult.Step("note", sent.plusMillis(millis), "1 note")),
                    false));
        }
        evidence.add(new Judgement("success", ">= 90%", "91.7% (11 of 12)", true, 12, ""));
        evidence.add(new Judgement("p50", "< 4s", "3.36s", true, 12, ""));
        return evidence;
    }

    /** Every ten minutes of a day: a drill in the night, a peak by day, and an hour without values. */
    private static List<Evidence> queue() {
        List<MetricReading.Point> curve = IntStream.rangeClosed(1, 144)
                .filter(i -> i < 60 || i > 66)
                .mapToObj(i -> new MetricReading.Point(
                        START.minus(DAY).plusSeconds(600L * i),
                        i >= 12 && i <= 18 ? 38 : i == 100 ? 21 : 3 + i * 7 % 5))
                .toList();
        Instant drill = START.minus(DAY).plusSeconds(7_000);
        MetricReading reading = new MetricReading(
                "prometheus",
                "max(queue_depth_gauge)",
                "",
                START.minus(DAY),
                START,
                Optional.of(Duration.ofMinutes(10)),
                1,
                137,
                Optional.of("21"),
                Optional.of(8_640L),
                "number",
                List.of(),
                List.of(),
                curve,
                List.of(new Disturbance("the worker is held", "r1", "worker-held", drill, drill.plusSeconds(4_000))));
        return List.of(
                reading,
                new Judgement("queue-depth-max", "< 25 in the last 24h", "21", true, 8_640, "left out is a drill"));
    }

    private static List<Evidence> processing() {
        List<Evidence> evidence = new ArrayList<>();
        double[] seconds = {12.5, 48.25, 71};
        for (int i = 0; i < seconds.length; i++) {
            boolean met = seconds[i] < 60;
            evidence.add(new MetricReading(
                    "prometheus",
                    "histogram_quantile(0.95, …)",
                    "tenant_id=" + List.of("acme", "globex", "initech").get(i),
                    START.minus(DAY),
                    START,
                    Optional.empty(),
                    1,
                    1,
                    Optional.of(String.valueOf(seconds[i])),
                    Optional.of(400L * (i + 1)),
                    "seconds",
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of()));
            evidence.add(new Judgement(
                    "p95-processing-time", "< 60s in the last 24h", seconds[i] + "s", met, 400 * (i + 1), ""));
        }
        return evidence;
    }

    private static List<Evidence> alarm() {
        Instant since = START.plusSeconds(21);
        return List.of(
                new AlertWatch(
                        "QueueTooDeep",
                        Optional.of(since),
                        Duration.ofSeconds(60),
                        List.of(new AlertWatch.Share("for", Duration.ofSeconds(10), Duration.ofSeconds(10))),
                        List.of(
                                new AlertWatch.Step("pending", since.plusSeconds(6), ""),
                                new AlertWatch.Step("firing", since.plusSeconds(17), "31 jobs wait"),
                                new AlertWatch.Step("routed", since.plusSeconds(17), "to on-call"),
                                new AlertWatch.Step("delivered", since.plusSeconds(28), "1 sent"))),
                new AlertWatch(
                        "DeadLetters",
                        Optional.of(since),
                        Duration.ofSeconds(30),
                        List.of(),
                        List.of(
                                new AlertWatch.Step("no longer firing", since.plusSeconds(31), ""),
                                new AlertWatch.Step("resolved", since.plusSeconds(39), ""))));
    }

    private static List<Evidence> walls() {
        List<String> tenants = List.of("acme", "globex", "initech");
        List<Try> api = new ArrayList<>();
        List<Try> database = new ArrayList<>();
        for (String whose : tenants) {
            for (String who : tenants) {
                boolean own = who.equals(whose);
                api.add(new Try(
                        who, "GET /tickets/" + whose, whose, own ? End.LET_IN : End.STOPPED, own ? "200" : "403", ""));
                database.add(new Try(
                        who,
                        "reads ticket_history",
                        whose,
                        own
                                ? End.LET_IN
                                : whose.equals("initech")
                                        ? End.UNKNOWN
                                        : who.equals("globex") ? End.LEAKED : End.STOPPED,
                        "row policy",
                        ""));
            }
            api.add(new Try("nobody", "GET /tickets/" + whose, whose, End.STOPPED, "401", ""));
        }
        return List.of(new IsolationMatrix("API", api), new IsolationMatrix("PostgreSQL", database));
    }
}
