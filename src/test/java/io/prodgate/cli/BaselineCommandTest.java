package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.baseline.Baseline;
import io.prodgate.baseline.BaselineFile;
import io.prodgate.baseline.KeptNumber;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.testing.OpenMetrics;
import io.prodgate.testing.ProductionRun;
import io.prodgate.testing.PrometheusServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prodgate baseline} of runs that asked a real Prometheus. */
class BaselineCommandTest {
    @TempDir
    private Path folder;

    private final Shell shell = new Shell(Map.of(), false);

    @Test
    void theNumbersOfARunAreSaved() throws Exception {
        Path run = run("good", 9, "one").folder();
        Path file = folder.resolve("baseline.json");

        Shell.Result saved = shell.run("baseline", "save", run.toString(), "--out", file.toString());

        assertThat(saved.exitCode()).as(saved.err()).isZero();
        assertThat(saved.out()).contains("wrote " + file + ": 3 numbers of the run one");
        assertThat(saved.err()).contains("left out: idle/value: ");
        Baseline baseline = BaselineFile.read(file);
        KeptNumber success = baseline.number("success/success-share").orElseThrow();
        assertThat(success.value()).isBetween(89.0, 91.0);
        assertThat(success.observations()).isGreaterThan(10_000);
        assertThat(success.query().orElseThrow()).contains("done_total", "[86400s]");
        assertThat(success.unit()).isEqualTo("percent");
        KeptNumber depth = baseline.number("depth/value").orElseThrow();
        assertThat(depth.step()).contains(Duration.ofMinutes(15));
        assertThat(depth.samples().orElseThrow().values()).hasSize(96).allMatch(value -> value >= 1 && value <= 3);
    }

    @Test
    void savedTwiceItIsTheSameToTheByte() throws Exception {
        Path run = run("good", 9, "one").folder();
        Path one = folder.resolve("one.json");
        Path other = folder.resolve("other.json");
        shell.run("baseline", "save", run.toString(), "--out", one.toString());
        shell.run("baseline", "save", run.toString(), "--out", other.toString());

        assertThat(one).hasSameBinaryContentAs(other);
    }

