package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import io.prodgate.journal.RunResult;
import io.prodgate.report.ctrf.CtrfReport;
import io.prodgate.verdict.Judge;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class CtrfReportTest {
    /** The keys that the working draft 0.0.0 knows; others are forbidden outside {@code extra}. */
    private static final Set<String> ROOT =
            Set.of("reportFormat", "specVersion", "reportId", "timestamp", "generatedBy", "results", "extra");

    private static final Set<String> SUMMARY = Set.of(
            "tests",
            "passed",
            "failed",
            "skipped",
            "pending",
            "other",
            "flaky",
            "suites",
            "start",
            "stop",
            "duration",
            "extra");
    private static final Set<String> TEST = Set.of(
            "id",
            "name",
            "status",
            "duration",
            "start",
            "stop",
            "suite",
            "message",
            "trace",
            "snippet",
            "rawStatus",
            "tags",
            "labels",
            "type",
            "filePath",
            "line",
            "retries",
            "retryAttempts",
            "flaky",
            "stdout",
            "stderr",
            "attachments",
            "steps",
            "extra");
    private static final Set<String> ATTEMPT = Set.of(
            "attempt",
            "status",
            "duration",
            "message",
            "trace",
            "start",
            "stop",
            "stdout",
            "stderr",
            "attachments",
            "extra");

    @Test
    void has_no_key_that_the_specification_does_not_know() throws IOException {
        for (RunResult run : SampleRuns.all().values()) {
            JsonNode report = ctrf(run);
            assertThat(ROOT).containsAll(keys(report));
            assertThat(Set.of("tool", "summary", "tests", "environment", "extra"))
                    .containsAll(keys(report.get("results")));
            assertThat(SUMMARY).containsAll(keys(report.at("/results/summary")));
            for (JsonNode test : report.at("/results/tests")) {
                assertThat(TEST).containsAll(keys(test));
                test.path("retryAttempts")
                        .forEach(attempt -> assertThat(ATTEMPT).containsAll(keys(attempt)));
                assertThat(test.get("duration").isIntegralNumber()).isTrue();
                assertThat(test.get("name").textValue()).isNotEmpty();
            }
        }
    }

    @Test
    void what_could_not_be_judged_is_other_and_says_so() throws IOException {
        JsonNode test = ctrf(SampleRuns.inconclusive()).at("/results/tests/1");

        assertThat(test.get("status").textValue()).isEqualTo("other");
        assertThat(test.get("rawStatus").textValue()).isEqualTo("inconclusive");
        assertThat(test.at("/extra/prodgate/cause").textValue()).isEqualTo("rate-limit");
    }

    @Test
    void a_flaky_check_is_passed_with_its_missed_attempt() throws IOException {
        JsonNode test = ctrf(SampleRuns.conditions()).at("/results/tests/1");

        assertThat(test.get("status").textValue()).isEqualTo("passed");
        assertThat(test.get("flaky").booleanValue()).isTrue();
        assertThat(test.get("retries").intValue()).isEqualTo(1);
        assertThat(test.get("retryAttempts"))
                .singleElement()
                .satisfies(
                        attempt -> assertThat(attempt.get("status").textValue()).isEqualTo("failed"));
    }

    @Test
    void the_counts_add_up() throws IOException {
        for (RunResult run : SampleRuns.all().values()) {
            JsonNode summary = ctrf(run).at("/results/summary");
            int sum = 0;
            for (String status : Set.of("passed", "failed", "skipped", "pending", "other")) {
                sum += summary.get(status).intValue();
            }
            assertThat(sum).isEqualTo(summary.get("tests").intValue());
        }
    }

    private static JsonNode ctrf(RunResult run) throws IOException {
        return Json.mapper().readTree(new CtrfReport().text(Judge.judge(run)));
    }

    private static Set<String> keys(JsonNode node) {
        Set<String> keys = new TreeSet<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
