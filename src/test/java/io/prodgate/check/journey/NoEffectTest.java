package io.prodgate.check.journey;

import static io.prodgate.check.journey.FakeProduction.header;
import static io.prodgate.check.journey.FakeProduction.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.journey.FakeProduction.Nothing;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Trouble;
import io.prodgate.traffic.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must be refused, and must have no effect either. */
class NoEffectTest {
    private static final String FORGED = """
            for-each: [network]
            parallel: 1
            send:
              post: /webhook
              json: { ticket: '${item.name}' }
              sign: { stripe: '${secret.webhook}' }
              expect: { status: 401 }
            forge: [unsigned, wrong-secret, altered-body, old-timestamp]
            unchanged: { get: /queue, value: $.depth, watch: 5s }
            """;

    @TempDir
    Path folder;

    private Trial trial() {
        Trial trial = new Trial(folder, FORGED);
        trial.production.on("POST", "/webhook", request -> json(401, "{}"));
        return trial;
    }

    @Test
    void eachWayOfForgingIsSentOnce() throws Exception {
        Trial trial = trial();
        trial.production.on("GET", "/queue", request -> json(200, "{'depth': 3}"));

        List<Evidence> facts = trial.attempt();

        assertThat(trial.met()).isTrue();
        assertThat(Trial.items(facts))
                .extracting(ItemResult::item)
                .containsExactly(
                        "network unsigned", "network wrong-secret", "network altered-body", "network old-timestamp");
        List<Request> sent = trial.production.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
        assertThat(sent).hasSize(4);
        assertThat(header(sent.get(0), "Stripe-Signature")).isEmpty();
        assertThat(header(sent.get(1), "Stripe-Signature").orElseThrow())
                .startsWith("t=1767355200,")
                .isNotEqualTo(header(sent.get(2), "Stripe-Signature").orElseThrow());
        assertThat(new String(sent.get(2).body().orElseThrow(), StandardCharsets.UTF_8))
                .isEqualTo("{\"ticket\":\"network\"} ");
        assertThat(header(sent.get(3), "Stripe-Signature").orElseThrow()).startsWith("t=1767351600,");
    }

    @Test
    void anEffectThatShowsTwiceIsProductions() throws Exception {
        Trial trial = trial();
        AtomicInteger depth = new AtomicInteger();
        trial.production.on("GET", "/queue", request -> json(200, "{'depth': " + depth.incrementAndGet() + "}"));

        assertThat(Trial.judgement(trial.attempt(), "unchanged $.depth"))
                .returns(false, Judgement::met)
                .returns("unchanged: 1", Judgement::expected)
                .returns("2", Judgement::actual);
        assertThat(trial.diagnosis()).returns("PG-426", Diagnosis::rule).returns(Next.CONFIRM, Diagnosis::next);
        trial.attempt();
        assertThat(trial.diagnosis()).returns("PG-425", Diagnosis::rule).returns(Cause.PRODUCTION, Diagnosis::cause);
    }

    @Test
    void whatSomebodyElseChangedOnceIsGoneAtTheSecondLook() throws Exception {
        Trial trial = trial();
        AtomicInteger looks = new AtomicInteger();
        trial.production.on(
                "GET", "/queue", request -> json(200, looks.incrementAndGet() == 2 ? "{'depth': 4}" : "{'depth': 3}"));

        trial.attempt();
        assertThat(trial.met()).isFalse();
        trial.attempt();
        assertThat(trial.met()).isTrue();
    }

    @Test
    void aValueThatIsMissingProvesNothingAndThenNothingIsSent() throws Exception {
        Trial trial = trial();
        trial.production.on("GET", "/queue", request -> json(200, "{}"));

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.items(facts)).extracting(ItemResult::end).containsOnly(End.NOT_JUDGED);
        assertThat(Trial.judgement(facts, "unchanged $.depth").remark())
                .isEqualTo("undecided: there is nothing at $.depth");
        assertThat(trial.diagnosis()).returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
        assertThat(trial.production.count("POST", "/webhook")).isZero();
    }

    @Test
    void aValueThatGoesMissingIsNotUnchanged() throws Exception {
        Trial trial = trial();
        AtomicInteger looks = new AtomicInteger();
        trial.production.on(
                "GET",
                "/queue",
                request -> looks.incrementAndGet() == 1
                        ? json(200, "{'depth': 3}")
                        : new Nothing(Trouble.Kind.REFUSED, Trouble.Sent.NOTHING));

        trial.attempt();

        assertThat(trial.diagnosis())
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause)
                .returns("PG-222", Diagnosis::rule);
    }

    @Test
    void whatProductionTookIsNotSentAgain() throws Exception {
        Trial trial = new Trial(folder, FORGED);
        trial.production
                .on("POST", "/webhook", request -> json(202, "{}"))
                .on("GET", "/queue", request -> json(200, "{'depth': 3}"));

        trial.attempt();
        List<Evidence> second = trial.attempt();

        assertThat(trial.production.count("POST", "/webhook")).isEqualTo(4);
        assertThat(Trial.items(second)).extracting(ItemResult::end).containsOnly(End.FAILED);
        assertThat(trial.diagnosis())
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns(Next.STOP, Diagnosis::next);
    }

    @Test
    void metricsInTextCanBeWatchedToo() throws Exception {
        Trial trial = new Trial(folder, """
                send: { post: /tickets, json: {}, expect: { status: 422 } }
                unchanged:
                  - { get: /metrics, value: 'body ~ (?m)^tickets_total (\\d+)$', watch: 1s }
                  - { get: /metrics, value: header content-type, watch: 1s }
                """);
        AtomicInteger total = new AtomicInteger(11);
        trial.production
                .on("POST", "/tickets", request -> {
                    total.incrementAndGet();
                    return json(422, "{}");
                })
                .on("GET", "/metrics", request -> json(200, "# HELP\ntickets_total " + total + "\n"));

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.judgement(facts, "unchanged header content-type").met())
                .isTrue();
        assertThat(Trial.judgement(facts, "unchanged body ~ (?m)^tickets_total (\\d+)$"))
                .returns("unchanged: 11", Judgement::expected)
                .returns("12", Judgement::actual);
    }
}
