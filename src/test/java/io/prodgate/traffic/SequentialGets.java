package io.prodgate.traffic;

import io.prodgate.evidence.EvidenceLog;
import io.prodgate.testing.Nginx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** How long 1,000 requests through the whole door take, one after the other and sixteen at a time. Run by hand; prints to stdout. */
final class SequentialGets {
    private static final int REQUESTS = 1000;

    private SequentialGets() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("sequential-gets");
        try (Nginx nginx = Nginx.plain(folder, "", "location / { return 200 ok; }");
                HttpTraffic traffic = Doors.to(nginx.url()).open()) {
            for (int round = 1; round <= 5; round++) {
                long began = System.nanoTime();
                for (int i = 0; i < REQUESTS; i++) {
                    get(traffic, nginx);
                }
                long between = System.nanoTime();
                sixteenAtATime(traffic, nginx);
                System.out.printf(
                        "round %d: one at a time %d ms, sixteen at a time %d ms%n",
                        round,
                        Duration.ofNanos(between - began).toMillis(),
                        Duration.ofNanos(System.nanoTime() - between).toMillis());
            }
        }
    }

    private static void sixteenAtATime(HttpTraffic traffic, Nginx nginx) {
        try (ExecutorService callers =
                Executors.newFixedThreadPool(16, Thread.ofVirtual().factory())) {
            for (int i = 0; i < REQUESTS; i++) {
                callers.submit(() -> get(traffic, nginx));
            }
        }
    }

    private static Reply get(HttpTraffic traffic, Nginx nginx) throws InterruptedException {
        EvidenceLog log = Doors.log();
        Reply reply = traffic.exchange(Doors.get(nginx.url(), "/"), log, Doors.soon());
        if (!(reply instanceof Reply.Answer)) {
            throw new IllegalStateException("no answer: " + reply);
        }
        return reply;
    }
}
