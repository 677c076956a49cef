package io.prodgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.demo.DemoPlatform;
import io.prodgate.demo.Scenario;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Write;
import io.prodgate.journal.Entry;
import io.prodgate.journal.Event;
import io.prodgate.journal.Fold;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalReader;
import io.prodgate.journal.RunResult;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs of the demo plan, killed with SIGKILL at random moments and resumed: each ends in the right verdict, no finished check is
 * repeated, and the platform, which lives on in this process, received nothing twice. {@code -Dkills=50} makes fifty of them;
 * {@code -Dkills.seed} repeats the moments, as far as a machine can.
 */
class KillsIT {
    private static final int KILLS = Integer.getInteger("kills", 4);
    private static final long SEED = Long.getLong("kills.seed", System.nanoTime());

    @TempDir
    private Path folder;

    /** What became of a round, told at the end. */
    private record Told(int lines, int unknown, Verdict verdict) {}

    private final List<Told> told = new java.util.concurrent.CopyOnWriteArrayList<>();

    @TestFactory
    Stream<DynamicTest> everyKilledRunResumesToTheRightVerdict() {
        Random random = new Random(SEED);
        return Stream.concat(
                IntStream.rangeClosed(1, KILLS).mapToObj(round -> {
                    // Most of them in the middle of the work, some when hardly anything was done, some at the end.
                    double moment = random.nextDouble();
                    int pause = random.nextInt(40);
                    boolean twice = round % 4 == 0;
                    Scenario scenario = round % 4 == 3 ? Scenario.RATE_LIMITED : Scenario.HEALTHY;
                    return DynamicTest.dynamicTest(
                            "kill %d of %d (seed %d) of %s at %.0f%% of its journal and %d ms%s"
                                    .formatted(
                                            round,
                                            KILLS,
                                            SEED,
                                            scenario.wireName(),
                                            moment * 100,
                                            pause,
                                            twice ? ", and its resumption once more" : ""),
                            () -> round(folder.resolve("kill-" + round), scenario, moment, pause, twice));
                }),
                Stream.of(DynamicTest.dynamicTest("what the kills met", this::summary)));
    }

    private void summary() {
        assertThat(told).hasSize(KILLS);
        System.out.printf(
                "kills: %d, seed %d; journal lines at the kill: %d to %d; verdicts %s; a request may have arrived in %d%n",
                told.size(),
                SEED,
                told.stream().mapToInt(Told::lines).min().orElseThrow(),
                told.stream().mapToInt(Told::lines).max().orElseThrow(),
                told.stream().collect(Collectors.groupingBy(Told::verdict, TreeMap::new, Collectors.counting())),
                told.stream().filter(one -> one.unknown() > 0).count());
    }

    private void round(Path round, Scenario scenario, double moment, int pause, boolean twice) throws Exception {
        Files.createDirectories(round);
        try (DemoPlatform platform = DemoPlatform.start(scenario)) {
            Path plan = platform.writePlan(round.resolve("plan"));
            Path run = round.resolve("run");
            killAt(moment, pause, run, round, Packaged.command("run", plan.toString(), "--out", run.toString()));
            if (JournalReader.read(run).entries().isEmpty()) {
                // Nothing was begun; the folder is for a new run as soon as the stump is gone.
                Files.delete(run.resolve(Journal.FILE_NAME));
                finish(round, Packaged.command("run", plan.toString(), "--out", run.toString()));
                assertThat(result(run).finished()).isTrue();
                told.add(new Told(0, 0, Judge.judge(result(run)).verdict()));
                return;
            }
            RunResult before = result(run);
            int lines = JournalReader.read(run).entries().size();
            List<String> resume = Packaged.command("resume", run.toString());
            if (twice) {
                killAt(moment, 40 - pause, run, round, resume);
            }
            int exitCode = finish(round, resume);
            assertRight(run, before, lines, exitCode, round);
            assertNothingTwice(platform, plan);
        }
    }

