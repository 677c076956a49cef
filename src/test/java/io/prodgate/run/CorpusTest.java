package io.prodgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Conclusion;
import io.prodgate.diagnosis.Condition;
import io.prodgate.diagnosis.Explanation;
import io.prodgate.diagnosis.Rule;
import io.prodgate.diagnosis.Rules;
import io.prodgate.diagnosis.Situation;
import io.prodgate.evidence.Json;
import io.prodgate.plan.PlainYaml;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.PlanReader;
import io.prodgate.plan.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labelled cases of the real world against the rules: the yardstick of the diagnosis. */
class CorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/corpus");

    /** Of {@code second-unseen.jsonl}, each with its reason. */
    private static final Map<String, String> STILL_WRONG = new TreeMap<>(Map.ofEntries(
            Map.entry("B009", "a captive portal is called configuration here: there is something to do"),
            Map.entry("B023", "that it goes away at a lower pace is not recorded; passed, with a note"),
            Map.entry("B030", "a firewall that blocks everybody says what it says when it blocks us"),
            Map.entry("B032", "a sample is the same each time: it cannot be gone after 150 s"),
            Map.entry("B041", "a sample is the same each time: after the wait that a run takes, too"),
            Map.entry("B059", "what decides stands in the API's description, which no check reads"),
            Map.entry("B097", "a share of failures over time, of which a check sees one or two")));

    @TempDir
    private Path folder;

    private Plan plan;

    @BeforeEach
    void read() throws Exception {
        Path file = Files.writeString(folder.resolve("prodgate.yaml"), """
                version: 1
                production: { name: tickets, url: 'https://production.example.com' }
                secrets: { api: token-of-ours }
                stages: [{ name: only, checks: [{ http: { get: / } }] }]
                """);
        plan = new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of()))
                .read(file)
                .plan();
    }

    @Test
    void casesThatWereLabelledBeforeTheRulesSawThem() {
        List<Sample> samples = samples(entry("unseen.yaml", "samples"), node -> node);
        assertRight("unseen", samples);
    }

    @Test
    void theirNeighbours() {
        assertRight("neighbours", samples(entry("neighbours.yaml", "samples"), node -> node));
    }

    @Test
    void aBrokenProductionThatLooksNearlyLikeSomebodyElsesFault() {
        List<Sample> samples = samples(entry("near-misses.yaml", "samples"), node -> node);
        SampleTrial trial = new SampleTrial(Rules.builtIn());

        for (Sample sample : samples) {
            Conclusion conclusion = trial.play(sample);
            assertThat(conclusion.cause()).as(sample.name() + ": " + conclusion).contains(Cause.PRODUCTION);
        }
    }

    @Test
    void everyRuleThatGoesByWhatIsSaidHasANearMiss() {
        String names = String.join(
                "\n",
                samples(entry("near-misses.yaml", "samples"), node -> node).stream()
                        .map(Sample::name)
                        .toList());

        assertThat(Rules.builtIn().all().stream()
                        .filter(rule -> rule.cause() != Cause.PRODUCTION)
                        .filter(CorpusTest::goesByWhatIsSaid)
                        .map(Rule::id))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(names).contains(id + " "));
    }

    /** By the words of an answer or of a program, which somebody else could say too. */
    private static boolean goesByWhatIsSaid(Rule rule) {
        return rule.when().stream()
                .map(Condition::symptom)
                .anyMatch(symptom ->
                        symptom.equals("body") || symptom.equals("last-words") || symptom.startsWith("header."));
    }

    @Test
    void everyDiagnosisCanBeExplained() {
        SampleTrial trial = new SampleTrial(Rules.builtIn());
        for (Sample sample : samples(entry("unseen.yaml", "samples"), node -> node)) {
            List<AttemptRecord> attempts = trial.attempts(sample);
            for (AttemptRecord attempt : attempts) {
                Situation situation = new Situation(
                        attempts.subList(0, attempt.number() - 1),
                        attempt.evidence(),
                        attempt.started(),
                        sample.settling() ? attempts.getFirst().started().plus(Sample.SETTLE) : attempt.started(),
                        sample.repeatable());
                if (attempt.diagnosis().isEmpty()) {
                    continue;
                }
                Explanation explanation = Explanation.of(Rules.builtIn(), situation);

                assertThat(explanation.because()).as(sample.name()).isNotEmpty();
                assertThat(explanation.otherwise())
                        .allSatisfy(other -> assertThat(other.diagnosis().cause())
                                .isNotEqualTo(explanation.diagnosis().cause()));
            }
        }
    }

    @Test
    void everyWallNamesTheAllowListingToDo() {
        List<Rule> walls = Rules.builtIn().all().stream()
                .filter(rule -> rule.id().compareTo("PG-101") >= 0 && rule.id().compareTo("PG-114") <= 0)
                .toList();

        assertThat(walls).hasSize(14).allSatisfy(rule -> {
            assertThat(rule.cause()).isEqualTo(Cause.CONFIGURATION);
            assertThat(rule.todo()).containsPattern("allow|skip|bypass|let the runner");
        });
    }

    @Test
    void casesOfTheCorpus() throws Exception {
        assertRight("corpus", labelledSamples("production"));
    }

    @Test
    void casesThatTheRulesWereTriedOnWithoutBeingWrittenForThem() throws Exception {
        ConfusionMatrix matrix = matrix("second unseen", labelledSamples("second-unseen"));

        assertThat(matrix.wrong().stream().map(line -> line.substring(0, 4)).toList())
                .as(matrix.text("second unseen"))
                .containsExactlyElementsOf(STILL_WRONG.keySet());
        assertThat(matrix.worst())
                .as("broken productions called anything else")
                .allSatisfy(line -> assertThat(line).containsAnyOf("B030", "B097"));
    }

    /** The cases of a file as checks see them, every one of them accounted for. */
    private List<Sample> labelledSamples(String name) throws IOException {
        Map<String, String> labels = labels(name + ".jsonl");
        List<Sample> samples = samples(entry(name + ".samples.yaml", "samples"), node -> labelled(node, labels));
        Map<String, String> apart = apart(name + ".samples.yaml");

        Set<String> known = new TreeSet<>(apart.keySet());
        samples.forEach(sample -> known.add(sample.name()));
        assertThat(known).isEqualTo(labels.keySet());
        assertThat(samples.size() + apart.size()).isEqualTo(labels.size());
        System.out.println("apart, since no check could gather what they say:");
        apart.forEach((id, why) -> System.out.println("  " + id + " (" + labels.get(id) + "): " + why));
        return samples;
    }

    private static ConfusionMatrix matrix(String title, List<Sample> samples) {
        ConfusionMatrix matrix = new ConfusionMatrix();
        SampleTrial trial = new SampleTrial(Rules.builtIn());
        for (Sample sample : samples) {
            SampleResult result = new SampleResult(sample.at(), sample.name(), trial.play(sample), Optional.empty());
            matrix.add(sample.name(), sample.expected().cause().orElseThrow(), result);
        }
        System.out.println(matrix.text(title));
        return matrix;
    }

    private static void assertRight(String title, List<Sample> samples) {
        ConfusionMatrix matrix = matrix(title, samples);
        assertThat(matrix.worst()).as("broken productions called anything else").isEmpty();
        assertThat(matrix.right() / (double) matrix.total())
                .as(matrix.text(title))
                .isGreaterThanOrEqualTo(0.97);
    }

    private List<Sample> samples(PlanNode node, UnaryOperator<PlanNode> each) {
        PlanErrors errors = new PlanErrors();
        PlanNode.Sequence list = (PlanNode.Sequence) node;
        List<PlanNode> items = list.items().stream().map(each).toList();
        List<Sample> samples = new SampleReader(plan, errors)
                .read(new PlanNode.Sequence(list.at(), list.path(), items), Optional.empty());
        assertThat(errors.all()).isEmpty();
        return samples;
    }

    private static PlanNode entry(String file, String key) {
        PlanErrors errors = new PlanErrors();
        PlanNode.Mapping root =
                (PlanNode.Mapping) PlainYaml.read(CORPUS.resolve(file), errors).orElseThrow();
        return root.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** The case with the cause that its label stands for. */
    private static PlanNode labelled(PlanNode node, Map<String, String> labels) {
        PlanNode.Mapping mapping = (PlanNode.Mapping) node;
        String name = text(mapping.entries().getFirst().value());
        String cause = switch (String.valueOf(labels.get(name))) {
            case "real" -> "production";
            case "infra" -> "infrastructure";
            case "ratelimit" -> "rate-limit";
            case "config" -> "configuration";
            default -> throw new AssertionError("no label for " + name);
        };
        List<PlanNode.Entry> entries = new ArrayList<>(mapping.entries());
        entries.add(new PlanNode.Entry(
                mapping.at(),
                "cause",
                new PlanNode.Scalar(mapping.at(), mapping.path(), Template.literal(cause), true)));
        return new PlanNode.Mapping(mapping.at(), mapping.path(), entries);
    }

    private static Map<String, String> apart(String file) {
        Map<String, String> apart = new TreeMap<>();
        ((PlanNode.Mapping) entry(file, "apart"))
                .entries()
                .forEach(entry -> apart.put(entry.key(), text(entry.value())));
        return apart;
    }

    private static Map<String, String> labels(String file) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        for (String line : Files.readAllLines(CORPUS.resolve(file))) {
            JsonNode entry = Json.mapper().readTree(line);
            labels.put(entry.path("id").asText(), entry.path("label").asText());
        }
        return labels;
    }

    private static String text(PlanNode node) {
        return ((PlanNode.Scalar) node).template().toString();
    }
}
