package io.prodgate.run;

import io.prodgate.check.Attempt;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.check.Users;
import io.prodgate.check.Workbench;
import io.prodgate.check.request.StepRun;
import io.prodgate.device.Devices;
import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Conclusion;
import io.prodgate.diagnosis.Rules;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Severity;
import io.prodgate.traffic.PlayedTraffic;
import io.prodgate.traffic.Traffic;
import io.prodgate.traffic.WrittenAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Plays a sample to the engine's own attempts, with a clock that takes no time, and tells how the check would end. */
final class SampleTrial {
    private static final Instant START = Instant.parse("2026-01-02T12:00:00Z");
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    private final Rules rules;

    SampleTrial(Rules rules) {
        this.rules = rules;
    }

    /** How the check ends. */
    Conclusion play(Sample sample) {
        return Conclusion.of(attempts(sample));
    }

    /** All attempts of the check. */
    List<AttemptRecord> attempts(Sample sample) {
        try {
            return played(sample);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("samples were interrupted", e);
        }
    }

    private List<AttemptRecord> played(Sample sample) throws InterruptedException {
        PlayedClock clock = new PlayedClock();
        PlayedTraffic.Part part = sample.reply()
                .orElseGet(() -> new PlayedTraffic.Part.Answers(new WrittenAnswer(200, "HTTP/1.1", List.of(), "")));
        Instant settleUntil = sample.settling() ? START.plus(Sample.SETTLE) : START;
        Backoff backoff = new Backoff(new Random(1));
        List<AttemptRecord> done = new ArrayList<>();
        try (Traffic traffic = new PlayedTraffic(part, sample.controls(), clock)) {
            Workbench bench = new Workbench(
                    traffic,
                    new Redactor(List.of()),
                    reference -> Optional.of("sample"),
                    clock,
                    Path.of("samples"),
                    Devices.NONE);
            Attempts attempts = new Attempts(bench, new Assessment(rules, settleUntil));
            BoundCheck check = new BoundCheck(entry(sample), new Played(sample));
            while (true) {
                AttemptRecord attempt = attempts.make(
                        check,
                        done,
                        START.plus(DEADLINE),
                        new JournalLedger(Map.of(), write -> {}),
                        Users.NONE,
                        fact -> {},
                        news -> {});
                done.add(attempt);
                Optional<Duration> pause = attempts.pauseAfter(done, backoff);
                if (attempt.diagnosis().isEmpty() || pause.isEmpty()) {
                    return done;
                }
                clock.sleep(pause.get());
            }
        }
    }

    private static Plan.CheckEntry entry(Sample sample) {
        return new Plan.CheckEntry(
                sample.at(),
                "sample",
                "http",
                Optional.empty(),
                "samples",
                Severity.HIGH,
                true,
                List.of(),
                List.of(),
                DEADLINE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                new PlanNode.Mapping(sample.at(), sample.path(), List.of()));
    }

    private record Played(Sample sample) implements Check {
        @Override
        public void attempt(Attempt attempt) throws InterruptedException {
            if (sample.once() && attempt.number() > 1) {
                attempt.log().add(new Judgement("everything", "as it should be", "as it should be", true, 1, ""));
                return;
            }
            if (sample.step().isPresent()) {
                new StepRun(attempt, sample.at().toString()).take(sample.step().get());
            }
            sample.evidence().forEach(attempt.log()::add);
        }

        @Override
        public boolean repeatable() {
            return sample.repeatable();
        }

        @Override
        public Preview preview() {
            return new Preview(List.of(), List.of(), List.of());
        }
    }

    private static final class PlayedClock implements Time {
        private Instant now = START;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void sleep(Duration duration) {
            now = now.plus(duration);
        }
    }
}
