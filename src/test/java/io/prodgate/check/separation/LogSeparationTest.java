package io.prodgate.check.separation;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.separation.SeparationTrial.Outcome;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.evidence.Judgement;
import io.prodgate.testing.FakeSystem;
import io.prodgate.testing.FakeSystem.Said;
import io.prodgate.testing.LokiStub;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of a Loki in small, in the ten minutes of the run. */
class LogSeparationTest {
    private static final String LINE = "POST /webhook 202 \"" + FakeSystem.USER_AGENT + "\"";
    private static final Map<String, String> TEST = Map.of("app", "webhook", "synthetic", "true");
    private static final Map<String, String> REAL = Map.of("app", "webhook", "synthetic", "false");

    @TempDir
    Path folder;

    private SeparationTrial trial;
    private LokiStub loki;

    @BeforeEach
    void plan() throws Exception {
        trial = new SeparationTrial(
                folder,
                URI.create("https://prometheus.example.com"),
                "{ logs: { streams: '{app=\"webhook\"}', ours: 'synthetic=\"true\"' } }");
        loki = new LokiStub(trial.time);
    }

    @Test
    void linesOfARunApartFromThoseOfUsersAreProven() throws Exception {
        loki.line(TEST, LINE).line(REAL, "GET /tickets 200").line(Map.of("app", "other"), LINE);
        FakeSystem system = new FakeSystem(loki);

        Outcome outcome = trial.attempt(system);

        assertThat(outcome.diagnosis()).as(outcome.evidence().toString()).isEmpty();
        assertThat(outcome.judgement("lines of test traffic"))
                .returns("1 line", Judgement::actual)
                .returns("logs of real users: {app=\"webhook\",synthetic!=\"true\"}", Judgement::remark);
        assertThat(system.requests())
                .allSatisfy(request -> assertThat(request.headers()).contains(Map.entry("X-Scope-OrgID", "acme")));
        assertThat(system.asked().getFirst())
                .startsWith("/loki/api/v1/query_range?query={app=\"webhook\",synthetic=\"true\"}+|=+\"run-1\"&start=")
                .contains("&start=1767354600000000000&")
                .endsWith("&limit=500&direction=backward");
    }

    @Test
    void theRunMayBeInALabelOfALine() throws Exception {
        loki.line(Map.of("app", "webhook", "synthetic", "true", "run", "run-1"), "POST /webhook 202")
                .line(REAL, "GET /tickets 200");

        assertThat(trial.attempt(new FakeSystem(loki)).rule()).isEqualTo("met");
    }

    @Test
    void aRunInALineOfUsersIsProductionsAtASecondLook() throws Exception {
        loki.line(TEST, LINE).line(REAL, "GET /tickets 200").line(REAL, "retried " + LINE);

        Outcome first = trial.attempt(new FakeSystem(loki));
        Outcome second = trial.attempt(new FakeSystem(loki));

        assertThat(first.rule()).isEqualTo("PG-778");
        assertThat(first.judgement("lines of real users").actual())
                .isEqualTo(
                        "1 line that holds a run of prodgate: \"retried POST /webhook 202 \"prodgate/0.1.0 (synthetic;"
                                + " run=ru…\"");
        assertThat(second.diagnosis().orElseThrow())
                .returns("PG-777", Diagnosis::rule)
                .returns(Cause.PRODUCTION, Diagnosis::cause);
    }

    @Test
    void aLeakIsFoundBehindMoreLinesThanAreRead() throws Exception {
        loki.line(TEST, LINE).line(REAL, "retried " + LINE);
        for (int i = 0; i < 600; i++) {
            loki.line(REAL, "GET /tickets/" + i + " 200");
        }

        assertThat(trial.attempt(new FakeSystem(loki)).rule()).isEqualTo("PG-778");
    }

    @Test
    void aRunThatLeftNoLineWhileUsersDidIsMissed() throws Exception {
        loki.line(REAL, "GET /tickets 200");

        Outcome outcome = trial.attempt(new FakeSystem(loki));

        assertThat(outcome.judgement("lines of test traffic").actual()).isEqualTo("(absent)");
        assertThat(outcome.rule()).isEqualTo("PG-778");
        assertThat(trial.time.now()).isEqualTo(SeparationTrial.NOON.plusSeconds(60));
    }

    @Test
    void linesThatComeLateAreWaitedFor() throws Exception {
        loki.line(REAL, "GET /tickets 200").line(TEST, LINE, Duration.ofSeconds(20));

        assertThat(trial.attempt(new FakeSystem(loki)).rule()).isEqualTo("met");
    }

    @Test
    void withoutAnybodyNothingIsProven() throws Exception {
        assertThat(trial.attempt(new FakeSystem(loki)).diagnosis().orElseThrow())
                .returns("PG-779", Diagnosis::rule)
                .returns(Cause.CONFIGURATION, Diagnosis::cause);
        loki.line(TEST, LINE);
        assertThat(trial.attempt(new FakeSystem(loki)).diagnosis().orElseThrow())
                .returns("PG-780", Diagnosis::rule)
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
    }

    @ParameterizedTest
    @CsvSource({
        "401, PG-700",
        "404, PG-701",
        "400, PG-702",
        "503, PG-705",
        "page, PG-704",
        "text, PG-704",
        "matrix, PG-704",
        "half, PG-704",
        "cut, PG-703",
        "warned, PG-705",
        "silent, PG-705"
    })
    void aLokiThatDoesNotTellIsNeverProductions(String what, String rule) throws Exception {
        Outcome outcome = trial.attempt(new FakeSystem(request -> switch (what) {
            case "page" -> Said.page(200);
            case "text" -> Said.json(200, "{\"data\": [");
            case "matrix" ->
                Said.json(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}");
            case "half" ->
                Said.json(
                        200,
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[{\"stream\":{},"
                                + "\"values\":[[\"1\"]]}]}}");
            case "cut" -> Optional.of(new Said(200, "application/json", "{", true));
            case "warned" ->
                Said.json(
                        200,
                        "{\"status\":\"success\",\"warnings\":[\"a shard is down\"],"
                                + "\"data\":{\"resultType\":\"streams\",\"result\":[]}}");
            case "silent" -> Said.nothing();
            default -> Said.json(Integer.parseInt(what), "no");
        }));

        assertThat(outcome.rule()).isEqualTo(rule);
        assertThat(outcome.diagnosis().orElseThrow().cause()).isNotEqualTo(Cause.PRODUCTION);
    }

    @Test
    void idsAreNoPatterns() {
        assertThat(new Marks("run.1+x").pattern()).isEqualTo("run\\.1\\+x|prodgate/");
    }
}
