package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prodgate.journal.Journal;
import io.prodgate.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are divided among machines, and put together again. */
class ShardRunsTest {
    private static final String COMMIT = "4f2a91c0d3e5b6a7f8091a2b3c4d5e6f70819203";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final RawServer production = RawServer.alwaysSaying("hello");

    @AfterEach
    void close() {
        production.close();
    }

    @Test
    void allShardsTogetherAreTheWholeRun() throws IOException {
        plan("hello");
        for (int index = 1; index <= 3; index++) {
            Shell.Result shard = shard(index, 3);
            assertThat(shard.exitCode()).as(shard.out() + shard.err()).isZero();
            assertThat(shard.out())
                    .contains(
                            "gate closed",
                            "This is shard " + index + "/3 of a run: 'prodgate merge' makes one verdict");
        }
        assertThat(IntStream.rangeClosed(1, 3)
                        .mapToObj(index -> ids(folder.resolve("shard-" + index)))
                        .flatMap(List::stream)
                        .toList())
                .containsExactlyInAnyOrder("one", "two", "three", "four", "five");
        int requests = production.heads().size();

        Shell.Result merged = merge("shard-1", "shard-2", "shard-3");

        assertThat(merged.exitCode()).as(merged.out() + merged.err()).isZero();
        assertThat(merged.out()).contains("5 passed", "APPROVED — gate open");
        assertThat(production.heads()).as("nothing is asked again").hasSize(requests);
        assertThat(ids(whole())).containsExactly("one", "two", "three", "four", "five");
        JsonNode report = report(whole());
        assertThat(report.path("shards").size()).isEqualTo(3);
        assertThat(verify(whole()).exitCode()).isZero();
    }

