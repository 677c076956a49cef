package io.prodgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.demo.promql.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A dashboard as a plain page: Grafana itself would draw it. */
final class DashboardPage {
    private DashboardPage() {}

    static String of(Dashboards.Dashboard dashboard, PanelQueries queries) {
        StringBuilder page = new StringBuilder("<!doctype html><meta charset=\"utf-8\"><title>"
                + escaped(dashboard.title()) + "</title>\n<h1>" + escaped(dashboard.title()) + "</h1>\n");
        for (JsonNode panel : dashboard.model().path("panels")) {
            page.append("<h2>").append(escaped(panel.path("title").asText())).append("</h2>\n");
            for (JsonNode target : panel.path("targets")) {
                // "All", as the dashboards are saved.
                String expression = target.path("expr").asText().replace("$tenant", ".*");
                page.append("<p><code>").append(escaped(expression)).append("</code></p>\n<table>\n");
                queries.now(expression)
                        .forEach((labels, value) -> page.append(
                                "<tr><td>" + escaped(labels) + "</td><td>" + escaped(value) + "</td></tr>\n"));
                page.append("</table>\n");
            }
        }
        return page.toString();
    }

    /** Values by the labels, in order. */
    static Map<String, String> told(List<Value.Sample> samples) {
        Map<String, String> told = new TreeMap<>();
        for (Value.Sample sample : samples) {
            String labels = new TreeMap<>(sample.labels())
                    .entrySet().stream()
                            .map(label -> label.getKey() + "=" + label.getValue())
                            .collect(Collectors.joining(" "));
            told.put(labels, PrometheusJson.number(sample.value()));
        }
        return told;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
