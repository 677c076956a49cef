package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import io.prodgate.journal.Entry;
import io.prodgate.journal.Event;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalReader;
import io.prodgate.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prodgate replay} of journals that real runs wrote; production is gone by then. */
class ReplayCommandTest {
    private static final String OWN_RULE = """
            rules:
              - id: maintenance
                when: { body: ~ maintenance }
                cause: infrastructure
                explanation: production said that it is under maintenance
                do: wait until it is over
            """;

    @TempDir
    private Path folder;

    private final RawServer production = RawServer.alwaysSaying("maintenance");

    @AfterEach
    void close() {
        production.close();
    }

    @Test
    void byTheSameRulesNothingDiffers() throws IOException {
        Path run = run("");

        Shell.Result replay = replay(run.toString(), "--fail-on-difference");

        assertThat(replay.exitCode()).as(replay.out() + replay.err()).isZero();
        assertThat(replay.out())
                .contains("Nothing would be decided otherwise in 3 checks", "verdict: not-approved, as before")
                .contains("1 skipped check left as recorded");
    }

    @Test
    void aRuleOfThePlanShowsWhatItWouldHaveChanged() throws IOException {
        Path run = run("");
        Path plan = Files.writeString(folder.resolve("rules.yaml"), OWN_RULE);

        Shell.Result replay = replay(run.toString(), "--plan", plan.toString());

        assertThat(replay.exitCode()).isZero();
        assertThat(replay.out())
                .containsPattern("greeting {2}failed, production \\(PG-311\\) → inconclusive, infrastructure"
                        + " \\(maintenance\\)")
                .contains("attempt 1", "attempt 2", "not made", "no attempt would be made after number 1")
                .contains("today: production said that it is under maintenance")
                .contains("verdict: not-approved → inconclusive", "1 check decided otherwise, 2 as before");
        assertThat(replay(run.toString(), "--plan", plan.toString(), "--fail-on-difference")
                        .exitCode())
                .isEqualTo(ExitCode.INCONCLUSIVE);
    }

    @Test
    void theSameForPrograms() throws IOException {
        Path run = run("");
        Path plan = Files.writeString(folder.resolve("rules.yaml"), OWN_RULE);

        JsonNode json = Json.mapper()
                .readTree(replay(run.toString(), "--plan", plan.toString(), "--json")
                        .out());

        assertThat(json.path("differs").asBoolean()).isTrue();
        assertThat(json.path("verdict").path("today").asText()).isEqualTo("inconclusive");
        assertThat(json.path("differences")).hasSize(1);
        assertThat(json.path("differences").path(0).path("today").path("rule").asText())
                .isEqualTo("maintenance");
        assertThat(json.path("differences").path(0).path("attempts").path(1).has("today"))
                .isFalse();
    }

    @Test
    void rulesOfAPlanThatIsNotNamedAreMissedAndNamed() throws IOException {
        Path run = run(OWN_RULE);

        Shell.Result replay = replay(run.toString());

        assertThat(replay.out())
                .contains("infrastructure (maintenance) → inconclusive", "one more attempt would be made")
                .contains("rules of the plan decided then (maintenance)", "--plan");
        assertThat(replay(run.toString(), "--plan", folder.resolve("plan.yaml").toString())
                        .out())
                .contains("Nothing would be decided otherwise");
    }

    @Test
    void aRuleThatDecidedOtherwiseThenIsSeen() throws IOException {
        Path run = run("");
        Path older = rewritten(run, "PG-311", "PG-300");

        Shell.Result replay = replay(older.toString());

        assertThat(replay.out()).contains("PG-300) → failed, production (PG-311)", "verdict: not-approved, as before");
    }

    @Test
    void aMistakeInThePlansRulesIsToldWithItsPlace() throws IOException {
        Path run = run("");
        Path plan = Files.writeString(folder.resolve("rules.yaml"), OWN_RULE.replace("infrastructure", "weather"));

        Shell.Result replay = replay(run.toString(), "--plan", plan.toString());

        assertThat(replay.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(replay.err()).contains("rules.yaml:2:", "weather");
    }

    @Test
    void aJournalThatWasCutIsReplayedUpToTheCut() throws IOException {
        Path run = run("");
        Path journal = run.resolve(Journal.FILE_NAME);
        String all = Files.readString(journal);
        Files.writeString(journal, all.substring(0, all.length() - 10));

        Shell.Result replay = replay(run.toString());

        assertThat(replay.exitCode()).isZero();
        assertThat(replay.err()).contains("warning: the journal holds up to", "events.jsonl:");
    }

    private Path run(String rules) throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), """
                version: 1
                production: { name: hello, url: '%s', rate-limit: 50/s, settle: 0s }
                controls: off
                budget: 1m
                stages:
                  - name: first
                    checks:
                      - http: { id: there, get: /, expect: { status: 200 } }
                      - http: { id: greeting, get: /, expect: { body: ~ hello } }
                      - http: { id: after, needs: [greeting], get: / }
                %s
                """.formatted(production.url(), rules));
        Path run = folder.resolve("run");
        Shell.Result result = Shell.inEarnest(Map.of()).run("run", plan.toString(), "--out", run.toString());
        assertThat(result.exitCode()).as(result.out() + result.err()).isIn(1, 3);
        return run;
    }

    /** The same run as if its rules had been others. */
    private Path rewritten(Path run, String rule, String other) throws IOException {
        Path older = Files.createDirectories(folder.resolve("older"));
        try (Journal journal = Journal.create(older, new Redactor(List.of()), Time.system())) {
            for (Entry entry : JournalReader.read(run).entries()) {
                String event = Json.mapper().writerFor(Event.class).writeValueAsString(entry.event());
                journal.append(Json.mapper().readValue(event.replace(rule, other), Event.class));
            }
        }
        return older;
    }

    private static Shell.Result replay(String... arguments) {
        return Shell.inEarnest(Map.of())
                .run(Stream.concat(Stream.of("replay"), Arrays.stream(arguments))
                        .toArray(String[]::new));
    }
}
