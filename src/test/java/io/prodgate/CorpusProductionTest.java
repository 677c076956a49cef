package io.prodgate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.Json;
import io.prodgate.testing.Misbehaviour;
import io.prodgate.testing.ProductionCase;
import io.prodgate.testing.ProductionCase.Expected;
import io.prodgate.testing.ProductionCase.Server;
import io.prodgate.testing.RawServer;
import io.prodgate.traffic.WrittenAnswer;
import io.prodgate.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The labelled answers of the corpora, served byte for byte by a real server to whole runs. */
class CorpusProductionTest {
    private static final Path CORPUS = Path.of("src/test/resources/corpus");
    private static final Map<String, Cause> LABELS = Map.of(
            "real", Cause.PRODUCTION,
            "infra", Cause.INFRASTRUCTURE,
            "ratelimit", Cause.RATE_LIMIT,
            "config", Cause.CONFIGURATION);

    /** What a check of kind http has too. */
    private static final Set<String> KEYS = Set.of(
            "get", "post", "put", "patch", "delete", "head", "options", "headers", "query", "body", "json", "form",
            "expect", "repeat");

    /** Stands for our secret in a body. */
    private static final String OURS = "\"ours\"";

    /** Served by no plain server: another clock, other control hosts, an hour of waiting. */
    private static final Set<String> ELSEWHERE = Set.of("clock-off", "controls", "evidence", "trouble");

    /** Blamed otherwise than labelled: {@code docs/diagnosis.md} says why. */
    private static final Set<String> WRONG = Set.of("U102 the gateway does not know our key");

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> everyAnswerEndsWithTheCauseOfItsLabel() throws IOException {
        Map<String, Cause> labels = labels();
        List<ProductionCase> cases = new ArrayList<>();
        for (String file : List.of("production.samples.yaml", "unseen.yaml", "neighbours.yaml", "near-misses.yaml")) {
            for (Object sample : (List<?>) load(file).getOrDefault("samples", List.of())) {
                productionCase((Map<?, ?>) sample, labels).ifPresent(cases::add);
            }
        }
        assertThat(cases).hasSizeGreaterThan(100);
        return ProductionCase.tests(folder, cases);
    }

    private static Optional<ProductionCase> productionCase(Map<?, ?> sample, Map<String, Cause> labels) {
        String name = String.valueOf(sample.get("name"));
        Cause cause = Optional.ofNullable(sample.get("cause"))
                .map(word -> Cause.valueOf(
                        word.toString().toUpperCase(java.util.Locale.ROOT).replace('-', '_')))
                .orElseGet(() -> labels.get(name));
        boolean playable = sample.containsKey("answer") && ELSEWHERE.stream().noneMatch(sample::containsKey);
        boolean once = sample.containsKey("once");
        // After one bad answer comes a good one, which meets what is expected of every answer, and no more.
        boolean good = !once || !sample.containsKey("expect");
        if (!playable || !good || WRONG.contains(name)) {
            return Optional.empty();
        }
        WrittenAnswer answer = WrittenAnswer.parse(String.valueOf(sample.get("answer")));
        boolean waits = cause == Cause.RATE_LIMIT
                && answer.headers().stream()
                        .noneMatch(header -> header.name().equalsIgnoreCase("retry-after")
                                && header.value().matches("\\d{3,}"));
        if (waits) {
            return Optional.empty();
        }
        String settings = "secrets: { api: 'token-of-ours' }\n";
        return Optional.of(
                new ProductionCase(name, production(answer, once), settings, check(sample), expected(cause, once)));
    }

    private static Expected expected(Cause cause, boolean once) {
        Outcome outcome = switch (cause) {
            case PRODUCTION -> once ? Outcome.FLAKY : Outcome.FAILED;
            case INFRASTRUCTURE -> once ? Outcome.PASSED : Outcome.INCONCLUSIVE;
            case RATE_LIMIT, CONFIGURATION -> Outcome.INCONCLUSIVE;
        };
        Verdict verdict = switch (outcome) {
            case PASSED -> Verdict.APPROVED;
            case FLAKY -> Verdict.APPROVED_WITH_CONDITIONS;
            case FAILED -> Verdict.NOT_APPROVED;
            case INCONCLUSIVE, SKIPPED -> Verdict.INCONCLUSIVE;
        };
        return new Expected(outcome, Optional.of(cause), Optional.empty(), verdict, 0, List.of());
    }

    private static Callable<Server> production(WrittenAnswer answer, boolean once) {
        String bytes = bytes(answer);
        return once
                ? Misbehaviour.manner(
                        (connection, number) -> RawServer.write(connection, number == 1 ? bytes : Misbehaviour.GOOD))
                : Misbehaviour.says(bytes);
    }

    private static String bytes(WrittenAnswer answer) {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + answer.status() + " Any\r\nConnection: close\r\n");
        for (Header header : answer.headers()) {
            if (!header.name().equalsIgnoreCase("content-length")) {
                text.append(header.name()).append(": ").append(header.value()).append("\r\n");
            }
        }
        String body = new String(answer.body().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        boolean empty = answer.status() == 204;
        return text + (empty ? "\r\n" : "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** The keys of the check, each as JSON, which is YAML. */
    private static String check(Map<?, ?> sample) {
        Map<String, Object> keys = new TreeMap<>();
        sample.forEach((key, value) -> {
            if (KEYS.contains(key.toString())) {
                keys.put(key.toString(), value);
            }
        });
        if (Stream.of("get", "post", "options").noneMatch(keys::containsKey)) {
            keys.put("get", "/");
        }
        boolean inBody =
                Stream.of("form", "json").anyMatch(key -> json(sample.get(key)).contains(OURS));
        if ("ours".equals(sample.get("credential")) && !inBody) {
            keys.put("headers", Map.of("Authorization", "Bearer ${secret.api}"));
        }
        StringBuilder text = new StringBuilder("timeout: 5s");
        keys.forEach((key, value) ->
                text.append('\n').append(key).append(": ").append(json(value).replace(OURS, "\"${secret.api}\"")));
        return text.toString();
    }

    private static String json(@Nullable Object value) {
        return Json.mapper().valueToTree(value).toString();
    }

    private static Map<?, Object> load(String file) throws IOException {
        @SuppressWarnings("unchecked")
        Map<?, Object> root = (Map<?, Object>)
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(CORPUS.resolve(file)));
        return root;
    }

    private static Map<String, Cause> labels() throws IOException {
        Map<String, Cause> labels = new HashMap<>();
        for (String line : Files.readAllLines(CORPUS.resolve("production.jsonl"))) {
            JsonNode entry = Json.mapper().readTree(line);
            labels.put(entry.path("id").asText(), LABELS.get(entry.path("label").asText()));
        }
        return labels;
    }
}
