package io.prodgate.cli;

import static io.prodgate.testing.Facts.answer;
import static io.prodgate.testing.Facts.clock;
import static io.prodgate.testing.Facts.control;
import static io.prodgate.testing.Facts.header;
import static io.prodgate.testing.Facts.met;
import static io.prodgate.testing.Facts.missed;
import static io.prodgate.testing.Facts.trouble;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Conclusion;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.diagnosis.Rules;
import io.prodgate.diagnosis.Signs;
import io.prodgate.diagnosis.Situation;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Trouble;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.Event;
import io.prodgate.journal.Journal;
import io.prodgate.journal.RunHead;
import io.prodgate.report.SampleRuns;
import io.prodgate.testing.Runs;
import io.prodgate.testing.SteppingTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @TempDir
    private Path folder;

    private final Shell shell = new Shell(Map.of(), false);
    private final Map<String, List<AttemptRecord>> checks = new LinkedHashMap<>();

    @BeforeEach
    void write() throws Exception {
        Evidence refused = trouble(Trouble.Kind.REFUSED);
        saw("down", List.of(refused, control(true)), List.of(refused, control(true)), List.of(refused, control(true)));
        saw(
                "wall",
                List.of(
                        answer(403, header("cf-mitigated", "challenge"), header("server", "cloudflare")),
                        missed("status", "2xx", "403")));
        saw("flaky", List.of(answer(200), missed("$.total", "5", "4")), List.of(answer(200), met()));
        saw("good", List.of(answer(200), met()));
        saw("clock", List.of(trouble(Trouble.Kind.CERTIFICATE_EXPIRED), control(true), clock(Duration.ofHours(3))));
        checks.put("skipped", List.of());
        journal();
    }

    @Test
    void everyStepToTheCauseIsShownAndWhatWouldHaveChangedIt() {
        String shown = explain("down").out();

        Golden.assertMatches("explain-down.txt", shown);
        assertThat(Path.of("docs/diagnosis.md")).content().contains(shown);
    }

    @Test
    void aWallIsExplainedWithTheAllowListingToDo() {
        Golden.assertMatches("explain-wall.txt", explain("wall").out());
    }

    @Test
    void programsGetTheSameAsJson() throws Exception {
        Shell.Result result = explain("down", "--attempt", "1", "--json");

        JsonNode json = Json.mapper().readTree(result.out());
        assertThat(json.path("outcome").asText()).isEqualTo("failed");
        assertThat(json.at("/attempt/number").asInt()).isEqualTo(1);
        assertThat(json.at("/attempt/diagnosis/rule").asText()).isEqualTo("PG-222");
        assertThat(json.at("/attempt/evidence/0/type").asText()).isEqualTo("trouble");
        assertThat(json.at("/attempt/because/0/symptom").asText()).isEqualTo("unavailable");
        assertThat(json.at("/attempt/witnesses/controls").asText()).isEqualTo("answer");
        assertThat(json.at("/attempt/otherwise")).anySatisfy(other -> {
            assertThat(other.path("if").asText()).isEqualTo("two more attempts had seen the same");
            assertThat(other.path("cause").asText()).isEqualTo("production");
        });
    }

    @Test
    void whatWouldHaveChangedTheCauseReallyDoes() {
        assertThat(explain("clock").out())
                .contains("configuration by PG-120", "if this machine's clock had been right: production by PG-123");
        assertThat(explain("flaky").out()).contains("flaky, production by PG-312", "attempt 1 of 2");
    }

    @Test
    void aCheckThatPassedSaysSo() {
        assertThat(explain("good"))
                .satisfies(result -> assertThat(result.exitCode()).isZero())
                .satisfies(result -> assertThat(result.out()).contains("passed", "there is nothing to explain"));
        assertThat(explain("flaky", "--attempt", "2").out()).contains("It was met");
        assertThat(explain("skipped").out()).contains("It was not tried");
    }

    @Test
    void whatIsNotThereIsToldWithWhatWasProbablyMeant() {
        assertThat(explain("dwon"))
                .satisfies(result -> assertThat(result.exitCode()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err()).contains("no check 'dwon' (did you mean 'down'?)"));
        assertThat(explain("down", "--attempt", "4"))
                .satisfies(result -> assertThat(result.exitCode()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err()).contains("no attempt 4: there are 3 attempts"));
        Shell.Result nowhere = shell.run("explain", folder.resolve("nowhere").toString(), "down");
        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.err()).contains("there is no run");
    }

    @Test
    void aRuleOfThePlanThatIsGoneIsNamed() throws Exception {
        Diagnosis own = new Diagnosis(
                io.prodgate.diagnosis.Cause.CONFIGURATION, "office-firewall", "blocked", "ask them", Next.STOP);
        checks.put(
                "office",
                List.of(new AttemptRecord(
                        1,
                        NOON,
                        Duration.ofSeconds(1),
                        List.of(answer(403, header("server", "AcmeShield")), missed("status", "2xx", "403")),
                        Optional.of(own))));
        Files.delete(folder.resolve("run/" + Journal.FILE_NAME));
        journal();

        assertThat(explain("office").out()).contains("office-firewall is a rule of the plan", "--plan");

        Path plan = Files.writeString(folder.resolve("moved.yaml"), """
            rules:
              - id: office-firewall
                when: { header.server: ~ ^AcmeShield }
                cause: configuration
                explanation: blocked
                do: ask them
            """);
        assertThat(explain("office", "--plan", plan.toString()).out())
                .contains(
                        "since header.server is AcmeShield  (asked for: ~ ^AcmeShield)",
                        "if there had been no header server: production by PG-312")
                .doesNotContain("today's say otherwise");
    }

    private Shell.Result explain(String check, String... more) {
        return shell.run(
                Stream.concat(Stream.of("explain", folder.resolve("run").toString(), check), Stream.of(more))
                        .toArray(String[]::new));
    }

    @SafeVarargs
    private void saw(String check, List<Evidence>... attempts) {
        List<AttemptRecord> done = new ArrayList<>();
        for (List<Evidence> evidence : attempts) {
            Optional<Diagnosis> diagnosis = Signs.met(evidence)
                    ? Optional.empty()
                    : Optional.of(
                            Rules.builtIn().diagnose(new Situation(done, evidence, NOON, NOON.minusSeconds(60), true)));
            done.add(new AttemptRecord(done.size() + 1, NOON, Duration.ofSeconds(1), evidence, diagnosis));
        }
        checks.put(check, done);
    }

    private void journal() throws Exception {
        RunHead sample = SampleRuns.approved().head();
        List<CheckHead> heads = checks.keySet().stream()
                .map(id -> Runs.check(
                        id,
                        Optional.empty(),
                        "only",
                        "http",
                        "high",
                        true,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
        RunHead head = Runs.head(
                sample.id(),
                sample.version(),
                folder.resolve("gone.yaml").toString(),
                sample.planSha256(),
                sample.valuesSha256(),
                sample.production(),
                sample.url(),
                sample.revision(),
                sample.budget(),
                NOON.minusSeconds(60),
                List.of(),
                heads);
        Path run = Files.createDirectories(folder.resolve("run"));
        try (Journal journal = Journal.create(run, new Redactor(List.of()), SteppingTime.atNoon())) {
            journal.append(new Event.RunStarted(head));
            checks.forEach((id, attempts) -> {
                attempts.forEach(attempt -> journal.append(new Event.AttemptFinished(id, attempt)));
                Conclusion end = attempts.isEmpty() ? Conclusion.skipped("needs good") : Conclusion.of(attempts);
                journal.append(new Event.CheckFinished(id, end.outcome(), end.cause(), end.rule(), end.explanation()));
            });
            journal.append(new Event.RunFinished());
        }
    }
}