    @Test
    void aShardByItselfOpensNoGate() throws IOException {
        plan("hello");
        shard(1, 2);

        assertThat(verify(folder.resolve("shard-1")).exitCode()).isEqualTo(ExitCode.CLOSED);
        assertThat(verify(folder.resolve("shard-1")).out()).contains("it is shard 1/2 of a run");
        Shell.Result decided = shell(Map.of())
                .run("decide", folder.resolve("shard-1").toString(), "release", "--by", "jane", "--reason", "because");
        assertThat(decided.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(decided.err()).contains("it is shard 1/2");
    }

    @Test
    void whatIsMissingTwiceOrOfAnotherRunMakesItInconclusive() throws IOException {
        plan("hello");
        shard(1, 2);
        shard(2, 2);
        shard(2, 2, "again");

        inconclusive(merge("shard-1"), "shard 2 of 2 is missing");
        inconclusive(merge("shard-1", "shard-2", "again"), "shard 2/2 is there twice");
        inconclusive(merge("shard-1", "nowhere"), "nowhere cannot be read", "shard 2 of 2 is missing");

        Path journal = folder.resolve("again").resolve(Journal.FILE_NAME);
        List<String> lines = Files.readAllLines(journal);
        Files.write(journal, lines.subList(0, lines.size() - 1));
        inconclusive(merge("shard-1", "again"), "did not come to its end");
        Files.writeString(journal, Files.readString(journal).replaceFirst("hello", "hallo"));
        inconclusive(merge("shard-1", "again"), "was cut or changed");

        shard(3, 3);
        inconclusive(merge("shard-1", "shard-3"), "does not belong to shard 1/2: the number of shards is another one");
        plan("hell");
        shard(2, 2, "other");
        inconclusive(merge("shard-1", "other"), "does not belong to shard 1/2: the plan is another one");
        assertThat(verify(whole()).exitCode()).isEqualTo(ExitCode.CLOSED);
    }

    @Test
    void aWholeRunIsNoShard() throws IOException {
        plan("hello");
        shell(Map.of()).run("run", planFile(), "--out", folder.resolve("alone").toString());

        Shell.Result merged = merge("alone");
        assertThat(merged.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(merged.err()).contains("none of the folders is that of a shard");
    }

    @Test
    void aFailureInOneShardFailsTheWhole() throws IOException {
        plan("goodbye");
        List<Integer> codes = List.of(shard(1, 2).exitCode(), shard(2, 2).exitCode());
        assertThat(codes).contains(1);

        Shell.Result merged = merge("");
        assertThat(merged.exitCode()).as(merged.out() + merged.err()).isEqualTo(1);
        assertThat(merged.out()).contains("NOT APPROVED — gate closed");
        assertThat(shell(Map.of())
                        .run("resume", whole().toString(), "--inconclusive")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void moreShardsThanWorkLeaveSomeWithoutAny() throws IOException {
        plan("hello");
        List<String> names = new ArrayList<>();
        for (int index = 1; index <= 5; index++) {
            Shell.Result shard = shard(index, 5);
            assertThat(shard.exitCode()).as(shard.out() + shard.err()).isZero();
            names.add("shard-" + index);
        }
        assertThat(merge(names.toArray(String[]::new)).exitCode()).isZero();
    }

    @Test
    void theCiSaysWhichShardItIs() throws IOException {
        plan("hello");
        assertThat(detected(Map.of("CI_NODE_INDEX", "2", "CI_NODE_TOTAL", "3"))).isEqualTo("2/3");
        assertThat(detected(Map.of("CIRCLE_NODE_INDEX", "2", "CIRCLE_NODE_TOTAL", "3")))
                .isEqualTo("3/3");
        assertThat(detected(Map.of("BUILDKITE_PARALLEL_JOB", "0", "BUILDKITE_PARALLEL_JOB_COUNT", "2")))
                .isEqualTo("1/2");
        assertThat(detected(Map.of("JOB_COMPLETION_INDEX", "4", "PRODGATE_SHARDS", "5")))
                .isEqualTo("5/5");
        assertThat(detected(Map.of("CI_NODE_INDEX", "1", "CI_NODE_TOTAL", "1"))).isEqualTo("/");
        assertThat(detected(Map.of("CI_NODE_INDEX", "2", "CI_NODE_TOTAL", "3"), "--shard", "off"))
                .isEqualTo("/");
        refused(Map.of("JOB_COMPLETION_INDEX", "4"), "PRODGATE_SHARDS is not: set it to the number of shards");
        refused(Map.of("CI_NODE_INDEX", "x", "CI_NODE_TOTAL", "3"), "CI_NODE_INDEX is 'x', which is no number");
        refused(Map.of("CI_NODE_INDEX", "4", "CI_NODE_TOTAL", "3"), "I of I/N goes from 1 to N");
        refused(Map.of(), "--shard has to be like 2/5", "--shard", "two");
        refused(Map.of(), "I of I/N goes from 1 to N", "--shard", "0/2");
    }

    @Test
    void theTimesOfAnEarlierRunBalanceTheShards() throws IOException {
        plan("hello");
        Path report = Files.writeString(
                folder.resolve("report.json"),
                "{\"checks\":[{\"id\":\"two\",\"attempts\":[{\"duration\":100.0}]},{\"id\":\"five\",\"attempts\":[]}]}");
        shell(Map.of())
                .run(
                        "run",
                        planFile(),
                        "--shard",
                        "1/2",
                        "--timings",
                        report.toString(),
                        "--out",
                        folder.resolve("slow").toString());
        assertThat(ids(folder.resolve("slow")))
                .as("with what it needs, and with what needs that")
                .containsExactly("one", "two");
        refused(Map.of(), "cannot be read", "--shard", "1/2", "--timings", "nowhere.json");
    }

    @Test
    void whatDisturbsProductionIsNotDivided() throws IOException {
        plan("hello");
        Files.writeString(
                folder.resolve("plan.yaml"),
                Files.readString(folder.resolve("plan.yaml")).replace("id: five,", "id: five, disruptive: true,"));
        refused(
                Map.of(),
                "what disturbs production (five) would be seen by all shards",
                "--shard",
                "1/2",
                "--allow-disruption");
    }

    private String detected(Map<String, String> environment, String... options) throws IOException {
        Path out = Files.createTempDirectory(folder, "detected").resolve("run");
        List<String> arguments = new ArrayList<>(List.of("run", planFile(), "--out", out.toString()));
        arguments.addAll(List.of(options));
        Shell.Result result = shell(environment).run(arguments.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode shard = report(out).path("shard");
        return shard.path("index").asText() + "/" + shard.path("of").asText();
    }

    private void refused(Map<String, String> environment, String told, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                planFile(),
                "--out",
                Files.createTempDirectory(folder, "refused").resolve("run").toString()));
        arguments.addAll(List.of(options));
        Shell.Result result = shell(environment).run(arguments.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.out()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(told);
    }

    private void inconclusive(Shell.Result result, String... told) throws IOException {
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(result.out()).contains("INCONCLUSIVE — gate closed").contains(told);
    }

    private Shell.Result shard(int index, int of) throws IOException {
        return shard(index, of, "shard-" + index);
    }

    private Shell.Result shard(int index, int of, String name) throws IOException {
        return shell(Map.of())
                .run(
                        "run",
                        planFile(),
                        "--shard",
                        index + "/" + of,
                        "--out",
                        folder.resolve(name).toString());
    }

    private int merges;

    private Shell.Result merge(String... names) {
        merges++;
        List<String> arguments = new ArrayList<>(List.of("merge", "--out", whole().toString()));
        for (String name : names) {
            arguments.add(folder.resolve(name).toString());
        }
        return shell(Map.of()).run(arguments.toArray(String[]::new));
    }

    private Path whole() {
        return folder.resolve("whole-" + merges);
    }

    private Shell.Result verify(Path run) {
        return shell(Map.of()).run("verify", run.toString(), "--revision", COMMIT);
    }

    private List<String> ids(Path run) {
        List<String> ids = new ArrayList<>();
        report(run).path("checks").forEach(check -> ids.add(check.path("id").asText()));
        return ids;
    }

    private static JsonNode report(Path run) {
        try {
            return JSON.readTree(Files.readAllBytes(run.resolve("report.json")));
        } catch (IOException e) {
            throw new AssertionError(run.toString(), e);
        }
    }

    private Shell shell(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("GITHUB_SHA", COMMIT);
        environment.put("PRODGATE_STATE", folder.resolve("state").toString());
        return Shell.inEarnest(environment);
    }

    private String planFile() {
        return folder.resolve("plan.yaml").toString();
    }

    private void plan(String expected) throws IOException {
        Files.writeString(folder.resolve("plan.yaml"), """
            version: 1
            production: { name: shop, url: '%s', settle: 0s, rate-limit: 100/s }
            controls: off
            stages:
              - name: first
                checks:
                  - http: { id: one, get: / }
                  - http: { id: two, get: /, needs: [one] }
                  - http: { id: three, get: / }
              - name: second
                checks:
                  - http: { id: four, get: /, needs: [three] }
                  - http: { id: five, get: /, expect: { body: '%s' } }
            """.formatted(production.url(), expected));
    }
}
