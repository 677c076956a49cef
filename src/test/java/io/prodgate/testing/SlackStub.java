package io.prodgate.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Slack in small, with one channel: an incoming webhook ({@code https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks})
 * and {@code conversations.history} ({@code https://docs.slack.dev/reference/methods/conversations.history}), in pages of one message.
 */
public final class SlackStub {
    /** The channel's id. */
    public static final String CHANNEL = "C1234567890";

    /** The token of a bot that is in it. */
    public static final String TOKEN = "xoxb-of-a-bot";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> COLORS = Map.of("danger", "a30200", "good", "2eb886");

    private final List<ObjectNode> messages = new ArrayList<>();
    private final AtomicInteger limited = new AtomicInteger();
    private volatile boolean losing;

    /** A Slack below a path of a server: {@code /hook}, and {@code /api} for its Web API. */
    public SlackStub(HttpServer server, String path) {
        server.createContext(path + "/hook", this::hook);
        server.createContext(path + "/api/conversations.history", this::history);
    }

    /** Answers the next question with 429. */
    public void limits() {
        limited.set(1);
    }

    /** Takes messages from now on that nobody finds. */
    public void loses() {
        losing = true;
    }

    /** Somebody says something. */
    public synchronized void says(String text) throws IOException {
        take(JSON.createObjectNode().put("text", text));
    }

    private void hook(HttpExchange exchange) throws IOException {
        JsonNode message = JSON.readTree(exchange.getRequestBody());
        if (!losing) {
            take(message);
        }
        answer(exchange, 200, "text/plain", "ok");
    }

    private synchronized void take(JsonNode message) {
        ObjectNode kept = JSON.createObjectNode().put("type", "message").put("subtype", "bot_message");
        Instant now = Instant.now();
        kept.put("ts", "%d.%06d".formatted(now.getEpochSecond(), now.getNano() / 1000));
        kept.put("text", escaped(message.path("text").asText("")));
        ArrayNode attachments = kept.putArray("attachments");
        for (JsonNode one : message.path("attachments")) {
            ObjectNode attachment = attachments.addObject();
            for (String key : List.of("title", "text", "fallback", "pretext")) {
                if (one.hasNonNull(key)) {
                    attachment.put(key, escaped(one.path(key).asText()));
                }
            }
            String color = one.path("color").asText("");
            attachment.put("color", COLORS.getOrDefault(color, color));
        }
        messages.addFirst(kept);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private synchronized void history(HttpExchange exchange) throws IOException {
        Map<String, String> asked = query(exchange);
        if (limited.getAndDecrement() > 0) {
            exchange.getResponseHeaders().add("Retry-After", "1");
            answer(exchange, 429, "application/json", "{\"ok\":false,\"error\":\"ratelimited\"}");
            return;
        }
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 200, "application/json", "{\"ok\":false,\"error\":\"invalid_auth\"}");
            return;
        }
        if (!CHANNEL.equals(asked.get("channel"))) {
            answer(exchange, 200, "application/json", "{\"ok\":false,\"error\":\"channel_not_found\"}");
            return;
        }
        BigDecimal oldest = new BigDecimal(asked.getOrDefault("oldest", "0"));
        List<ObjectNode> found = messages.stream()
                .filter(message -> new BigDecimal(message.path("ts").asText()).compareTo(oldest) > 0)
                .toList();
        int from = Integer.parseInt(asked.getOrDefault("cursor", "0"));
        boolean more = from + 1 < found.size();
        ObjectNode json = JSON.createObjectNode().put("ok", true);
        ArrayNode page = json.putArray("messages");
        found.stream().skip(from).limit(1).forEach(page::add);
        json.put("has_more", more);
        json.putObject("response_metadata").put("next_cursor", more ? String.valueOf(from + 1) : "");
        answer(exchange, 200, "application/json", json.toString());
    }

    /** The parameters of a question. */
    static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> asked = new HashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            asked.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return asked;
    }

    /** Answers with a text. */
    static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
