package io.prodgate.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import io.prodgate.system.SystemException;
import io.prodgate.verdict.Gate;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A channel of Slack, by an incoming webhook or by a bot.
 *
 * @param name in the plan
 * @param audience how much is told
 * @param when of which verdicts, and whether of decisions
 * @param url of the webhook, or of {@code chat.postMessage}
 * @param bot its token and the channel's id
 * @see <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">incoming webhooks</a>
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage">chat.postMessage</a>
 */
public record Slack(String name, Audience audience, Occasions when, URI url, Optional<Bot> bot) implements Recipient {
    // https://docs.slack.dev/reference/block-kit/blocks: 50 blocks, a header of 150, a section of 3000 characters.
    private static final int HEADER = 150;
    private static final int SECTION = 3000;

    /**
     * A bot.
     *
     * @param token {@code xoxb-…}
     * @param channel its id: {@code C0123456789}
     */
    public record Bot(String token, String channel) {
        @Override
        public String toString() {
            return "bot in " + channel;
        }
    }

    /** Without the URL, which is a secret. */
    @Override
    public String toString() {
        return "Slack " + name;
    }

    @Override
    public boolean wants(Message message) {
        return when.include(message);
    }

    @Override
    public String tell(Message message, Line line) throws SystemException, InterruptedException {
        ObjectNode body = body(message);
        if (bot.isEmpty()) {
            line.send("POST", url, List.of(), body);
            return "taken";
        }
        body.put("channel", bot.get().channel());
        String stamp = line.talk(
                        "POST",
                        url,
                        List.of(Map.entry("Authorization", "Bearer " + bot.get().token())),
                        body)
                .path("ts")
                .asText();
        return stamp.isEmpty() ? "taken" : "taken as " + Texts.line(stamp, 40);
    }

    static ObjectNode body(Message message) {
        ObjectNode body = Json.mapper().createObjectNode();
        // What notifications show, and what is read aloud.
        body.put("text", escaped(message.headline()));
        body.put("unfurl_links", false);
        ArrayNode blocks = body.putArray("blocks");
        ObjectNode header = blocks.addObject().put("type", "header");
        header.putObject("text")
                .put("type", "plain_text")
                .put("text", Texts.cut(sign(message) + " " + message.headline(), HEADER));
        section(blocks, escaped(message.meaning()));
        if (!message.findings().isEmpty()) {
            section(
                    blocks,
                    Texts.lines(
                            message.findings().stream()
                                    .map(finding -> "• " + escaped(finding))
                                    .toList(),
                            SECTION));
        }
        List<String> next =
                new ArrayList<>(message.next().stream().map(Slack::escaped).toList());
        message.job().ifPresent(job -> next.add("<" + escaped(job.toString()).replace("|", "%7C") + "|the job>"));
        if (!next.isEmpty()) {
            section(blocks, Texts.lines(next, SECTION));
        }
        return body;
    }

    private static void section(ArrayNode blocks, String text) {
        blocks.addObject()
                .put("type", "section")
                .putObject("text")
                .put("type", "mrkdwn")
                .put("text", Texts.cut(text, SECTION))
                .put("verbatim", true);
    }

    private static String sign(Message message) {
        return message.standing().gate() == Gate.OPEN ? ":white_check_mark:" : ":no_entry:";
    }

    /** <a href="https://docs.slack.dev/messaging/formatting-message-text#escaping">The three characters</a> that could begin a mention. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
