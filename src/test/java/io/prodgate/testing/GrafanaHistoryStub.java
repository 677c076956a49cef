package io.prodgate.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.Map;

/**
 * A Grafana that evaluates the rule {@code QueueDepthHigh} and keeps its history in its database, by {@code
 * https://grafana.com/docs/grafana/latest/developers/http_api/annotations/}. The path says what happened last: {@code /Normal}, {@code
 * /Alerting} or {@code /nothing}.
 */
public final class GrafanaHistoryStub {
    private GrafanaHistoryStub() {}

    /** Puts it below a path of a server. */
    public static void below(HttpServer server, String path) {
        server.createContext(path, exchange -> answer(exchange, path));
    }

    private static void answer(HttpExchange exchange, String base) throws IOException {
        String[] path =
                exchange.getRequestURI().getPath().substring(base.length() + 1).split("/", 2);
        if (!path[1].equals("api/annotations")) {
            SlackStub.answer(exchange, 400, "application/json", "{\"message\":\"ruleUID is required\"}");
            return;
        }
        Map<String, String> asked = SlackStub.query(exchange);
        long from = Long.parseLong(asked.getOrDefault("from", ""));
        String text = path[0].equals("nothing")
                ? "[]"
                : "[%s,%s]".formatted(change("Normal", path[0], from + 2), change("Pending", "Alerting", from + 1));
        SlackStub.answer(exchange, 200, "application/json", text);
    }

    private static String change(String before, String now, long at) {
        return "{\"id\":1,\"alertId\":1,\"alertName\":\"QueueDepthHigh\",\"prevState\":\"%s\",\"newState\":\"%s\",\"time\":%d,\"text\":\"\"}"
                .formatted(before, now, at);
    }
}
