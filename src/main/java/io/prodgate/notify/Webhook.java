package io.prodgate.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import io.prodgate.journal.RunHead;
import io.prodgate.system.SystemException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Anything that takes JSON by POST, signed as Standard Webhooks are: {@code webhook-id}, {@code webhook-timestamp},
 * {@code webhook-signature: v1,<base64 of HMAC-SHA256 over id.timestamp.body>}. The id is the same each time a message is sent.
 *
 * @param name in the plan
 * @param audience how much is told
 * @param when of which verdicts, and whether of decisions
 * @param url where
 * @param secret {@code whsec_<base64>}, or any text
 * @param clock for the timestamp
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
public record Webhook(
        String name, Audience audience, Occasions when, URI url, Optional<String> secret, Supplier<Instant> clock)
        implements Recipient {
    private static final String PREFIX = "whsec_";

    @Override
    public String toString() {
        return "webhook " + name;
    }

    @Override
    public boolean wants(Message message) {
        return when.include(message);
    }

    @Override
    public String tell(Message message, Line line) throws SystemException, InterruptedException {
        byte[] body = Line.bytes(body(message));
        String id =
                "prodgate-" + message.run().head().id() + "-" + message.about().replace(' ', '-');
        String stamp = Long.toString(clock.get().getEpochSecond());
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        headers.add(Map.entry("webhook-id", id));
        headers.add(Map.entry("webhook-timestamp", stamp));
        secret.ifPresent(key -> headers.add(Map.entry("webhook-signature", "v1," + signature(key, id, stamp, body))));
        line.send("POST", url, headers, body);
        return "taken";
    }

    static ObjectNode body(Message message) {
        RunHead head = message.run().head();
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("type", message.decision().isPresent() ? "prodgate.decision-made" : "prodgate.run-finished");
        body.put("timestamp", message.run().ended().toString());
        ObjectNode data = body.putObject("data");
        data.put("run", head.id());
        data.put("production", head.production());
        data.put("url", head.url().toString());
        head.revision().ifPresent(revision -> data.put("revision", revision));
        data.put("verdict", message.judged().verdict().wireName());
        data.put("gate", message.standing().gate().wireName());
        message.standing().until().ifPresent(until -> data.put("until", until.toString()));
        data.put("headline", message.headline());
        data.put("meaning", message.meaning());
        ArrayNode findings = data.putArray("findings");
        message.findings().forEach(findings::add);
        ArrayNode next = data.putArray("next");
        message.next().forEach(next::add);
        message.decision()
                .ifPresent(decision -> data.putObject("decision")
                        .put("decision", decision.kind().wireName())
                        .put("by", decision.by())
                        .put("reason", decision.reason())
                        .put("until", decision.until().toString()));
        message.job().ifPresent(job -> data.put("job", job.toString()));
        return body;
    }

    static String signature(String secret, String id, String stamp, byte[] body) {
        byte[] key = secret.startsWith(PREFIX)
                ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + stamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
