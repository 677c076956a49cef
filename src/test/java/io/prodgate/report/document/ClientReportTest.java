package io.prodgate.report.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Json;
import io.prodgate.journal.Acceptance;
import io.prodgate.journal.Entry;
import io.prodgate.journal.Event;
import io.prodgate.journal.Fold;
import io.prodgate.journal.JournalReader;
import io.prodgate.journal.RunResult;
import io.prodgate.report.SampleAcceptance;
import io.prodgate.report.html.DocumentHtml;
import io.prodgate.report.markdown.DocumentMarkdown;
import io.prodgate.verdict.Judge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ClientReportTest {
    private static final Path JOURNAL = Path.of("docs/examples/documents/run/events.jsonl");
    private static final String MARKER = "Innermost";

    /** What people write for those who read the report, and words that the journal's format has. */
    private static final Set<String> KEPT = Set.of(
            "type",
            "title",
            "text",
            "production",
            "kind",
            "severity",
            "safety",
            "outcome",
            "cause",
            "end",
            "state",
            "next",
            "credential",
            "trouble",
            "unit",
            "roles",
            "role",
            "verdict",
            "problem",
            "started",
            "notBefore",
            "notAfter",
            "at",
            "from",
            "to",
            "first",
            "last",
            "since",
            "start",
            "until",
            "settleUntil",
            "value");

    /** The words for how traces were looked for. */
    private static final Set<String> WORDS = Set.of("tag", "run", "id");

    @Test
    void nothingInternalGetsInWhateverStandsInTheJournal() throws IOException {
        RunResult run = marked();
        Document document = ClientReport.of(Judge.judge(run));

        assertThat(Json.mapper().writeValueAsString(run.checks())).contains(MARKER);
        assertThat(DocumentMarkdown.of(document))
                .doesNotContain(MARKER)
                .contains("Every ticket gets its note", "below 0.4 s", "| by a person |");
        assertThat(DocumentHtml.of(document)).doesNotContain(MARKER);
    }

    @Test
    void titlesAndCriteriaLoseWhatIsNobodysBusiness() {
        RunResult run = SampleAcceptance.of(
                new Acceptance(
                        List.of(new Acceptance.Criterion(
                                "A",
                                "see https://wiki.example.com/x, 10.0.0.1:80, jo@example.com, rule PG-311",
                                false)),
                        List.of("Lead at api.example.com"),
                        Optional.of("team-a"),
                        Optional.empty()),
                List.of(),
                SampleAcceptance.check("one", Outcome.PASSED, Optional.empty(), "A"));

        assertThat(DocumentMarkdown.of(ClientReport.of(Judge.judge(run))))
                .contains("see … …, …, rule …", "Lead at …")
                .doesNotContain("example", "10.0.0.1", "PG-311");
    }

    /** The demo's run, with the marker in the place of every text that is not for everybody. */
    private static RunResult marked() throws IOException {
        return Fold.of(JournalReader.read(JOURNAL).entries().stream()
                .map(entry -> {
                    try {
                        JsonNode tree = Json.mapper().valueToTree(entry.event());
                        mark("", tree);
                        return new Entry(
                                entry.number(), entry.at(), Json.mapper().treeToValue(tree, Event.class));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList());
    }

    private static void mark(String key, JsonNode node) {
        switch (node) {
            case ObjectNode object ->
                object.properties().forEach(entry -> {
                    if (entry.getValue() instanceof TextNode text && !KEPT.contains(entry.getKey())) {
                        entry.setValue(TextNode.valueOf(marked(entry.getKey(), text.textValue())));
                    } else {
                        mark(entry.getKey(), entry.getValue());
                    }
                });
            case ArrayNode array -> {
                for (int at = 0; at < array.size(); at++) {
                    if (array.get(at) instanceof TextNode text && !KEPT.contains(key)) {
                        array.set(at, TextNode.valueOf(marked(key, text.textValue())));
                    } else {
                        mark(key, array.get(at));
                    }
                }
            }
            default -> {}
        }
    }

    /** A URL stays one, and a bound begins as it did. */
    private static String marked(String key, String text) {
        // What people call a criterion is for everybody.
        if (text.isEmpty() || text.matches("AC\\d")) {
            return text;
        }
        if (key.equals("expected") || key.equals("by") && WORDS.contains(text)) {
            return key.equals("by") ? text : text + " " + MARKER;
        }
        return key.equals("url") && text.startsWith("http")
                ? "https://" + MARKER + ".example.com"
                : MARKER + " " + text;
    }
}
