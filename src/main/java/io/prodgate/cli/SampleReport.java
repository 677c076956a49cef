package io.prodgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import io.prodgate.run.SampleResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * What came of trying the diagnosis rules on samples.
 *
 * @param file of the samples, as the user named it
 */
record SampleReport(Path file, List<SampleResult> results) {
    SampleReport {
        results = List.copyOf(results);
    }

    /** For people: a line a sample; what is wrong with the others is told as mistakes of the file. */
    void print(Palette palette, PrintWriter out) {
        for (SampleResult result : results) {
            boolean holds = result.difference().isEmpty();
            out.println((holds ? palette.good("OK   ") : palette.bad("MISS ")) + DisplayText.line(result.name()) + "  "
                    + palette.quiet("(" + SampleResult.words(result.conclusion()) + ")"));
        }
        if (!results.isEmpty()) {
            out.println();
            out.println(held() + " of " + DisplayText.count(results.size(), "sample") + " in "
                    + DisplayText.line(file.toString()) + " end as they should.");
        }
    }

    /** For programs. */
    String json() {
        ObjectNode root = Json.mapper().createObjectNode();
        root.put("file", file.toString());
        root.put("held", held());
        ArrayNode samples = root.putArray("samples");
        for (SampleResult result : results) {
            ObjectNode sample = samples.addObject();
            sample.put("name", result.name());
            sample.put("at", result.at().toString());
            sample.put("holds", result.difference().isEmpty());
            result.difference().ifPresent(difference -> sample.put("expected", difference));
            sample.put("outcome", result.conclusion().outcome().wireName());
            result.conclusion().cause().ifPresent(cause -> sample.put("cause", cause.wireName()));
            result.conclusion().rule().ifPresent(rule -> sample.put("rule", rule));
            sample.put("explanation", result.conclusion().explanation());
        }
        return root.toPrettyString();
    }

    private int held() {
        return (int)
                results.stream().filter(result -> result.difference().isEmpty()).count();
    }
}
