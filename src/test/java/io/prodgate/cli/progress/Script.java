package io.prodgate.cli.progress;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.Event;
import io.prodgate.journal.RunHead;
import io.prodgate.testing.Runs;
import io.prodgate.testing.SteppingTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A run made up for the views: something passes, waits, is flaky, fails for good, could not be judged, is skipped. */
final class Script {
    /** What tries to break out of a line: escape sequences, line breaks, workflow commands, the direction of writing. */
    static final String HOSTILE = "expected 200, got\n::error::503 \u001b[2J##[error]\u202eevil\r::set-output";

    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final ProgressView view;
    private final SteppingTime time;
    private final Runnable afterEach;

    Script(ProgressView view, SteppingTime time, Runnable afterEach) {
        this.view = view;
        this.time = time;
        this.afterEach = afterEach;
    }

    static RunHead head() {
        return Runs.head(
                "20260102-030405-9f3c",
                "0.1.0",
                "prodgate.yaml",
                "00",
                "11",
                "tickets",
                URI.create("https://tickets.example.com"),
                Optional.empty(),
                Duration.ofMinutes(30),
                START,
                List.of("--skip-tag slow"),
                List.of(
                        check("tls", "reachable"),
                        check("health", "reachable"),
                        check("login", "tickets"),
                        check("create-a-ticket-with-a-name-that-is-rather-long", "tickets"),
                        check("\u901a\u77e5-notes", "tickets"),
                        check("search", "tickets")));
    }

    static CheckHead check(String id, String stage) {
        return Runs.check(
                id,
                Optional.empty(),
                stage,
                "http",
                "high",
                true,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    void playAll() {
        play(new Event.RunStarted(head()));
        play(new Event.StageStarted("reachable"));
        play(new Event.CheckStarted("tls"));
        play(new Event.CheckStarted("health"));
        time.advance(Duration.ofMillis(200));
        play(passed("tls"));
        time.advance(Duration.ofMillis(1100));
        play(missed("health", 1, Cause.INFRASTRUCTURE, "PG-301", "connection refused by tickets.example.com:443"));
        waits("health", "connection refused by tickets.example.com:443", Duration.ofSeconds(4));
        time.advance(Duration.ofSeconds(2));
        afterEach.run();
        time.advance(Duration.ofSeconds(2));
        play(new Event.CheckFinished(
                "health", Outcome.PASSED, Optional.empty(), Optional.empty(), "passed after trouble within settle"));
        play(new Event.StageStarted("tickets"));
        play(new Event.CheckStarted("login"));
        play(new Event.CheckStarted("create-a-ticket-with-a-name-that-is-rather-long"));
        play(new Event.CheckStarted("\u901a\u77e5-notes"));
        waits("login", "rate limit of tickets.example.com (429 with Retry-After: 30)", Duration.ofSeconds(30));
        time.advance(Duration.ofMillis(12300));
        play(missed("create-a-ticket-with-a-name-that-is-rather-long", 1, Cause.PRODUCTION, "PG-101", HOSTILE));
        play(finished("create-a-ticket-with-a-name-that-is-rather-long", Outcome.FAILED, Cause.PRODUCTION, HOSTILE));
        time.advance(Duration.ofSeconds(61));
        afterEach.run();
        play(finished("\u901a\u77e5-notes", Outcome.FLAKY, Cause.PRODUCTION, "met on the second try"));
        play(finished(
                "login", Outcome.INCONCLUSIVE, Cause.RATE_LIMIT, "asked to wait longer than the budget has left"));
        play(new Event.CheckFinished(
                "search", Outcome.SKIPPED, Optional.empty(), Optional.empty(), "needs login, which is inconclusive"));
        play(new Event.RunFinished());
    }

    void play(Event event) {
        view.happened(time.now(), event);
        afterEach.run();
    }

    void waits(String check, String reason, Duration pause) {
        view.waiting(check, reason, time.now().plus(pause));
        afterEach.run();
    }

    static Event passed(String check) {
        return new Event.CheckFinished(check, Outcome.PASSED, Optional.empty(), Optional.empty(), "");
    }

    static Event finished(String check, Outcome outcome, Cause cause, String explanation) {
        return new Event.CheckFinished(check, outcome, Optional.of(cause), Optional.of("PG-101"), explanation);
    }

    static Event missed(String check, int number, Cause cause, String rule, String explanation) {
        Next next = cause == Cause.PRODUCTION ? Next.STOP : Next.BACK_OFF;
        Diagnosis diagnosis = new Diagnosis(cause, rule, explanation, "look at it", next);
        return new Event.AttemptFinished(
                check, new AttemptRecord(number, Instant.EPOCH, Duration.ZERO, List.of(), Optional.of(diagnosis)));
    }
}
