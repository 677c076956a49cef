package io.prodgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import io.prodgate.journal.Entry;
import io.prodgate.journal.Event;
import io.prodgate.journal.JournalReader;
import io.prodgate.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was packaged, run as a process against a production that hangs, and ended from outside. */
class SignalsIT {
    private static final int QUICK = 1;

    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    @TempDir
    private Path folder;

    private RawServer server = RawServer.silent();

    @BeforeEach
    void startServer() {
        server.close();
        server = RawServer.doing((connection, number) -> {
            if (number == QUICK) {
                RawServer.write(connection, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
            } else {
                // The run has written down everything that came before this request.
                hanging.countDown();
                never.await();
            }
        });
    }

    @AfterEach
    void stopServer() {
        never.countDown();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void aSignalEndsTheRunInOrder(String signal, int exitCode) throws Exception {
        Path run = folder.resolve("run");
        Process process = start(run);
        try {
            await(process);
            assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output()).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(output()).isEqualTo(exitCode);
        for (String name : List.of("report.json", "report.md", "report.html", "junit.xml", "ctrf.json")) {
            assertThat(run.resolve(name)).isNotEmptyFile();
        }
        JournalReader journal = JournalReader.read(run);
        assertThat(journal.damage()).isEmpty();
        assertThat(journal.entries().getLast().event()).isEqualTo(new Event.RunInterrupted("SIG" + signal));

        JsonNode report = Json.mapper().readTree(Files.readString(run.resolve("report.json")));
        assertThat(report.path("verdict").asText()).isEqualTo("inconclusive");
        assertThat(report.path("gate").asText()).isEqualTo("closed");
        assertThat(outcome(report, "quick")).isEqualTo("passed");
        for (String id : List.of("hangs", "waits", "later")) {
            assertThat(outcome(report, id)).as(id).isEqualTo("skipped");
            assertThat(check(report, id).path("explanation").asText()).as(id).contains("SIG" + signal);
        }
        assertThat(output()).contains("STOP", "interrupted by SIG" + signal, "gate closed");
    }

    @Test
    void aKilledRunLosesNothingOfWhatItHasSeen() throws Exception {
        Path run = folder.resolve("run");
        Process process = start(run);
        try {
            await(process);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        List<Event> events =
                JournalReader.read(run).entries().stream().map(Entry::event).toList();
        assertThat(events.getFirst()).isInstanceOf(Event.RunStarted.class);
        assertThat(events)
                .filteredOn(Event.CheckFinished.class::isInstance)
                .singleElement()
                .satisfies(event ->
                        assertThat(((Event.CheckFinished) event).check()).isEqualTo("quick"));
        assertThat(events).contains(new Event.CheckStarted("hangs"));
        assertThat(events).noneMatch(Event.RunFinished.class::isInstance);
    }

    private void await(Process process) throws InterruptedException, IOException {
        process.onExit().thenRun(hanging::countDown);
        assertThat(hanging.await(60, TimeUnit.SECONDS)).as(output()).isTrue();
        assertThat(process.isAlive()).as(output()).isTrue();
    }

    private Process start(Path run) throws IOException {
        Path plan = Files.writeString(folder.resolve("prodgate.yaml"), """
                version: 1
                production: { name: hanging, url: '%s', rate-limit: 50/s }
                controls: off
                budget: 5m
                stages:
                  - name: first
                    checks:
                      - http: { id: quick, get: /quick, expect: { status: 200 } }
                  - name: second
                    checks:
                      - http: { id: hangs, get: /hangs, timeout: 2m, expect: { status: 200 } }
                      - http: { id: waits, needs: [hangs], get: /waits, expect: { status: 200 } }
                  - name: third
                    checks:
                      - http: { id: later, get: /later, expect: { status: 200 } }
                """.formatted(server.url()));
        ProcessBuilder builder = new ProcessBuilder(command(plan, run))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GITHUB_"));
        return builder.start();
    }

    /** The binary if one was built, else the jar; no launcher in between: the process itself gets the signal. */
    private static List<String> command(Path plan, Path run) {
        List<String> command = new ArrayList<>();
        Path binary = Path.of(System.getProperty("native.image.path", "none"));
        if (Files.isExecutable(binary)) {
            command.add(binary.toString());
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"));
            command.add(Path.of("target", "quarkus-app", "quarkus-run.jar")
                    .toAbsolutePath()
                    .toString());
        }
        command.addAll(List.of("run", plan.toString(), "--out", run.toString()));
        return command;
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"), UTF_8);
    }

    private static String outcome(JsonNode report, String id) {
        return check(report, id).path("outcome").asText();
    }

    private static JsonNode check(JsonNode report, String id) {
        for (JsonNode check : report.path("checks")) {
            if (check.path("id").asText().equals(id)) {
                return check;
            }
        }
        throw new AssertionError("no check " + id);
    }
}
