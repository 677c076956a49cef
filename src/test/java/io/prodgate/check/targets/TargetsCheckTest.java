package io.prodgate.check.targets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prodgate.check.Check;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.evidence.Judgement;
import io.prodgate.plan.Keys;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.system.PlainSystems;
import io.prodgate.testing.FakeSystem;
import io.prodgate.testing.FakeSystem.Said;
import io.prodgate.testing.PlanText;
import io.prodgate.testing.SteppingTime;
import io.prodgate.testing.Tries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers as Prometheus documents them: {@code https://prometheus.io/docs/prometheus/latest/querying/api/#targets}. */
class TargetsCheckTest {
    private static final String NOON = "2026-01-02T12:00:00.123456789Z";

    @TempDir
    Path folder;

    private final SteppingTime time = SteppingTime.atNoon();
    private final Tries tries = new Tries(time, List.of("shared-secret", "token-of-ours"));

    @Test
    void targetsThatAreAllUpAreProven() throws Exception {
        FakeSystem prometheus = answering(target("api", "up", "", NOON), target("worker", "up", "", NOON));

        assertThat(attempt("{ jobs: [api, worker], at-least: 2 }", prometheus)).isEmpty();
        assertThat(prometheus.asked()).containsExactly("/api/v1/targets?state=active");
    }

    @Test
    void noneAtAllIsNoPass() throws Exception {
        assertThat(attempt("{ }", answering()).orElseThrow().cause()).isEqualTo(Cause.PRODUCTION);
        assertThat(judgement("targets").remark()).isEqualTo("Prometheus scrapes nothing at all");
    }

    @Test
    void oneThatIsDownIsNamedWithItsErrorAndLookedAtOnceMore() throws Exception {
        FakeSystem prometheus =
                answering(target("api", "up", "", NOON), target("worker", "down", "connect: connection refused", NOON));

        Diagnosis first = attempt("{ }", prometheus).orElseThrow();
        Diagnosis second = attempt("{ }", prometheus).orElseThrow();

        assertThat(first).returns("PG-775", Diagnosis::rule).returns(Next.CONFIRM, Diagnosis::next);
        assertThat(second).returns("PG-774", Diagnosis::rule).returns(Cause.PRODUCTION, Diagnosis::cause);
        assertThat(second.explanation())
                .contains("1; down: worker http://worker:8080/metrics (connect: connection refused)");
    }

    @Test
    void aJobWithoutTargetsIsAMissAlthoughAllOthersAreUp() throws Exception {
        assertThat(attempt("{ jobs: [api, queue] }", answering(target("api", "up", "", NOON))))
                .isPresent();
        assertThat(judgement("targets of queue").remark()).isEqualTo("jobs: api");
    }

    @Test
    void onesOfOtherJobsDoNotCount() throws Exception {
        FakeSystem prometheus = answering(target("api", "up", "", NOON), target("old", "down", "gone", NOON));

        assertThat(attempt("{ jobs: [api] }", prometheus)).isEmpty();
    }

    @Test
    void oneThatWasNotScrapedYetIsNeitherUpNorDown() throws Exception {
        FakeSystem prometheus =
                answering(target("api", "up", "", NOON), target("new", "unknown", "", "0001-01-01T00:00:00Z"));

        assertThat(attempt("{ }", prometheus).orElseThrow())
                .returns("PG-776", Diagnosis::rule)
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
    }

    @Test
    void aScrapeThatIsLongAgoIsAMiss() throws Exception {
        FakeSystem prometheus = answering(target("api", "up", "", "2026-01-02T11:50:00Z"));

        assertThat(attempt("{ max-age: 10m }", prometheus)).isEmpty();
        assertThat(attempt("{ max-age: 9m }", prometheus)).isPresent();
        assertThat(judgement("targets scraped").actual()).contains("api http://api:8080/metrics (10m ago)");
    }

    @ParameterizedTest
    @CsvSource({
        "401, PG-700",
        "404, PG-701",
        "422, PG-702",
        "cut, PG-703",
        "page, PG-704",
        "text, PG-704",
        "503, PG-705",
        "silent, PG-705"
    })
    void aPrometheusThatDoesNotTellIsNeverProductions(String what, String rule) throws Exception {
        FakeSystem prometheus = new FakeSystem(request -> switch (what) {
            case "page" -> Said.page(200);
            case "text" -> Said.json(200, "{\"status\":");
            case "cut" -> Optional.of(new Said(200, "application/json", "{", true));
            case "silent" -> Said.nothing();
            default -> Said.json(Integer.parseInt(what), "no");
        });

        assertThat(attempt("{ }", prometheus).orElseThrow())
                .returns(rule, Diagnosis::rule)
                .extracting(Diagnosis::cause)
                .isNotEqualTo(Cause.PRODUCTION);
    }

    @Test
    void theSchemaHasExactlyTheKeysThatAreRead() throws Exception {
        TargetsKind kind = new TargetsKind(new PlainSystems());
        JsonNode schema = new ObjectMapper().readTree(kind.schema());
        Path file = folder.resolve("prodgate.yaml");
        Files.writeString(file, PlanText.around("- targets: { }"));
        Plan plan = new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of()))
                .read(file)
                .plan();
        Plan.CheckEntry entry = plan.stages().getFirst().checks().getFirst();
        Keys keys = NodeKeys.of(entry.own(), new PlanErrors());
        kind.bind(entry, keys, plan);

        assertThat(schema.get("properties").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(keys.asked());
    }

    private Optional<Diagnosis> attempt(String own, FakeSystem prometheus) throws InterruptedException {
        PlanText plan =
                PlanText.read(folder, PlanText.around("- targets: " + own), new TargetsKind(new PlainSystems()));
        assertThat(plan.errors()).isEmpty();
        Check check = plan.checks().getFirst().check();
        Instant deadline = time.now().plusSeconds(60);
        return tries.next(check, prometheus, reference -> Optional.empty(), deadline, folder);
    }

    private Judgement judgement(String subject) {
        return tries.last().evidence().stream()
                .filter(Judgement.class::isInstance)
                .map(Judgement.class::cast)
                .filter(judgement -> judgement.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private static FakeSystem answering(String... targets) {
        return new FakeSystem(request -> Said.json(
                200,
                "{\"status\":\"success\",\"data\":{\"activeTargets\":[" + String.join(",", targets)
                        + "],\"droppedTargets\":[]}}"));
    }

    private static String target(String job, String health, String error, String scraped) {
        return "{\"discoveredLabels\":{},\"labels\":{\"instance\":\"" + job + ":8080\",\"job\":\"" + job
                + "\"},\"scrapePool\":\"" + job + "\",\"scrapeUrl\":\"http://" + job
                + ":8080/metrics\",\"globalUrl\":\"http://" + job + ":8080/metrics\",\"lastError\":\"" + error
                + "\",\"lastScrape\":\"" + scraped + "\",\"lastScrapeDuration\":0.05,\"health\":\"" + health
                + "\",\"scrapeInterval\":\"15s\",\"scrapeTimeout\":\"10s\"}";
    }
}
