package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.EvidenceLog;
import io.prodgate.testing.Nginx;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PacingAgainstNginxTest {
    @TempDir
    static Path folder;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void manyCallersShareALimitAndAllAreAnswered() throws Exception {
        EvidenceLog log = Doors.log();
        try (Nginx nginx = Nginx.plain(
                        folder,
                        "limit_req_zone $server_name zone=z:1m rate=50r/s;",
                        "limit_req zone=z; limit_req_status 429; location / { root /usr/share; try_files /nothing =204; }");
                HttpTraffic traffic =
                        Doors.to(nginx.url()).rate(50, Duration.ofSeconds(1)).open();
                ExecutorService callers = Executors.newFixedThreadPool(16)) {
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
