package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading;
import io.prodgate.evidence.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class ReproduceLineTest {
    @Test
    void a_get_needs_no_more_than_its_address() {
        assertThat(ReproduceLine.of(exchange("GET", "https://a.example.com/x?[1-3]", List.of(), Optional.empty())))
                .isEqualTo("curl -sS -i -g 'https://a.example.com/x?[1-3]'");
    }

    @Test
    void headers_go_along_but_not_those_of_one_request_or_of_curl() {
        List<Header> headers = List.of(
                new Header("authorization", "Bearer ***"),
                new Header("traceparent", "00-1-2-01"),
                new Header("content-length", "3"),
                new Header("x-empty", ""),
                new Header("not a name", "x"));

        assertThat(ReproduceLine.of(exchange("PUT", "https://a.example.com/", headers, Optional.of("a'b"))))
                .isEqualTo("curl -sS -i -g -X 'PUT' -H 'authorization: Bearer ***' -H 'x-empty;'"
                        + " --data-raw 'a'\\''b' 'https://a.example.com/'");
    }

    @Test
    void the_request_before_the_first_miss_is_the_one_to_repeat() {
        AttemptRecord attempt = attempt(
                exchange("GET", "https://a.example.com/1", List.of(), Optional.empty()),
                new Judgement("status", "200", "200", true, 1, ""),
                exchange("GET", "https://a.example.com/2", List.of(), Optional.empty()),
                new Judgement("status", "200", "500", false, 1, ""),
                exchange("GET", "https://a.example.com/3", List.of(), Optional.empty()));

        assertThat(ReproduceLine.of(attempt)).contains("curl -sS -i -g 'https://a.example.com/2'");
    }

    @Test
    void of_a_metric_its_own_query_is_repeated_and_not_one_that_looks_for_gaps() {
        String url = "https://prometheus.example.com/api/v1/query";
        MetricReading reading = new MetricReading(
                "prometheus",
                "sum(x{a=\"b c\"})",
                "",
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty(),
                1,
                1,
                Optional.of("3"),
                Optional.empty(),
                "number",
                List.of(),
                List.of(),
                List.of(),
                List.of());
        AttemptRecord attempt = attempt(
                exchange("POST", url, List.of(), Optional.of("query=sum%28x%7Ba%3D%22b+c%22%7D%29&time=7")),
                exchange("POST", url, List.of(), Optional.of("query=up&time=7")),
                reading,
                new Judgement("value", "< 1", "3", false, 1, ""));

        assertThat(ReproduceLine.of(attempt))
                .contains("curl -sS -i -g --data-raw 'query=sum%28x%7Ba%3D%22b+c%22%7D%29&time=7' '" + url + "'");
    }

    @Test
    void trouble_on_the_way_is_shown_by_what_shows_it_best() {
        assertThat(ReproduceLine.of(attempt(trouble(Trouble.Kind.REFUSED, "a.example.com:8443"))))
                .contains("nc -vz -w 10 'a.example.com' 8443");
        assertThat(ReproduceLine.of(attempt(trouble(Trouble.Kind.CERTIFICATE_WRONG_NAME, "a.example.com:443"))))
                .hasValueSatisfying(
                        line -> assertThat(line).startsWith("openssl s_client -connect 'a.example.com:443'"));
        assertThat(ReproduceLine.of(attempt(trouble(Trouble.Kind.RESET, "https://a.example.com/x"))))
                .contains("curl -sS -i -g 'https://a.example.com/x'");
        for (String target : List.of("https://a.example.com:8443/x", "a.example.com:8443")) {
            assertThat(ReproduceLine.of(attempt(trouble(Trouble.Kind.DNS_NOT_FOUND, target))))
                    .contains("nslookup 'a.example.com'");
        }
        assertThat(ReproduceLine.of(attempt(trouble(Trouble.Kind.DNS_FAILED, "-x:1"))))
                .isEmpty();
        assertThat(ReproduceLine.of(attempt(trouble(Trouble.Kind.REFUSED, "$(reboot):1"))))
                .isEmpty();
    }

    @Test
    void a_flow_is_run_from_where_the_plan_was_named_with_its_variables_and_no_secret() throws Exception {
        FlowRun flow = SampleFlows.passed("ticket")
                .calledWith(new FlowRun.Call(
                        "app/my flows/ticket.yaml",
                        Map.of("PIN", "***", "HALF", "x-***", "GREETING", "it's me", "no name", "***")));

        String line = ReproduceLine.of(attempt(flow)).orElseThrow();

        assertThat(line)
                .isEqualTo("maestro --device '" + flow.device() + "' test -e 'GREETING=it'\\''s me' -e HALF=\"$HALF\""
                        + " -e PIN=\"$PIN\" -e 'no name=***' 'app/my flows/ticket.yaml'");
        assertThat(ReproduceLine.label(line)).contains("your own credentials in the shell's variables");
        Process shell = new ProcessBuilder(
                        "sh", "-c", "maestro() { printf '%s\\n' \"$@\"; }; HALF='a b'; PIN=1; " + line)
                .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "--device",
                        flow.device(),
                        "test",
                        "-e",
                        "GREETING=it's me",
                        "-e",
                        "HALF=a b",
                        "-e",
                        "PIN=1",
                        "-e",
                        "no name=***",
                        "app/my flows/ticket.yaml");
    }

    @Test
    void a_flow_that_maestro_was_not_called_for_has_its_name_alone() {
        assertThat(ReproduceLine.of(attempt(new FlowRun(
                        "ticket",
                        "ticket.yaml",
                        "",
                        FlowRun.End.NOT_RUN,
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        Map.of(),
                        List.of(),
                        SampleRuns.START,
                        Duration.ZERO))))
                .contains("maestro test 'ticket.yaml'");
    }

    @Test
    void a_shell_reads_a_quoted_word_as_it_was() throws IOException, InterruptedException {
        String text = SampleRuns.HOSTILE.replace("\u0000", "").replace("\uD800", "");

        Process shell = new ProcessBuilder("bash", "-c", "printf %s " + ReproduceLine.quote(text)).start();
        String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).isZero();
        assertThat(read).isEqualTo(text);
    }

    @Property
    void a_quoted_word_is_one_line_that_nothing_can_break_out_of(@ForAll String text) {
        String word = ReproduceLine.quote(text);

        assertThat(word)
                .startsWith(word.startsWith("$") ? "$'" : "'")
                .endsWith("'")
                .doesNotContain("\n", "\r");
        assertThat(word.codePoints()).noneMatch(Plain::unsafe);
        if (!word.startsWith("$")) {
            assertThat(word.substring(1, word.length() - 1).replace("'\\''", ""))
                    .doesNotContain("'");
        }
    }

    private static AttemptRecord attempt(io.prodgate.evidence.Evidence... evidence) {
        return new AttemptRecord(1, SampleRuns.START, Duration.ofMillis(5), List.of(evidence), Optional.empty());
    }

    private static Trouble trouble(Trouble.Kind kind, String target) {
        return new Trouble(kind, target, "x", Trouble.Sent.NOTHING, SampleRuns.START, Duration.ZERO);
    }

    private static HttpExchange exchange(String method, String url, List<Header> headers, Optional<String> body) {
        return new HttpExchange(
                method,
                url,
                headers,
                body,
                Credential.NONE,
                500,
                "HTTP/2",
                List.of(),
                "",
                0,
                false,
                SampleRuns.START,
                Duration.ofMillis(1));
    }
}
