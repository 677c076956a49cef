package io.prodgate.cli;

import io.prodgate.notify.Audience;
import io.prodgate.notify.GitHub;
import io.prodgate.notify.Occasions;
import io.prodgate.notify.PagerDuty;
import io.prodgate.notify.Recipient;
import io.prodgate.notify.Slack;
import io.prodgate.notify.Webhook;
import io.prodgate.plan.NotifyEntry;
import io.prodgate.plan.Values;
import io.prodgate.verdict.Verdict;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is told, with their secrets filled in.
 *
 * @param values the plan's secrets
 * @param clock the time
 */
record Recipients(Values values, Supplier<Instant> clock) {
    private static final String DECISION = "decision";

    /** Somebody who cannot be told as the plan has it; the message says why. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableException(String message) {
            super(message);
        }
    }

    /** One of them. */
    Recipient of(NotifyEntry entry) throws UnusableException {
        Audience audience = Audience.of(entry.audience()).orElse(Audience.OPERATIONS);
        Occasions when = occasions(entry);
        return switch (entry.kind()) {
            case SLACK -> slack(entry, audience, when);
            case PAGERDUTY ->
                new PagerDuty(
                        entry.name(),
                        audience,
                        when,
                        url(below(text(entry, "api").orElse("https://events.pagerduty.com"), "/v2/enqueue")),
                        required(entry, "routing-key"));
            case WEBHOOK ->
                new Webhook(entry.name(), audience, when, url(required(entry, "url")), text(entry, "secret"), clock);
            case GITHUB ->
                new GitHub(
                        entry.name(),
                        audience,
                        when,
                        url(text(entry, "api").orElse("https://api.github.com")),
                        required(entry, "token"),
                        required(entry, "repository"),
                        Optional.of(text(entry, "status").orElse("prodgate")).filter(status -> !status.equals("off")),
                        text(entry, "deployment"),
                        text(entry, "comment").filter("true"::equals).isPresent());
        };
    }

    private Slack slack(NotifyEntry entry, Audience audience, Occasions when) throws UnusableException {
        if (entry.setting("webhook").isPresent()) {
            return new Slack(entry.name(), audience, when, url(required(entry, "webhook")), Optional.empty());
        }
        URI post = url(below(text(entry, "api").orElse("https://slack.com/api"), "/chat.postMessage"));
        return new Slack(
                entry.name(),
                audience,
                when,
                post,
                Optional.of(new Slack.Bot(required(entry, "token"), required(entry, "channel"))));
    }

    private static Occasions occasions(NotifyEntry entry) {
        if (entry.on().isEmpty()) {
            return entry.kind() == NotifyEntry.Kind.PAGERDUTY
                    ? new Occasions(Set.of(Verdict.NOT_APPROVED), false)
                    : new Occasions(EnumSet.allOf(Verdict.class), true);
        }
        return new Occasions(
                Stream.of(Verdict.values())
                        .filter(verdict -> entry.on().contains(verdict.wireName()))
                        .collect(Collectors.toUnmodifiableSet()),
                entry.on().contains(DECISION));
    }

    private String required(NotifyEntry entry, String key) throws UnusableException {
        return text(entry, key)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new UnusableException("'" + key + "' has no value"));
    }

    private Optional<String> text(NotifyEntry entry, String key) throws UnusableException {
        try {
            return entry.setting(key).map(template -> template.fill(values));
        } catch (Values.MissingValueException e) {
            throw new UnusableException(String.valueOf(e.getMessage()));
        }
    }

    private static String below(String base, String path) {
        return base.replaceAll("/+$", "") + path;
    }

    /** The text is not quoted: it may be a secret. */
    private static URI url(String text) throws UnusableException {
        try {
            URI url = URI.create(text.strip());
            if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new UnusableException("its URL is none");
        }
        throw new UnusableException("its URL is none");
    }
}