    @Test
    void aRunWithoutNumbersWritesNothing() throws Exception {
        Path run = ProductionRun.of(folder.resolve("none"), """
            version: 1
            production: { name: tickets, url: 'http://127.0.0.1:9' }
            controls: off
            name-servers: off
            stages: [{ name: one, checks: [{ script: { run: 'true' } }] }]
            """).folder();
        Path file = folder.resolve("baseline.json");

        Shell.Result saved = shell.run("baseline", "save", run.toString(), "--out", file.toString());

        assertThat(saved.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(saved.err()).contains("has no number that one could compare with");
        assertThat(file).doesNotExist();
    }

    @Test
    void whatCannotBeReadOrWrittenIsAMistake() throws Exception {
        assertThat(shell.run("baseline", "save", folder.toString()).exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("baseline").exitCode()).isEqualTo(ExitCode.USAGE);
        Path run = run("good", 9, "one").folder();
        Shell.Result unwritable = shell.run(
                "baseline",
                "save",
                run.toString(),
                "--out",
                folder.resolve("no/file.json").toString());
        assertThat(unwritable.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(unwritable.err()).contains("cannot write");
    }

    @Test
    void aRunIsComparedWithWhatWasSaved() throws Exception {
        Path file = folder.resolve("baseline.json");
        shell.run("baseline", "save", run("good", 9, "one").folder().toString(), "--out", file.toString());

        Shell.Result same = shell.run(
                "baseline",
                "compare",
                file.toString(),
                run("same", 9, "two").folder().toString());
        Shell.Result worse = shell.run(
                "baseline",
                "compare",
                file.toString(),
                run("bad", 3, "three").folder().toString());

        assertThat(same.exitCode()).as(same.out() + same.err()).isZero();
        assertThat(same.out()).contains("0 worse, 0 undecided, 3 no worse").contains("(4a5f672)");
        assertThat(worse.exitCode()).as(worse.out()).isEqualTo(1);
        assertThat(worse.out())
                .containsPattern("worse +success/success-share +90(.0[0-9]+)?% → 75(.0[0-9]+)?% \\(-15 points\\)");
    }

    @Test
    void withLimitsOfItsOwnTheSameChangeIsGranted() throws Exception {
        Path file = folder.resolve("baseline.json");
        shell.run("baseline", "save", run("good", 9, "one").folder().toString(), "--out", file.toString());
        String bad = run("bad", 3, "two").folder().toString();

        assertThat(shell.run("baseline", "compare", file.toString(), bad, "--limit", "success=20")
                        .exitCode())
                .isZero();
        assertThat(shell.run("baseline", "compare", file.toString(), bad, "--only", "depth")
                        .exitCode())
                .isZero();
        assertThat(shell.run("baseline", "compare", file.toString(), bad, "--min-observations", "99999999", "--json")
                        .out())
                .contains("\"result\" : \"undecided\"", "\"result\" : \"worse\"");
        Shell.Result unknown = shell.run("baseline", "compare", file.toString(), bad, "--limit", "sucess=20");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err()).contains("did you mean 'success'");
        assertThat(shell.run("baseline", "compare", file.toString(), bad, "--limit", "-3")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aRunComparedWithItselfProvesNothing() throws Exception {
        Path file = folder.resolve("baseline.json");
        String run = run("good", 9, "one").folder().toString();
        shell.run("baseline", "save", run, "--out", file.toString());

        Shell.Result itself = shell.run("baseline", "compare", file.toString(), run);

        assertThat(itself.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(itself.out()).contains("the baseline was saved from this very run");
        Files.writeString(file, "{");
        assertThat(shell.run("baseline", "compare", file.toString(), run).exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void objectivesAreProposedOnlyFromWhatCarriesThem() throws Exception {
        Path file = folder.resolve("baseline.json");
        Path rules = folder.resolve("slo-rules.yml");
        shell.run("baseline", "save", run("good", 9, "one").folder().toString(), "--out", file.toString());

        Shell.Result written = shell.run("baseline", "slo", file.toString(), "--out", rules.toString());
        assertThat(written.exitCode()).as(written.err()).isZero();
        assertThat(written.out()).contains("a proposal of 1 objective; its first lines say what people have to decide");
        assertThat(written.err()).contains("left out: depth/value: its query is neither a share of counters");
        assertThat(rules).content().contains("slo: \"success/success-share\"", "by run one of revision 4a5f672");

        Files.delete(rules);
        Shell.Result refused = shell.run(
                "baseline", "slo", file.toString(), "--out", rules.toString(), "--min-observations", "99999999");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(rules).doesNotExist();
        assertThat(shell.run("baseline", "slo", "none.json").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void inAPlanWorseIsAFailureOfProductionAndWhatCannotBeComparedIsInconclusive() throws Exception {
        Path file = folder.resolve("baseline.json");
        shell.run("baseline", "save", run("good", 9, "one").folder().toString(), "--out", file.toString());
        String compared = ", baseline: { file: '" + file + "', limit: 10% }";

        ProductionRun same = run("same", 9, "two", compared, "24h");
        ProductionRun worse = run("bad", 3, "three", compared, "24h");
        ProductionRun otherWindow = run("short", 9, "four", compared, "12h");

        assertThat(same.check("success").outcome()).as(same.terminal()).isEqualTo(Outcome.PASSED);
        assertThat(worse.check("success").outcome()).as(worse.terminal()).isEqualTo(Outcome.FAILED);
        assertThat(worse.check("success").rule()).contains("PG-710");
        assertThat(worse.check("success").cause()).contains(Cause.PRODUCTION);
        assertThat(worse.check("success").explanation())
                .contains("success-share against the baseline should be at most 10 points worse than in run one");
        assertThat(otherWindow.check("success").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(otherWindow.check("success").rule()).contains("PG-716");
        assertThat(otherWindow.check("success").explanation()).contains("another window: 86400 s before, 43200 s now");
    }

    private ProductionRun run(String name, double successes, String id) throws Exception {
        return run(name, successes, id, "", "24h");
    }

    private ProductionRun run(String name, double successes, String id, String more, String window) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        OpenMetrics past = OpenMetrics.until(now, Duration.ofHours(26), Duration.ofMinutes(1))
                .up("a")
                .series("done_total{job=\"a\",instance=\"a-0\",status=\"success\"}", at -> at)
                .series("done_total{job=\"a\",instance=\"a-0\",status=\"failure\"}", at -> at / successes)
                .series("depth{job=\"a\",instance=\"a-0\"}", at -> 2 + Math.sin(at))
                .series("idle_bucket{job=\"a\",instance=\"a-0\",le=\"60\"}", at -> 5)
                .series("idle_bucket{job=\"a\",instance=\"a-0\",le=\"+Inf\"}", at -> 5);
        Path here = Files.createDirectories(folder.resolve(name));
        try (PrometheusServer prometheus = PrometheusServer.with(here.resolve("prometheus"), past)) {
            return ProductionRun.named(id, here.resolve("run"), """
                version: 1
                production: { name: tickets, url: 'http://127.0.0.1:9', revision: 4a5f672 }
                controls: off
                name-servers: off
                systems: { prometheus: { url: '%s' } }
                stages:
                  - name: numbers
                    checks:
                      - metric: { id: success, preset: success-share, metric: done_total, window: %s, expect: '>= 50%%'%s }
                      - metric: { id: depth, query: 'avg(depth)', window: 24h, step: 15m, expect: < 9 }
                      - metric: { id: tickets, preset: tickets, metric: done_total, window: 24h, expect: '>= 100' }
                      - metric: { id: idle, window: 24h, expect: < 60s, query: 'histogram_quantile(0.95, sum by (le) (rate(idle_bucket[24h])))' }
                """.formatted(prometheus.url(), window, more));
        }
    }
}
