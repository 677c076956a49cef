package io.prodgate.check.alert;

import io.prodgate.check.AskedSystem;
import io.prodgate.plan.RegularExpression;
import io.prodgate.plan.Template;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a check of kind {@code alert} looks at.
 *
 * @param name of the alert
 * @param labels that it has, as far as they matter; of a posted one with references
 * @param prometheus that evaluates its rule; absent if the alert is posted
 * @param alertmanager that sends it, if one is asked
 * @param until what is waited for
 * @param within how long it may take from its cause until it is delivered, or from the end of its cause until it is resolved
 * @param receivers who has to be told; whoever is, if empty
 * @param message what its annotations have to hold
 * @param jobs whose scrape interval counts; any if empty
 * @param annotations of a posted alert
 * @param noise how often it may have fired before, if that matters
 * @param told where what people are told can be read
 * @param grafana that evaluates the rule too and has to know its end, if there is one
 */
record AlertPlan(
        String name,
        Map<String, Template> labels,
        Optional<AskedSystem> prometheus,
        Optional<AskedSystem> alertmanager,
        Until until,
        Duration within,
        List<String> receivers,
        Message message,
        List<String> jobs,
        Map<String, Template> annotations,
        Optional<Noise> noise,
        Told told,
        Optional<AskedSystem> grafana) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    AlertPlan {
        labels = Map.copyOf(labels);
        receivers = List.copyOf(receivers);
        jobs = List.copyOf(jobs);
        annotations = Map.copyOf(annotations);
    }

    /** How long it may ring, until others were told if that matters. */
    Duration rings() {
        return within.plus(told.escalates().orElse(Duration.ZERO));
    }

    /** How long is waited for others before it is posted: longer than Alertmanager's usual {@code group_interval}. */
    Duration patience() {
        return until == Until.POSTED ? within.plus(PATIENCE) : Duration.ZERO;
    }

    /** How long it may take in all. */
    Duration longest() {
        return patience().plus(rings()).plus(told.resolved() ? within : Duration.ZERO);
    }

    /** What is waited for. */
    enum Until {
        /** Nothing: its settings are looked at. */
        NOTHING,
        /** That it fires and is delivered. */
        FIRING,
        /** That it is resolved. */
        RESOLVED,
        /** That one which we post is delivered. */
        POSTED
    }

    /**
     * What annotations have to hold.
     *
     * @param contains texts, each in one of them
     * @param matches a pattern that one of them matches, if there is one
     */
    record Message(List<String> contains, Optional<RegularExpression> matches) {
        Message {
            contains = List.copyOf(contains);
        }

        boolean any() {
            return !contains.isEmpty() || matches.isPresent();
        }

        /**
         * Judges texts of which one has to hold each thing.
         *
         * @param actual the texts for people
         */
        void judge(Collection<String> texts, String actual, Story story) {
            for (String text : contains) {
                judge("contains '" + text + "'", actual, texts.stream().anyMatch(value -> value.contains(text)), story);
            }
            matches.ifPresent(pattern -> judge(
                    "matches " + pattern,
                    actual,
                    texts.stream().anyMatch(value -> pattern.find(value).orElse(false)),
                    story));
        }

        private static void judge(String expected, String actual, boolean there, Story story) {
            if (there) {
                story.met("alert message", expected, actual);
            } else {
                story.missed("alert message", expected, actual, "");
            }
        }
    }

    /**
     * Where what people are told can be read.
     *
     * @param inboxes systems and places in them
     * @param resolved whether the end of a posted alert has to be told there too
     */
    record Told(List<Inbox> inboxes, boolean resolved) {
        /** Nowhere. */
        static final Told NOWHERE = new Told(List.of(), false);

        Told {
            inboxes = List.copyOf(inboxes);
        }

        /** The services of PagerDuty among them. */
        Optional<Services> services() {
            return inboxes.stream()
                    .filter(Inbox.Services.class::isInstance)
                    .map(inbox -> ((Inbox.Services) inbox).asked())
                    .findFirst();
        }

        /** How soon others have to be told, if that matters. */
        Optional<Duration> escalates() {
            return services().flatMap(Services::escalates);
        }
    }

    /** A channel of Slack by its id. */
    record Channel(AskedSystem system, String id) {}

    /**
     * Services of PagerDuty.
     *
     * @param ids all that the token may see if there are none
     * @param escalates how soon after it arrived others have to be told, if that matters
     */
    record Services(AskedSystem system, List<String> ids, Optional<Duration> escalates) {
        Services {
            ids = List.copyOf(ids);
        }
    }

    /**
     * How often it may have fired.
     *
     * @param window how far back
     * @param most how many times in it
     */
    record Noise(Duration window, int most) {}
}
