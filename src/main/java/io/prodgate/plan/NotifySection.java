package io.prodgate.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code notify}. */
final class NotifySection {
    private static final int MOST = 20;
    private static final List<String> RUN_TIME = List.of(Namespace.SECRET.word());
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+");
    private static final List<String> AUDIENCES = List.of("operations", "product", "client");
    private static final List<String> OCCASIONS =
            List.of("approved", "approved-with-conditions", "not-approved", "inconclusive", "decision");

    private final Set<String> names = new HashSet<>();

    List<NotifyEntry> read(Keys plan) {
        List<NotifyEntry> entries = plan.mappings("notify", this::entry).stream()
                .flatMap(Optional::stream)
                .toList();
        if (entries.size() > MOST) {
            plan.error(
                    "notify", "there are " + entries.size() + " entries, and " + MOST + " is the most", "tell fewer");
        }
        return entries;
    }

    Optional<NotifyEntry> entry(Keys keys) {
        for (NotifyEntry.Kind kind : NotifyEntry.Kind.values()) {
            String word = kind.name().toLowerCase(Locale.ROOT);
            if (keys.has(word)) {
                Optional<NotifyEntry> entry = keys.mapping(word, own -> entry(own, kind, word));
                keys.done();
                return entry;
            }
        }
        keys.error(
                "slack",
                "who is told has one key, its kind",
                "write slack, pagerduty, webhook or github, and below it the kind's own keys");
        keys.done();
        return Optional.empty();
    }

    private NotifyEntry entry(Keys own, NotifyEntry.Kind kind, String word) {
        Map<String, Template> settings = new LinkedHashMap<>();
        switch (kind) {
            case SLACK -> slack(own, settings);
            case PAGERDUTY -> {
                required(own, settings, "routing-key");
                url(own, settings, "api");
            }
            case WEBHOOK -> {
                required(own, settings, "url");
                take(own, settings, "secret");
            }
            case GITHUB -> gitHub(own, settings);
        }
        NotifyEntry entry = new NotifyEntry(
                name(own, word), kind, word(own, "audience", AUDIENCES).orElse("operations"), occasions(own), settings);
        own.done();
        return entry;
    }

    private static void slack(Keys own, Map<String, Template> settings) {
        take(own, settings, "webhook");
        take(own, settings, "token");
        take(own, settings, "channel");
        url(own, settings, "api");
        boolean bot = settings.containsKey("token") && settings.containsKey("channel");
        boolean mixed = settings.containsKey("webhook") && (own.has("token") || own.has("channel") || own.has("api"));
        if (mixed || !settings.containsKey("webhook") && !bot) {
            own.error("webhook", "either 'webhook', or 'token' and 'channel'", "write 'webhook: ${secret.…}'");
        }
    }

    private static void gitHub(Keys own, Map<String, Template> settings) {
        required(own, settings, "token");
        required(own, settings, "repository");
        own.text("repository")
                .filter(text -> !REPOSITORY.matcher(text).matches())
                .ifPresent(text ->
                        own.error("repository", "'" + Excerpt.of(text) + "' is no repository", "write owner/name"));
        take(own, settings, "status");
        take(own, settings, "deployment");
        url(own, settings, "api");
        settings.put("comment", Template.literal(Boolean.toString(own.flag("comment", false))));
    }

    private static void take(Keys own, Map<String, Template> settings, String key) {
        own.template(key, RUN_TIME).ifPresent(value -> settings.put(key, value));
    }

    private static void required(Keys own, Map<String, Template> settings, String key) {
        if (!own.has(key)) {
            own.error(key, "'" + key + "' is missing", "add it");
        }
        take(own, settings, key);
    }

    private static void url(Keys own, Map<String, Template> settings, String key) {
        own.url(key).ifPresent(url -> settings.put(key, Template.literal(url.toString())));
    }

    private String name(Keys own, String kind) {
        String name = own.text("name").orElse(kind);
        if (!NAME.matcher(name).matches()) {
            own.error("name", "'" + Excerpt.of(name) + "' is no name", "letters, digits, '.', '_' and '-'");
        } else if (!names.add(name)) {
            own.error(
                    "name",
                    "there are two entries called '" + name + "'",
                    "give each a name of its own: 'name: " + name + "-2'");
        }
        return name;
    }

    private static Optional<String> word(Keys own, String key, List<String> words) {
        Optional<String> word = own.text(key);
        word.filter(one -> !words.contains(one))
                .ifPresent(one -> own.error(
                        key,
                        "'" + Excerpt.of(one) + "' is none of " + String.join(", ", words),
                        Nearest.hint(one, words)));
        return word.filter(words::contains);
    }

    private static List<String> occasions(Keys own) {
        List<String> occasions = new ArrayList<>();
        for (String one : own.texts("on")) {
            if (OCCASIONS.contains(one)) {
                occasions.add(one);
            } else {
                own.error(
                        "on",
                        "'" + Excerpt.of(one) + "' is none of " + String.join(", ", OCCASIONS),
                        Nearest.hint(one, OCCASIONS));
            }
        }
        return occasions;
    }
}
