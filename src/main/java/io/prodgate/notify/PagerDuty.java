package io.prodgate.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import io.prodgate.journal.RunHead;
import io.prodgate.system.SystemException;
import io.prodgate.verdict.Gate;
import io.prodgate.verdict.Standing;
import io.prodgate.verdict.Verdict;
import java.net.URI;
import java.util.List;

/**
 * A service of PagerDuty, by Events API v2. There is one incident for each production, however many runs fail; the next approval
 * resolves it.
 *
 * @param name in the plan
 * @param audience how much is told
 * @param when of which verdicts an incident is made; approvals always resolve it
 * @param url {@code https://events.pagerduty.com/v2/enqueue}
 * @param routingKey the service's integration key
 * @see <a href="https://developer.pagerduty.com/docs/events-api-v2-overview">Events API v2</a>
 */
public record PagerDuty(String name, Audience audience, Occasions when, URI url, String routingKey)
        implements Recipient {
    private static final int SUMMARY = 1024;
    private static final int KEY = 255;
    private static final int DETAILS = 20_000;

    @Override
    public String toString() {
        return "PagerDuty " + name;
    }

    /** An approval resolves, whatever else is wanted; a decision makes no incident and resolves none. */
    @Override
    public boolean wants(Message message) {
        return message.decision().isEmpty()
                && (approved(message) || message.judged().gate() == Gate.CLOSED && when.include(message));
    }

    @Override
    public String tell(Message message, Line line) throws SystemException, InterruptedException {
        line.send("POST", url, List.of(), body(message));
        return approved(message) ? "resolved" : "triggered";
    }

    /** A part of the plan says nothing of what the incident is about. */
    private static boolean approved(Message message) {
        return message.judged().gate() == Gate.OPEN
                && message.run().head().selection().isEmpty();
    }

    ObjectNode body(Message message) {
        RunHead head = message.run().head();
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("routing_key", routingKey);
        body.put("event_action", approved(message) ? "resolve" : "trigger");
        body.put("dedup_key", Texts.cut("prodgate " + head.production() + " " + head.url(), KEY));
        if (!approved(message)) {
            ObjectNode payload = body.putObject("payload");
            payload.put("summary", Texts.cut(message.headline(), SUMMARY));
            payload.put("source", Texts.line(head.url().getAuthority(), KEY));
            payload.put("severity", severity(message));
            payload.put("component", Texts.line(head.production(), KEY));
            payload.put("class", "production validation");
            ObjectNode details = payload.putObject("custom_details");
            details.put("run", head.id());
            details.put("meaning", message.meaning());
            details.put("findings", Texts.lines(message.findings(), DETAILS));
            details.put("next", Texts.lines(message.next(), DETAILS));
        }
        message.job()
                .ifPresent(job -> body.putArray("links")
                        .addObject()
                        .put("href", job.toString())
                        .put("text", "the job"));
        return body;
    }

    private static String severity(Message message) {
        if (message.judged().verdict() == Verdict.INCONCLUSIVE) {
            return "warning";
        }
        return Standing.critical(message.judged()).isEmpty() ? "error" : "critical";
    }
}
