package io.prodgate.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.testing.AllKinds;
import io.prodgate.testing.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class KindBindingPropertiesTest {
    private static Path folder = Path.of("");

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("kinds");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("prodgate.yaml"));
        Files.delete(folder);
    }

    @Property(tries = 400)
    void whateverStandsInACheckGivesMistakesOrACheckThatCanBeTold(@ForAll("checks") String check) {
        PlanText plan = PlanText.read(
                folder, PlanText.around(check), AllKinds.in(Map.of()).toArray(CheckKind[]::new));
        if (plan.errors().isEmpty()) {
            assertThat(plan.checks())
                    .allSatisfy(bound -> assertThat(bound.check().preview()).isNotNull());
        }
    }

    @Provide
    Arbitrary<String> checks() {
        Arbitrary<String> http = entries(
                "get",
                "post",
                "headers",
                "query",
                "body",
                "json",
                "form",
                "body-file",
                "timeout",
                "follow",
                "sign",
                "expect",
                "capture",
                "repeat",
                "steps",
                "x");
        Arbitrary<String> app = entries(
                "apk",
                "flows",
                "exclude-tags",
                "config",
                "devices",
                "env",
                "fresh-user",
                "cleanup",
                "flow-timeout",
                "batch",
                "cost",
                "probe",
                "history",
                "maestro",
                "screenshots",
                "x");
        Arbitrary<String> tls = entries("host", "port", "expires-after", "names", "protocol", "x");
        Arbitrary<String> script = entries(
                "run",
                "shell",
                "working-directory",
                "environment",
                "inherit",
                "timeout",
                "tests",
                "expect",
                "read-only",
                "x");
        Arbitrary<String> journey = entries(
                "for-each",
                "parallel",
                "send",
                "look-up",
                "until",
                "results",
                "forge",
                "unchanged",
                "expect",
                "repeat",
                "x");
        Arbitrary<String> trace = entries(
                "system",
                "api",
                "trace-id",
                "tag",
                "for-each",
                "spans",
                "within",
                "every",
                "since",
                "at-least",
                "max-gap",
                "no-errors",
                "duration",
                "share",
                "x");
        return Arbitraries.oneOf(
                trace.map("- trace: { service: webhook, %s }"::formatted),
                entries("dashboards", "panels", "may-be-empty", "variables", "range", "system", "x")
                        .map("- grafana: { %s }"::formatted),
                entries("jobs", "at-least", "max-age", "system", "x").map("- targets: { %s }"::formatted),
                entries("metric", "logs", "window", "within", "x")
                        .map("- separation: { traces: { service: webhook }, %s }"::formatted),
                entries("series", "ours", "real", "system", "x").map("- separation: { metric: { %s } }"::formatted),
                entries("service", "api", "mark", "real", "system", "x")
                        .map("- separation: { traces: { %s } }"::formatted),
                http.map("- http: { get: /a, %s }"::formatted),
                journey.map("- journey: { send: { post: '/${item.name}' }, %s }"::formatted),
                journey.map("- journey: { until: { get: /a, within: 5s }, %s }"::formatted),
                tls.map("- tls: { %s }"::formatted),
                script.map("- script: { %s }"::formatted),
                app.map("- app: { apk: x, flows: ., %s }"::formatted),
                entries("files", "expect", "max-age", "x").map("- import: { %s }"::formatted));
    }

    private static Arbitrary<String> entries(String... keys) {
        return Combinators.combine(Arbitraries.of(keys), value(2)).as((key, value) -> key + ": " + value);
    }

    private static Arbitrary<String> value(int depth) {
        Arbitrary<String> scalar = Arbitraries.of(
                "",
                "null",
                "''",
                "x",
                "/a",
                "0",
                "-1",
                "5s",
                "true",
                "'${secret.api}'",
                "'${secret.gone}'",
                "'${env.GONE}'",
                "'${capture.id}'",
                "'${run.id}'",
                "'${'",
                "'>= '",
                "'~ ['",
                "'$..[?'",
                "'http://'",
                "'https://[::1'",
                "'header '");
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<String> key = Arbitraries.of(
                "get",
                "within",
                "count",
                "times",
                "p95",
                "name",
                "status",
                "$.a",
                "'$['",
                "body",
                "'header x'",
                "schema",
                "from",
                "secret",
                "hmac-sha256",
                "regex",
                "passed",
                "exit-code",
                "header",
                "encoding",
                "''",
                "Host");
        Arbitrary<String> below = value(depth - 1);
        return Arbitraries.oneOf(
                scalar,
                below.list().ofMaxSize(3).map(items -> "[" + String.join(", ", items) + "]"),
                Combinators.combine(key, below)
                        .as((k, v) -> k + ": " + v)
                        .list()
                        .ofMaxSize(2)
                        .map(KindBindingPropertiesTest::mapping));
    }

    private static String mapping(List<String> entries) {
        return "{" + String.join(", ", entries) + "}";
    }
}
