package io.prodgate.baseline.slo;

import static io.prodgate.baseline.MadeUpNumbers.asked;
import static io.prodgate.baseline.MadeUpNumbers.baseline;
import static io.prodgate.baseline.MadeUpNumbers.latency;
import static io.prodgate.baseline.MadeUpNumbers.share;
import static io.prodgate.baseline.MadeUpNumbers.times;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.baseline.Baseline;
import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.KeptNumber.Better;
import io.prodgate.baseline.MadeUpNumbers;
import io.prodgate.testing.TestTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules, and what the real promtool says of them. */
class SloRulesTest {
    private static final Baseline MEASURED = baseline("run-1", latency(41.25, 20_000), share(99.2, 20_000));

    @TempDir
    private Path folder;

    @Test
    void theRulesLookAsTheyAreDocumented() throws Exception {
        Path golden = Path.of("src/test/resources/golden/baseline/slo-rules.yml");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, SloRules.of(MEASURED, 100).text());
        }
        assertThat(SloRules.of(MEASURED, 100).text()).isEqualTo(Files.readString(golden));
    }

    @Test
    void promtoolAcceptsThem() throws Exception {
        Path file = write(SloRules.of(MEASURED, 100));

        assertThat(promtool("check", "rules", "--lint-fatal", file.toString())).contains("exit 0", "18 rules found");
    }

    @Test
    void promtoolAcceptsWhatNamesFromOutsideMakeOfThem() throws Exception {
        KeptNumber plain = share(99.2, 20_000);
        KeptNumber hostile = new KeptNumber(
                "a\"b {{ .Values }} # x: [",
                "success-share",
                "tenant_id=a\"b\\c\u00e9 {{ x }}",
                plain.system(),
                plain.query(),
                plain.step(),
                plain.from(),
                plain.to(),
                plain.unit(),
                plain.better(),
                plain.expected(),
                plain.value(),
                plain.observations(),
                Optional.empty());

        SloRules rules = SloRules.of(baseline("run-1\n- evil", hostile), 100);

        assertThat(promtool("check", "rules", write(rules).toString())).contains("exit 0", "9 rules found");
        assertThat(rules.text().lines().filter(line -> line.contains("evil")))
                .allMatch(line -> line.strip().startsWith("#") || line.strip().startsWith("origin: \""));
    }

    @Test
    void aBadSeriesFiresAndAGoodOneDoesNot() throws Exception {
        write(SloRules.of(MEASURED, 100));

        // Half of all is bad: 10 times what 95 % allow, so more than 6 times and not more than 14.4 times.
        assertThat(firing("success/success-share", """
            - series: 'done_total{status="success",job="worker"}'
              values: '0+10x600'
            - series: 'done_total{status="failure",job="worker"}'
              values: '0+10x600'
            """, "page", 1)).contains("exit 0");
        assertThat(firing("success/success-share", """
            - series: 'done_total{status="success",job="worker"}'
              values: '0+100x600'
            - series: 'done_total{status="failure",job="worker"}'
              values: '0+1x600'
            """, "page", 0)).contains("exit 0");
        assertThat(firing("latency/p95-latency", """
            - series: 'request_duration_seconds_bucket{job="api",le="60.0"}'
              values: '0+1x600'
            - series: 'request_duration_seconds_bucket{job="api",le="+Inf"}'
              values: '0+10x600'
            """, "page", 2)).contains("exit 0");
        assertThat(firing("latency/p95-latency", """
            - series: 'request_duration_seconds_bucket{job="api",le="60"}'
              values: '0+98x600'
            - series: 'request_duration_seconds_bucket{job="api",le="+Inf"}'
              values: '0+100x600'
            """, "page", 0)).contains("exit 0");
    }

    @Test
    void theTestAboveWouldSeeARuleThatDoesNotFire() throws Exception {
        write(SloRules.of(MEASURED, 100));

        assertThat(firing("success/success-share", """
            - series: 'done_total{status="success",job="worker"}'
              values: '0+10x600'
            """, "page", 1)).contains("exit 1", "FAILED");
    }

    @Test
    void whereNoneSucceededYetAllAreBadAndWhereABucketIsMissingThatIsTold() throws Exception {
        write(SloRules.of(MEASURED, 100));

        assertThat(firing("success/success-share", """
            - series: 'done_total{status="failure",job="worker"}'
              values: '0+10x600'
            """, "page", 2)).contains("exit 0");
        String noBucket = """
            - series: 'request_duration_seconds_bucket{job="api",le="30"}'
              values: '0+10x600'
            - series: 'request_duration_seconds_bucket{job="api",le="+Inf"}'
              values: '0+10x600'
            """;
        assertThat(firing("latency/p95-latency", noBucket, "page", 0)).contains("exit 0");
        assertThat(firing("latency/p95-latency", noBucket, "ticket", 1)).contains("exit 0");
    }

    @Test
    void fromTooLittleNothingIsProposed() {
        assertThat(SloRules.of(baseline("run-1", share(99.2, 99)), 100))
                .isEqualTo(new SloRules(
                        0,
                        List.of("success/success-share: it stands on 99 observations; an objective of 95% needs 100"),
                        ""));
        KeptNumber strict = asked("up", "value", MadeUpNumbers.SHARE, "percent", Better.HIGHER, ">= 99.9%", 100, 4_999);
        assertThat(why(strict)).isEqualTo("it stands on 4999 observations; an objective of 99.9% needs 5000");
    }

    @Test
    void windowsThatHoldTooFewEventsAreLeftOutAndSoAreBurnsThatAreMoreThanAll() {
        // A hundred tickets a day.
        String text = SloRules.of(baseline("run-1", share(100, 100)), 100).text();
        assertThat(text)
                .contains("Without the window of 1h: only 4.2 events are to be expected in it")
                .contains("ratio_rate6h")
                .doesNotContain("ratio_rate1h");
        String loose = SloRules.of(
                        baseline(
                                "run-1",
                                asked(
                                        "up",
                                        "value",
                                        MadeUpNumbers.SHARE,
                                        "percent",
                                        Better.HIGHER,
                                        ">= 90%",
                                        95,
                                        20_000)),
                        100)
                .text();
        assertThat(loose).contains("the budget cannot burn 14.4 times too fast").doesNotContain("ratio_rate1h");
    }

    @Test
    void whatSuggestsNoObjectiveSaysWhy() {
        assertThat(why(times("tickets", 1, 2, 3, 4, 5))).startsWith("prodgate measured it itself");
        assertThat(why(asked("m", "value", "max(x)", "bytes", Better.LOWER, "< 5MiB", 3, 500)))
                .startsWith("its check expects no bound that could be promised");
        assertThat(why(asked("m", "value", "max(x)", "number", Better.LOWER, "< 5 now", 3, 500)))
                .startsWith("its query is neither");
        assertThat(why(asked("m", "value", "max(x)", "seconds", Better.LOWER, "< 5s", 3, 500)))
                .startsWith("its query is neither");
        assertThat(why(latency(61, 20_000)))
                .isEqualTo("it was not met when it was measured: 61.0, expected < 60s in the last 24h");
        assertThat(why(asked("m", "value", MadeUpNumbers.SHARE, "percent", Better.HIGHER, ">= 100%", 100, 20_000)))
                .startsWith("an objective of 100% leaves no budget");
    }

    @Test
    void ofAShareOfFailuresTheRestIsTheObjective() throws Exception {
        KeptNumber errors = asked(
                "errors",
                "value",
                "sum(rate(bad_total[5m])) / sum(rate(all_total[5m]))",
                "ratio",
                Better.LOWER,
                "< 1%",
                0.002,
                20_000);
        SloRules rules = SloRules.of(baseline("run-1", errors), 100);

        assertThat(rules.text()).contains("burn the budget of 30 days 6 times too fast, with an objective of 99%");
        assertThat(promtool("check", "rules", write(rules).toString())).contains("exit 0");
        assertThat(firing("errors/value", """
            - series: 'bad_total'
              values: '0+1x600'
            - series: 'all_total'
              values: '0+4x600'
            """, "page", 2)).contains("exit 0");
    }

    private static String why(KeptNumber number) {
        return SloRules.of(baseline("run-1", number), 100).leftOut().getFirst().replaceFirst("^[^:]*: ", "");
    }

    private Path write(SloRules rules) throws Exception {
        assertThat(rules.objectives()).isPositive();
        return Files.writeString(folder.resolve("slo-rules.yml"), rules.text());
    }

    /** What promtool says of so many alerts of that severity after eight hours. */
    private String firing(String slo, String series, String severity, int alerts) throws Exception {
        String query =
                "count(ALERTS{alertstate=\"firing\",slo=\"" + slo + "\",severity=\"" + severity + "\"}) or vector(0)";
        Path test = Files.writeString(folder.resolve("test.yml"), """
            rule_files: [slo-rules.yml]
            evaluation_interval: 1m
            tests:
              - interval: 1m
                input_series:
            %s    promql_expr_test:
                  - expr: '%s'
                    eval_time: 8h
                    exp_samples: [{ value: %d }]
            """.formatted(series.indent(6), query, alerts));
        return promtool("test", "rules", test.toString());
    }

    private String promtool(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = TestTool.find("promtool", "prometheus").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Path output = folder.resolve("promtool.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return "exit " + process.exitValue() + "\n" + Files.readString(output);
    }
}
