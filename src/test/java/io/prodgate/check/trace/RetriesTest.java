package io.prodgate.check.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.trace.Trial.Outcome;
import io.prodgate.plan.PlanError;
import io.prodgate.system.PlainSystems;
import io.prodgate.testing.JaegerStub.Speaks;
import io.prodgate.testing.JaegerStub.StubSpan;
import io.prodgate.testing.PlanText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call that fails is made again, after longer and longer gaps. */
class RetriesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "calls: 4                 | 0 2 5 10 | met",
                "calls: 4                 | 0 2 5    | post note is called 3 times, not 4",
                "calls: 3                 | 0 2 5 10 | post note is called 4 times, not 3",
                "calls: 4                 | 0 2 4 10 | do not grow: 1.0 s, 1.0 s, 5.0 s",
                "calls: 4, growing: false | 0 2 4 6  | met",
                "calls: 2                 | 0 2      | met",
            })
    void callsAndTheirGapsAreCounted(String retries, String starts, String said) throws Exception {
        Outcome outcome = tried(retries, starts, Duration.ZERO);

        assertThat(outcome.explanation()).contains(said);
        assertThat(outcome.judgement("spans").expected()).contains("calls of post note");
    }

    @Test
    void retriesThatComeLateAreWaitedFor() throws Exception {
        assertThat(tried("calls: 4", "0 2 5 10", Duration.ofSeconds(20)).met()).isTrue();
    }

    private Outcome tried(String retries, String starts, Duration lastAfter) throws Exception {
        Trial trial = new Trial(
                folder,
                "{ service: worker, tag: { ticket: T-1 }, no-errors: false, within: 1m, retries: { span: post note, "
                        + retries + " } }",
                Speaks.V2);
        String[] seconds = starts.strip().split(" ");
        Instant begin = trial.time.now().minusSeconds(60);
        span(trial, 99, "work", begin, Duration.ofSeconds(30), Duration.ZERO);
        for (int i = 0; i < seconds.length; i++) {
            span(
                    trial,
                    i,
                    "post note",
                    begin.plusSeconds(Long.parseLong(seconds[i])),
                    Duration.ofSeconds(1),
                    i == seconds.length - 1 ? lastAfter : Duration.ZERO);
        }
        return trial.attempt();
    }

    private static void span(Trial trial, int id, String name, Instant start, Duration duration, Duration after) {
        trial.jaeger.keep(
                new StubSpan(
                        "%032x".formatted(1),
                        "%016x".formatted(id + 1),
                        id == 99 ? "" : "%016x".formatted(100),
                        "worker",
                        name,
                        start,
                        duration,
                        name.equals("post note"),
                        id == 99 ? Map.of("ticket", "T-1") : Map.of()),
                after);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ calls: 4 }               | 'span' is missing",
                "{ span: a }                | 'calls' is missing",
                "{ span: a, calls: 1 }      | calls",
                "{ span: '~ [', calls: 2 }  | is no pattern",
            })
    void mistakesAreTold(String retries, String message) {
        assertThat(PlanText.read(
                                folder,
                                PlanText.around("- trace: { service: w, retries: " + retries + " }"),
                                new TraceKind(new PlainSystems()))
                        .errors())
                .extracting(PlanError::toString)
                .anySatisfy(error -> assertThat(error).contains(message));
    }
}
