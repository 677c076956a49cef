package io.prodgate.check.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.testing.ProductionRun;
import io.prodgate.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs against a real server. */
class WholeJourneysTest {
    private static final String SEND = """
            send:
              post: /webhook
              body: ${item.body}
              sign: { github: '${secret.webhook}' }
              expect: { status: 202 }
              capture: { job: $.job }
            """;

    @TempDir
    Path folder;

    private LittlePlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = new LittlePlatform();
        for (String ticket : new String[] {"access", "database", "network"}) {
            Files.createDirectories(folder.resolve("tickets"));
            Files.writeString(folder.resolve("tickets/" + ticket + ".json"), "{\"ticket\": \"" + ticket + "\"}\n");
        }
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void whatIsSentArrivesOnce() throws Exception {
        ProductionRun run = run("for-each: tickets/*.json\n" + SEND + until("5s") + """
                results: { get: '/notes/${item.ticket}', count: $.notes, quiet: 300ms, every: 100ms }
                expect: { success: 100%, p95: < 5s, results: 1, count: 3 }
                """);

        assertThat(run.judged().verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(platform.taken).containsExactlyInAnyOrder("access", "database", "network");
    }

    @Test
    void manyItemsAreUnderWaySideBySide() throws Exception {
        IntStream.range(0, 40).forEach(number -> platform.lost.remove("t" + number));
        StringBuilder tickets = new StringBuilder("for-each:\n");
        IntStream.range(0, 40)
                .forEach(number -> tickets.append("  - { name: t%d, ticket: t%d }\n".formatted(number, number)));

        ProductionRun run = run(tickets + "parallel: 20\n" + SEND + until("20s"));

        assertThat(run.judged().verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(platform.taken).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void aLostItemClosesTheGateAndIsNamed() throws Exception {
        platform.lost.add("network");

        CheckResult check = check(run("for-each: tickets/*.json\n" + SEND + until("1s")));

        assertThat(check.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(check.rule()).contains("PG-423");
        assertThat(check.explanation())
                .startsWith("1 of 3 items: network (late: not there after ")
                .contains("last seen: $.state was \"queued\"");
        assertThat(platform.taken).hasSize(3);
    }

    @Test
    void aSecondNoteClosesTheGate() throws Exception {
        platform.twice.add("database");

        CheckResult check = check(run("for-each: tickets/*.json\n" + SEND + until("5s") + """
                results: { get: '/notes/${item.ticket}', count: $.notes, quiet: 300ms, every: 100ms }
                """));

        assertThat(check.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(check.explanation()).startsWith("results should be 1, it is database: 2");
        assertThat(platform.taken).hasSize(3);
    }

    @Test
    void aLostAnswerIsLookedUp() throws Exception {
        platform.unanswered.add("network");
        platform.dropped.add("access");

        ProductionRun run = run("for-each: tickets/*.json\n" + SEND + until("5s") + """
                look-up:
                  get: /search/${item.ticket}
                  within: 300ms
                  every: 100ms
                  expect: { $.jobs.length(): 1 }
                  capture: { job: '$.jobs[0]' }
                """);

        assertThat(run.judged().verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(platform.taken).containsExactlyInAnyOrder("access", "database", "network");
    }

    @Test
    void aLostAnswerThatNobodyCanLookUpIsNotSentAgain() throws Exception {
        platform.unanswered.add("network");

        CheckResult check = check(run("for-each: tickets/*.json\n" + SEND + until("5s")));

        assertThat(check.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(check.cause()).contains(Cause.INFRASTRUCTURE);
        assertThat(platform.taken).hasSize(3);
    }

    @Test
    void aRateLimitWhileAskingIsNobodysLateness() throws Exception {
        platform.limits.set(1);

        CheckResult check = check(run("for-each: tickets/network.json\n" + SEND + until("1s")));

        assertThat(check.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(check.cause()).contains(Cause.RATE_LIMIT);
    }

    @Test
    void forgedRequestsThatAreRefusedAndHaveNoEffectAreFine() throws Exception {
        ProductionRun run = run(forged());

        assertThat(run.judged().verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(platform.taken).isEmpty();
    }

    @Test
    void aForgedRequestThatIsTakenClosesTheGate() throws Exception {
        platform.refusesForgedOnes = false;

        CheckResult check = check(run(forged()));

        assertThat(check.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(check.explanation()).contains("network unsigned (failed: status was 202");
        // What production took is not sent to it a second time.
        assertThat(platform.taken).hasSize(3);
    }

    @Test
    void aForgedRequestThatIsRefusedButHasAnEffectClosesTheGate() throws Exception {
        platform.queuesRefusedOnes = true;

        CheckResult check = check(run(forged()));

        assertThat(check.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(check.rule()).contains("PG-425");
        assertThat(check.explanation()).startsWith("unchanged $.depth should be unchanged: 3, it is 6");
    }

    private static String forged() {
        return """
                for-each: tickets/network.json
                send:
                  post: /webhook
                  body: ${item.body}
                  sign: { github: '${secret.webhook}' }
                  expect: { status: 401 }
                forge: [unsigned, wrong-secret, altered-body]
                unchanged: { get: /queue, value: $.depth, watch: 200ms, every: 100ms }
                """;
    }

    private static String until(String within) {
        return """
                until:
                  get: /jobs/${capture.job}
                  every: 100ms
                  within: %s
                  expect: { $.state: done }
                """.formatted(within);
    }

    private ProductionRun run(String journey) throws Exception {
        return ProductionRun.of(folder, """
                version: 1
                production:
                  name: tickets
                  url: %s
                  settle: 0s
                controls: off
                secrets:
                  webhook: %s
                stages:
                  - name: tickets
                    checks:
                      - journey:
                          id: tickets
                """.formatted(platform.url(), LittlePlatform.SECRET) + journey.indent(10));
    }

    private static CheckResult check(ProductionRun run) {
        return run.check("tickets");
    }
}
