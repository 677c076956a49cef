package io.prodgate.check.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.baseline.BaselineFile;
import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.MadeUpNumbers;
import io.prodgate.plan.PlanError;
import io.prodgate.system.PlainSystems;
import io.prodgate.testing.PlanText;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricKindTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "query: up | 'expect' is missing: nothing would be proven",
                "expect: 1 | 'query' is missing",
                "query: up, preset: cpu, expect: 1 | both 'query' and 'preset' are given",
                "query: up, select: 'a=\"b\"', expect: 1 | 'select' changes a preset, and there is none",
                "query: 'rate(a[$window])', expect: 1 | the query is about a window, and there is none",
                "query: up, expect: 1, window: since-deploy | the plan does not say when production was deployed",
                "query: up, expect: 1, window: 1h, warm-up: 5m | there is nothing that warms up",
                "query: up, expect: 1, window: yesterday | expected a duration like",
                "query: up, expect: 1, interval: 5m | an interval between measurements, and there is only one",
                "query: up, expect: 1, tenants: [a] | tenants without the label that tells them apart",
                "query: up, expect: 1, per-tenant: 'a b' | 'a b' is not a label",
                "query: up, expect: 1, window: 1h, points: most | 'most' is no share of the points",
                "query: up, expect: 1, window: 1h, judge: mean, points: '>= 90%' | only where each point is judged",
                "query: up, expect: 1, hours: { from: '8:00', to: '18:00', zone: UTC } | hours need a query that is"
                        + " asked over a window",
                "query: up, expect: 1, window: 1d, hours: { from: '8:00', to: '18:00', zone: Mars/Base } | 'Mars/Base'"
                        + " is no time zone",
                "query: up, expect: 1, window: 1d, hours: { from: '8:00', to: '7:00', zone: UTC } | the hours end"
                        + " before they begin",
                "query: up, expect: 1, window: 1d, hours: { from: '8:00', to: '9:00', zone: UTC, days: [someday] } |"
                        + " 'someday' is no day",
                "preset: p95-latency, window: 1d, expect: < 60 | duration",
                "preset: cpu, total: b, window: 1d, expect: < 1 | this preset is no share of another metric",
                "query: up, expect: < 1, baseline: { file: none.json } | there is no baseline",
                "query: up, expect: < 1, baseline: { limit: 20% } | 'file' is missing",
                "query: up, expect: < 1, baseline: { file: prodgate.yaml } | this is no baseline",
                "query: up, expect: < 1, baseline: { file: none.json, limit: much } | 'much' is no change",
                "query: up, total: b, expect: 1 | 'total' changes a preset, and there is none",
                "preset: p59-latency, window: 1d, expect: < 60s | is not one of the words"
            })
    void aMistakeIsToldWhereItStands(String own, String message) {
        assertThat(read(own).errors())
                .extracting(PlanError::toString)
                .anySatisfy(error -> assertThat(error).contains(message));
    }

    @Test
    void thePreviewTellsWhatIsAsked() {
        PlanText read =
                read("preset: p95-latency, select: 'job=\"api\"', per-tenant: tenant_id, window: 24h, expect: < 60s");

        assertThat(read.errors()).isEmpty();
        assertThat(read.checks().getFirst().check().preview().requests())
                .containsExactly("query prometheus: histogram_quantile(0.95, sum by (le, tenant_id)"
                        + " (increase(request_duration_seconds_bucket{job=\"api\"}[$window]))), expect < 60s in"
                        + " the last 1d");
    }

    @Test
    void aBaselineHasToBeOfThisProductionAndOfThisCheck() throws Exception {
        KeptNumber latency = MadeUpNumbers.latency(41, 500);
        Files.writeString(folder.resolve("baseline.json"), BaselineFile.text(MadeUpNumbers.baseline("run-1", latency)));
        String own = "preset: p95-latency, window: 1d, expect: < 60s, baseline: { file: baseline.json }";

        assertThat(read("id: latency, " + own).errors()).isEmpty();
        assertThat(read("id: latnecy, " + own).errors())
                .extracting(PlanError::toString)
                .singleElement()
                .asString()
                .contains("the baseline has no number of the check 'latnecy'", "did you mean 'latency'");
        String other =
                BaselineFile.text(MadeUpNumbers.baseline("run-1", latency)).replace("tickets", "staging");
        Files.writeString(folder.resolve("baseline.json"), other);
        assertThat(read("id: latency, " + own).errors())
                .extracting(PlanError::toString)
                .singleElement()
                .asString()
                .contains("the baseline is of another production, 'staging'");
    }

    private PlanText read(String own) {
        return PlanText.read(
                folder, PlanText.around("- metric: { " + own + " }\n"), new MetricKind(new PlainSystems()));
    }
}
