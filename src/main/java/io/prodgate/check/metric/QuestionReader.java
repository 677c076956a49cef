package io.prodgate.check.metric;

import io.prodgate.check.metric.MetricSettings.Figure;
import io.prodgate.check.metric.Presets.Changes;
import io.prodgate.check.metric.Presets.Preset;
import io.prodgate.plan.Keys;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what is asked: a query, or a preset with what is changed of it. */
final class QuestionReader {
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,99}");
    private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]{0,199}");
    private static final List<String> OF_PRESETS = List.of("metric", "total", "select", "outcome", "success", "above");
    private static final int USUAL_LIMIT = 25;

    private final Keys own;

    QuestionReader(Keys own) {
        this.own = own;
    }

    Question read() {
        String group = named("per-tenant", LABEL, "a label").orElse("");
        Optional<Preset> preset = own.oneOf("preset", Presets.byName());
        Changes changes = new Changes(
                named("metric", METRIC, "a metric's name"),
                named("total", METRIC, "a metric's name"),
                own.text("select").orElse(""),
                group,
                named("outcome", LABEL, "a label").orElse("status"),
                own.text("success").orElse("success").replace("\\", "\\\\").replace("\"", "\\\""),
                own.integer("above", 0, 1_000_000_000).orElse(USUAL_LIMIT));
        if (own.has("total") && preset.map(found -> found.total().isEmpty()).orElse(false)) {
            own.error("total", "this preset is no share of another metric", "leave it out, or write a query");
        }
        Optional<String> query = own.text("query").filter(text -> !text.isBlank());
        if (query.isPresent() == own.has("preset")) {
            own.error(
                    "query",
                    query.isPresent() ? "both 'query' and 'preset' are given" : "'query' is missing",
                    "give a query in PromQL, or the name of a preset");
        }
        if (query.isPresent()) {
            OF_PRESETS.stream()
                    .filter(own::has)
                    .forEach(key -> own.error(
                            key, "'" + key + "' changes a preset, and there is none", "write it into the query"));
            return new Question("value", query.get(), Optional.empty(), Figure.EACH, group);
        }
        return preset.map(found -> new Question(
                        own.text("preset").orElse("value"),
                        Presets.query(found, changes),
                        Optional.of(found.measure()),
                        found.figure(),
                        group))
                .orElse(new Question("value", "", Optional.empty(), Figure.EACH, group));
    }

    private Optional<String> named(String key, Pattern form, String what) {
        Optional<String> text = own.text(key);
        text.filter(name -> !form.matcher(name).matches())
                .ifPresent(
                        name -> own.error(key, "'" + name + "' is not " + what, "use letters, digits and underscores"));
        return text;
    }
}
