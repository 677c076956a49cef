package io.prodgate.check.separation;

import java.util.regex.Pattern;

/**
 * What takes some lines out of streams of Loki: matchers of labels, {@code synthetic="true"}, or stages of a pipeline,
 * {@code | json | synthetic="true"}.
 *
 * @see <a href="https://grafana.com/docs/loki/latest/query/log_queries/">log queries</a>
 */
final class LogFilters {
    private static final Pattern STREAMS = Pattern.compile("\\{[^{}]+}");
    private static final Pattern STAGES = Pattern.compile("(?s)\\s*(\\||!=|!~).*\\S.*");

    private LogFilters() {}

    /** True for a selector of streams alone. */
    static boolean isStreams(String written) {
        return STREAMS.matcher(written.strip()).matches();
    }

    /** True for stages of a pipeline, which have no opposite. */
    static boolean areStages(String written) {
        return STAGES.matcher(written).matches();
    }

    /** The query for what a filter takes out of streams. */
    static String with(String streams, String filter) {
        return areStages(filter) ? streams.strip() + " " + filter.strip() : Matchers.with(streams, filter);
    }

    /** A text as LogQL writes it. */
    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
