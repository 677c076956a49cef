package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.EvidenceLog;
import io.prodgate.testing.Nginx;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The limit is nginx's own, counted in its log: without one, the test would prove nothing. */
class PacingAgainstNginxTest {
    @TempDir
    static Path folder;

    private static long refused() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("access.log"))) {
            return lines.filter("429"::equals).count();
        }
    }

    /** Nobody's pace: two requests at once are one too many. */
    private static void assertThatThereIsALimit(Nginx nginx) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(nginx.url()).build();
            for (int i = 0; i < 5; i++) {
                client.send(request, HttpResponse.BodyHandlers.discarding());
            }
        }
        assertThat(refused()).isPositive();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void manyCallersShareALimitAndAllAreAnswered() throws Exception {
        EvidenceLog log = Doors.log();
        try (Nginx nginx = Nginx.plain(
                        folder,
                        "limit_req_zone $binary_remote_addr zone=z:1m rate=50r/s; log_format status $status;",
                        "access_log " + folder.resolve("access.log")
                                + " status; limit_req zone=z; limit_req_status 429; location / { root /usr/share; try_files /nothing =204; }");
                HttpTraffic traffic =
                        Doors.to(nginx.url()).rate(50, Duration.ofSeconds(1)).open();
                ExecutorService callers = Executors.newFixedThreadPool(16)) {
            assertThatThereIsALimit(nginx);
            List<Callable<Reply>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                calls.add(() -> traffic.exchange(
                        Doors.get(nginx.url(), "/"), log, Instant.now().plusSeconds(40)));
            }
            for (Future<Reply> reply : callers.invokeAll(calls)) {
                assertThat(reply.get())
                        .isInstanceOfSatisfying(
                                Reply.Answer.class,
                                answer -> assertThat(answer.exchange().status()).isEqualTo(204));
            }
        }
    }
}