    private void assertRight(Path run, RunResult before, int lines, int exitCode, Path round) throws IOException {
        Judged judged = Judge.judge(result(run));
        Set<String> unknown = judged.run().checks().stream()
                .filter(check -> check.outcome() == Outcome.INCONCLUSIVE)
                .filter(check -> check.rule().filter("PG-016"::equals).isPresent())
                .filter(check -> check.writes().stream().anyMatch(write -> write.state() != Write.State.NOT_DONE))
                .map(check -> check.head().id())
                .collect(Collectors.toSet());
        String output = Files.readString(round.resolve("output.txt"), UTF_8);
        assertThat(judged.run().checks())
                .as(output)
                .filteredOn(check -> !unknown.contains(check.head().id()))
                .filteredOn(check -> check.outcome() != Outcome.PASSED)
                .allSatisfy(check -> assertThat(check.explanation()).startsWith("needs "));
        Verdict expected = unknown.isEmpty() ? Verdict.APPROVED : Verdict.INCONCLUSIVE;
        assertThat(judged.verdict()).as(output).isEqualTo(expected);
        assertThat(exitCode).as(output).isEqualTo(expected.exitCode(false));
        assertThat(run.resolve("report.html")).isNotEmptyFile();
        assertNothingRepeated(run, before, lines);
        told.add(new Told(lines, unknown.size(), judged.verdict()));
    }

    /** What had ended when the run was killed has no event after it; no attempt's number is there twice. */
    private static void assertNothingRepeated(Path run, RunResult before, int lines) {
        List<Entry> entries = JournalReader.read(run).entries();
        Set<String> ended = before.checks().stream()
                .filter(check -> check.outcome() != Outcome.SKIPPED)
                .map(check -> check.head().id())
                .collect(Collectors.toSet());
        assertThat(entries.subList(lines, entries.size()))
                .extracting(Entry::event)
                .noneMatch(event -> event instanceof Event.CheckStarted(String check) && ended.contains(check));
        Set<String> attempts = new HashSet<>();
        entries.forEach(entry -> {
            if (entry.event() instanceof Event.AttemptFinished(String check, var attempt)) {
                assertThat(attempts.add(check + " " + attempt.number())).isTrue();
            }
        });
    }

    /** By the platform's own count. What was refused for a limit was not carried out. */
    private static void assertNothingTwice(DemoPlatform platform, Path plan) throws Exception {
        JsonNode received = received(platform.url(), plan.resolveSibling("demo-ca.pem"));
        for (JsonNode ticket : received.path("tickets")) {
            assertThat(ticket.path("accepted").asInt()).as(ticket.toString()).isEqualTo(1);
            assertThat(ticket.path("notes").asInt()).as(ticket.toString()).isLessThanOrEqualTo(1);
        }
        for (JsonNode call : received.path("calls")) {
            int most = most(call.path("method").asText(), call.path("status").asInt());
            assertThat(call.path("count").asInt()).as(call.toString()).isLessThanOrEqualTo(most);
        }
    }

    /** How often the plan sends such a request that writes. */
    private static int most(String method, int status) {
        if (!method.equals("POST")) {
            return Integer.MAX_VALUE;
        }
        return switch (status) {
            case 401 -> 3; // unsigned, forged, signed by a neighbour
            case 422 -> 1; // without a subject
            case 201 -> 2; // two users sign up
            default -> Integer.MAX_VALUE; // tickets are counted by themselves, and a refusal is not carried out
        };
    }

    private static JsonNode received(URI platform, Path authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var in = Files.newInputStream(authority)) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
            trusted.setCertificateEntry("demo", certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(platform.resolve("/demo/received")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return Json.mapper().readTree(answer.body());
        }
    }

    /** Kills a process when the journal has grown by a share of what a whole run writes; it may be faster than that. */
    private void killAt(double share, int pause, Path run, Path round, List<String> command) throws Exception {
        Path journal = run.resolve(Journal.FILE_NAME);
        long before = size(journal);
        Process process = Packaged.start(command, round, round.resolve("output.txt"));
        try {
            while (process.isAlive() && size(journal) - before <= share * WHOLE_JOURNAL) {
                process.waitFor(1, TimeUnit.MILLISECONDS);
            }
            process.waitFor(pause, TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(journal).exists();
    }

    /** About how many bytes a run of the demo plan writes. */
    private static final long WHOLE_JOURNAL = 70_000;

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static int finish(Path round, List<String> command) throws Exception {
        Process process = Packaged.start(command, round, round.resolve("output.txt"));
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static RunResult result(Path run) {
        return Fold.of(JournalReader.read(run).entries());
    }
}
