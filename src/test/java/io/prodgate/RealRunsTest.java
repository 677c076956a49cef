package io.prodgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.testing.ProductionCase;
import io.prodgate.testing.ProductionRun;
import io.prodgate.testing.RawServer;
import io.prodgate.verdict.Gate;
import io.prodgate.verdict.Verdict;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of several checks: none is lost, nothing is approved without proof, and no secret comes out. */
class RealRunsTest {
    private static final String GET = "\nget: /\ntimeout: 15s";

    /** What stands for it in URLs, JSON, base64 and hexadecimal differs from it in nearly every character. */
    private static final String SECRET = "k3y/\"+&=<Zürich>-never-to-be-seen-anywhere-0123456789";

    /** A secret for headers, which hold no other characters. */
    private static final String ASCII = "plain-token-that-nobody-may-read-9876543210";

    @TempDir
    Path folder;

    @Test
    void nothingChosenIsNeverApproved() throws Exception {
        try (RawServer server = RawServer.alwaysSaying("ok")) {
            ProductionRun run =
                    ProductionRun.of(folder, ProductionCase.plan(server.url(), "", "id: a" + GET), id -> false);

            assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(run.judged().gate()).isEqualTo(Gate.CLOSED);
        }
    }

    @Test
    void optionalChecksAloneProveNothing() throws Exception {
        try (RawServer server = RawServer.alwaysSaying("ok")) {
            ProductionRun run =
                    ProductionRun.of(folder, ProductionCase.plan(server.url(), "", "id: a\nrequired: false" + GET));

            assertThat(run.check("a").outcome()).isEqualTo(Outcome.PASSED);
            assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        }
    }

    @Test
    void whatNeedsAFailedCheckIsSkippedAndSaysWhy() throws Exception {
        try (RawServer server = RawServer.alwaysSaying("ok")) {
            ProductionRun run = ProductionRun.of(
                    folder,
                    ProductionCase.plan(
                            server.url(),
                            "",
                            "id: base" + GET + "\nexpect: { body: other }",
                            "id: above\nneeds: [base]" + GET,
                            "id: top\nneeds: [above]" + GET,
                            "id: beside" + GET));

            assertThat(outcomes(run))
                    .isEqualTo(Map.of(
                            "base", Outcome.FAILED,
                            "above", Outcome.SKIPPED,
                            "top", Outcome.SKIPPED,
                            "beside", Outcome.PASSED));
            assertThat(run.check("above").explanation()).contains("base").contains("failed");
            assertThat(run.check("top").explanation()).contains("above").contains("skipped");
            assertThat(run.judged().verdict()).isEqualTo(Verdict.NOT_APPROVED);
        }
    }

