package io.prodgate.system.slack;

import io.prodgate.evidence.SystemTrouble.Kind;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks Slack, within one visit. */
public final class Slack {
    private static final int ON_A_PAGE = 200;
    private static final int MOST_PAGES = 20;
    private static final int MOST_BYTES = 8 << 20;
    private static final int NANOS_OF_A_MICRO = 1_000;

    private static final Set<String> CREDENTIAL = Set.of(
            "not_authed",
            "invalid_auth",
            "account_inactive",
            "token_revoked",
            "token_expired",
            "no_permission",
            "missing_scope",
            "not_allowed_token_type",
            "access_denied",
            "ekm_access_denied",
            "team_access_not_granted",
            "not_in_channel");
    private static final Set<String> UNABLE =
            Set.of("ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout");

    private final Visit visit;
    private final SlackApi api;

    /** A Slack that is visited. */
    public Slack(Systems systems, Visit visit) {
        this.visit = visit.reading(MOST_BYTES);
        this.api = systems.client(SlackApi.class, this.visit);
    }

    /**
     * What a channel was told since, the latest first.
     *
     * @param channel its id: {@code C1234567890}
     * @throws SystemException if there is no usable answer, or one that is a refusal; the log says why
     */
    public List<SlackMessage> messages(String channel, Instant since) throws SystemException, InterruptedException {
        List<SlackMessage> all = new ArrayList<>();
        String oldest = since.getEpochSecond() + String.format(".%06d", since.getNano() / NANOS_OF_A_MICRO);
        Optional<String> cursor = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            @Nullable String from = cursor.orElse(null);
            HistoryAnswer answer = visit.ask(() -> good(api.history(channel, oldest, ON_A_PAGE, from)));
            for (var json : answer.messages().orElse(List.of())) {
                SlackMessage.read(json).ifPresent(all::add);
            }
            cursor = answer.metadata().flatMap(HistoryAnswer.Metadata::next).filter(next -> !next.isEmpty());
            if (cursor.isEmpty()) {
                return all;
            }
        }
        return visit.ask(() -> {
            throw visit.refused(
                    Kind.TOO_LARGE, "channel " + channel + " was told more than " + ON_A_PAGE * MOST_PAGES + " things");
        });
    }

    private HistoryAnswer good(HistoryAnswer answer) {
        if (answer.ok().equals(Optional.of(true)) && answer.messages().isPresent()) {
            return answer;
        }
        String error = answer.error().orElse("");
        if (error.isEmpty()) {
            throw visit.refused(
                    Kind.UNREADABLE, "the answer has no 'messages' and no 'error': is this Slack's Web API?");
        }
        String needed = answer.needed()
                .map(scope -> ": the token needs the scope " + scope)
                .orElse("");
        throw visit.refused(kind(error), "\"ok\": false, " + error + needed + hint(error));
    }

    private static Kind kind(String error) {
        if (CREDENTIAL.contains(error)) {
            return Kind.CREDENTIAL_REFUSED;
        }
        if (UNABLE.contains(error)) {
            return Kind.UNABLE;
        }
        return error.equals("channel_not_found") ? Kind.NOT_FOUND : Kind.QUESTION_REFUSED;
    }

    private static String hint(String error) {
        return switch (error) {
            case "not_in_channel" -> ": invite the token's bot into the channel";
            case "channel_not_found" -> ": 'channel' is an id such as C1234567890, and the bot has to be in it";
            default -> "";
        };
    }
}
