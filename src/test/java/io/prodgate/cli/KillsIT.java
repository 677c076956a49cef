package io.prodgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.demo.DemoPlatform;
import io.prodgate.demo.Scenario;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Json;
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
 * Runs of the demo plan, killed with SIGKILL (some stopped with SIGTERM) at random moments and resumed: each ends in the right
 * verdict, no finished check is repeated, and the platform, which lives on in this process, received nothing twice. {@code -Dkills=50} makes fifty of them;
 * {@code -Dkills.seed} repeats the moments, as far as a machine can.
 */
class KillsIT {
    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final long SEED = Long.getLong("kills.seed", System.nanoTime());

    /** About how many bytes a run of the demo plan writes. */
    private static final long WHOLE_JOURNAL = 230_000;

    @TempDir
    private Path folder;

    /**
     * A run that was ended.
     *
     * @param result how far it was
     * @param lines of its journal
     * @param open checks that may end inconclusive for it
     */
    private record Before(RunResult result, int lines, Set<String> open) {}

    /** What became of a round, told at the end. */
    private record Told(int lines, int unknown, Verdict verdict) {}

    private final List<Told> told = new java.util.concurrent.CopyOnWriteArrayList<>();

    @TestFactory
    Stream<DynamicTest> everyKilledRunResumesToTheRightVerdict() {
        Random random = new Random(SEED);
        return Stream.concat(
                IntStream.rangeClosed(1, KILLS).mapToObj(round -> {
                    Kill kill = Kill.any(round, random);
                    Scenario scenario = round % 4 == 3 ? Scenario.RATE_LIMITED : Scenario.HEALTHY;
                    return DynamicTest.dynamicTest(
                            "%d of %d (seed %d): %s, %s".formatted(round, KILLS, SEED, scenario.wireName(), kill),
                            () -> round(folder.resolve("kill-" + round), scenario, kill));
                }),
                Stream.of(DynamicTest.dynamicTest("what the kills met", this::summary)));
    }

    private void summary() {
        assertThat(told).hasSize(KILLS);
        System.out.printf(
                "kills: %d, seed %d; journal lines at the kill: %d to %d; verdicts %s; a request may have arrived in"
                        + " %d%n",
                told.size(),
                SEED,
                told.stream().mapToInt(Told::lines).min().orElseThrow(),
                told.stream().mapToInt(Told::lines).max().orElseThrow(),
                told.stream().collect(Collectors.groupingBy(Told::verdict, TreeMap::new, Collectors.counting())),
                told.stream().filter(one -> one.unknown() > 0).count());
    }

    /**
     * When and how a run is ended.
     *
     * @param share of what a whole run writes that has to be in the journal
     * @param pause after that, in milliseconds
     * @param gently with SIGTERM, else with SIGKILL
     * @param twice whether its resumption is killed, too
     */
    private record Kill(double share, int pause, boolean gently, boolean twice) {
        static Kill any(int round, Random random) {
            return new Kill(random.nextDouble(), random.nextInt(40), round % 5 == 0, round % 4 == 0);
        }

        void end(Process process) {
            if (gently) {
                process.destroy();
            } else {
                process.destroyForcibly();
            }
        }

        Kill ofResumption() {
            return new Kill(share, 40 - pause, false, false);
        }

        @Override
        public String toString() {
            return "%s at %.0f%% of the journal and %d ms%s"
                    .formatted(
                            gently ? "SIGTERM" : "SIGKILL",
                            share * 100,
                            pause,
                            twice ? ", and its resumption once more" : "");
        }
    }

    private void round(Path round, Scenario scenario, Kill kill) throws Exception {
        Files.createDirectories(round);
        try (DemoPlatform platform = DemoPlatform.start(scenario)) {
            Path plan = platform.writePlan(round.resolve("plan"));
            Path run = round.resolve("run");
            end(kill, run, round, Packaged.command("run", plan.toString(), "--out", run.toString()));
            if (JournalReader.read(run).entries().isEmpty()) {
                // Nothing was begun; the folder is for a new run as soon as the stump is gone.
                Files.delete(run.resolve(Journal.FILE_NAME));
                finish(round, Packaged.command("run", plan.toString(), "--out", run.toString()));
                assertThat(result(run).finished()).isTrue();
                told.add(new Told(0, 0, Judge.judge(result(run)).verdict()));
                return;
            }
            RunResult killed = result(run);
            Set<String> open = new HashSet<>(open(killed));
            int lines = JournalReader.read(run).entries().size();
            List<String> resume = Packaged.command("resume", run.toString());
            if (kill.twice()) {
                end(kill.ofResumption(), run, round, resume);
                open.addAll(open(result(run)));
            }
            int exitCode = finish(round, resume);
            assertRight(run, new Before(killed, lines, open), exitCode, round);
            assertNothingTwice(platform, plan);
        }
    }

    /** What was under way when a run ended, with a write whose answer, or whose effect in time, nobody may have seen. */
    private static Set<String> open(RunResult ended) {
        return ended.checks().stream()
                .filter(check ->
                        check.outcome() == Outcome.SKIPPED && !check.writes().isEmpty())
                .map(check -> check.head().id())
                .collect(Collectors.toSet());
    }

    private void assertRight(Path run, Before before, int exitCode, Path round) throws IOException {
        Judged judged = Judge.judge(result(run));
        Set<String> unknown = judged.run().checks().stream()
                .filter(check -> check.outcome() == Outcome.INCONCLUSIVE)
                .map(check -> check.head().id())
                .filter(before.open()::contains)
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
        assertNothingRepeated(run, before.result(), before.lines());
        told.add(new Told(before.lines(), unknown.size(), judged.verdict()));
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

    /**
     * How often a run may send such a request that writes. Forgeries have no effect: a journey sends them again in each session, of
     * which there are at most three.
     */
    private static int most(String method, int status) {
        if (!method.equals("POST")) {
            return Integer.MAX_VALUE;
        }
        int sessions = 3;
        int forgeries = 3;
        return switch (status) {
            case 401 -> 1 + forgeries * sessions; // and a neighbour's
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

    /** Ends a process when the journal has grown far enough; it may have come to its own end by then. */
    private static void end(Kill kill, Path run, Path round, List<String> command) throws Exception {
        Path journal = run.resolve(Journal.FILE_NAME);
        long before = size(journal);
        Process process = Packaged.start(command, round, round.resolve("output.txt"));
        try {
            while (process.isAlive() && size(journal) - before <= kill.share() * WHOLE_JOURNAL) {
                process.waitFor(1, TimeUnit.MILLISECONDS);
            }
            process.waitFor(kill.pause(), TimeUnit.MILLISECONDS);
            kill.end(process);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(journal).exists();
    }

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