    @Test
    void everyOfManyChecksHasAnOutcomeWhenTheServerDiesInTheMiddle() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        AtomicReference<RawServer> self = new AtomicReference<>();
        try (RawServer server = RawServer.doing((connection, number) -> {
            if (answered.incrementAndGet() <= 150) {
                RawServer.write(connection, "HTTP/1.1 204 Well\r\nConnection: close\r\n\r\n");
            } else {
                Objects.requireNonNull(self.get()).close();
            }
        })) {
            self.set(server);
            String[] checks = IntStream.range(0, 300)
                    .mapToObj(i -> "id: check-" + i + GET)
                    .toArray(String[]::new);

            ProductionRun run =
                    ProductionRun.of(folder, ProductionCase.plan(server.url(), "budget: 60s\nparallel: 256", checks));

            assertThat(run.judged().run().finished()).isTrue();
            assertThat(outcomes(run)).hasSize(300);
            assertThat(outcomes(run).values())
                    .containsOnly(Outcome.PASSED, Outcome.FAILED)
                    .filteredOn(outcome -> outcome == Outcome.PASSED)
                    .hasSizeLessThanOrEqualTo(150);
            assertThat(run.judged().verdict()).isEqualTo(Verdict.NOT_APPROVED);
        }
    }

    @Test
    void aServerThatHangsCannotHoldARunBeyondItsBudget() throws Exception {
        try (RawServer server = RawServer.silent()) {
            String[] checks = IntStream.range(0, 40)
                    .mapToObj(i -> "id: check-" + i + "\nget: /\ntimeout: 30s")
                    .toArray(String[]::new);

            ProductionRun run = ProductionRun.of(folder, ProductionCase.plan(server.url(), "budget: 2s", checks));

            assertThat(run.judged().run().duration()).isLessThan(Duration.ofSeconds(30));
            assertThat(outcomes(run))
                    .hasSize(40)
                    .allSatisfy((id, outcome) -> assertThat(outcome).isIn(Outcome.INCONCLUSIVE, Outcome.SKIPPED));
            assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        }
    }

    @Test
    void aSecretThatProductionEchoesComesOutNowhere() throws Exception {
        try (RawServer server = RawServer.doing((connection, number) -> RawServer.write(connection, echo(number)))) {
            ProductionRun run = ProductionRun.of(folder, plan(server));

            String kept = run.terminal() + everything(run.folder());
            assertThat(kept).contains("***");
            for (String form : forms()) {
                for (int i = 0; i + 12 <= form.length(); i++) {
                    assertThat(kept.contains(form.substring(i, i + 12)))
                            .as("the run holds " + form.substring(i, i + 12) + " of " + form)
                            .isFalse();
                }
            }
            assertThat(run.judged().run().checks())
                    .hasSize(7)
                    .extracting(CheckResult::outcome)
                    .doesNotContain(Outcome.SKIPPED);
        }
    }

    private static String plan(RawServer server) {
        String request = "\ntimeout: 15s\nrepeat: true"
                + "\nheaders: { Authorization: 'Bearer ${secret.key}', X-Other: '${secret.ascii}' }"
                + "\nquery: { q: '${secret.key}' }";
        String[] expectations = {
            "\nexpect: { status: 204 }",
            "\nexpect: { $.state: up }",
            "\nexpect: { body: short }",
            "\nexpect: { header x-echo: none, header x-long: none, header location: /x }",
            "\nexpect: { $: 1 }",
            "\nexpect: { status: 302 }\nfollow: 2",
            "\nexpect: { body: '${secret.key}' }"
        };
        String[] checks = IntStream.range(0, expectations.length)
                .mapToObj(i -> "id: check-" + i + "\npost: /" + i + "\njson: { text: '${secret.key}' }" + request
                        + expectations[i])
                .toArray(String[]::new);
        String settings = "secrets:\n  key: '" + SECRET + "'\n  ascii: '" + ASCII + "'\nparallel: 1";
        return ProductionCase.plan(server.url(), settings, checks);
    }

    /** Answers that hold the secret in every way, also where excerpts are cut. */
    private static String echo(int number) {
        String utf8 = new String(SECRET.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String json = utf8.replace("\"", "\\\"").replace("/", "\\/");
        String all = String.join(
                " ",
                forms().stream()
                        .map(form -> new String(form.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                        .toList());
        String body = switch (number % 7) {
            case 0 -> "{\"state\": \"" + "x".repeat(480) + json + "\"}";
            case 1 -> ASCII + " is what you sent";
            case 2 -> "y".repeat(485) + ASCII + all;
            case 3 -> "{\"state\": [\"" + "z".repeat(470) + json + "\"]}";
            case 4 -> "w".repeat(16 * 1024 - 20) + all;
            case 5 -> all;
            default -> "{\"" + json + "\": \"" + ASCII + "\"";
        };
        if (number % 11 == 10) {
            return "HTTP/9 " + ASCII + "\r\n\r\n";
        }
        return "HTTP/1.1 200 " + ASCII + "\r\nConnection: close\r\nX-Echo: " + ASCII + "\r\nX-Long: " + "v".repeat(480)
                + ASCII
                + "\r\nLocation: /?token=" + ASCII + "\r\nX-Cache: HIT " + ASCII
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private static List<String> forms() {
        return Stream.of(SECRET, ASCII)
                .flatMap(secret -> {
                    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
                    return Stream.of(
                            secret,
                            Base64.getEncoder().encodeToString(bytes),
                            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                            HexFormat.of().formatHex(bytes),
                            URLEncoder.encode(secret, StandardCharsets.UTF_8));
                })
                .toList();
    }

    private static String everything(Path run) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file)).append('\n');
            }
        }
        return all.toString();
    }

    private static Map<String, Outcome> outcomes(ProductionRun run) {
        return run.judged().run().checks().stream()
                .collect(Collectors.toMap(check -> check.head().id(), CheckResult::outcome));
    }
}
