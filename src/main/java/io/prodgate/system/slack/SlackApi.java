package io.prodgate.system.slack;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/**
 * The part of Slack's Web API that prodgate asks, below {@code https://slack.com/api}. Mistakes are answered with 200 and {@code "ok":
 * false}, too many questions with 429 and {@code Retry-After}.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/conversations.history">conversations.history</a>
 */
@Path("/conversations.history")
@Produces("application/json")
public interface SlackApi {
    /**
     * Messages of a channel, the latest first. The token's bot has to be in the channel and needs the scope {@code channels:history}, in
     * a private channel {@code groups:history}.
     *
     * @param channel its id: {@code C1234567890}
     * @param oldest since when, seconds since 1970: {@code 1512085950.000216}
     * @param limit how many on a page; Slack recommends 200 at most
     * @param cursor of the page; the first one if null
     */
    @GET
    HistoryAnswer history(
            @QueryParam("channel") String channel,
            @QueryParam("oldest") String oldest,
            @QueryParam("limit") int limit,
            @QueryParam("cursor") @Nullable String cursor);
}
