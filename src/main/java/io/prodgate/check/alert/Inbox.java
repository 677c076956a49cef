package io.prodgate.check.alert;

import io.prodgate.check.AskedSystem;
import io.prodgate.system.SystemException;
import io.prodgate.system.slack.SlackMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where messages about alerts arrive and can be read. */
sealed interface Inbox {
    /** For people: {@code Slack channel C1234567890}. */
    String name();

    /** What Alertmanager calls the way to it: {@code slack}. */
    String integration();

    /** The system that is asked. */
    AskedSystem system();

    /** What arrived since. */
    List<Message> messages(Round round, Instant since, Instant now)
            throws SystemException, InterruptedException, Round.NobodyToAskException;

    /**
     * A message.
     *
     * @param at when it arrived
     * @param text all of it
     * @param rings whether it says that something is wrong, or did
     * @param ends whether it says that it is so no longer
     * @param incident what PagerDuty made of it
     */
    record Message(Instant at, String text, boolean rings, boolean ends, Optional<Incident> incident) {}

    /** An incident and its escalation policy by their ids. */
    record Incident(String id, Optional<String> policy) {}

    /** A channel of Slack. */
    record Channel(AlertPlan.Channel asked) implements Inbox {
        /** {@code good}, as Slack shows it: of what Alertmanager sends by its own template when an alert is resolved. */
        private static final Set<String> GOOD = Set.of("2eb886", "36a64f", "good", "#2eb886", "#36a64f");

        @Override
        public String name() {
            return "Slack channel " + asked.id();
        }

        @Override
        public AskedSystem system() {
            return asked.system();
        }

        @Override
        public String integration() {
            return "slack";
        }

        @Override
        public List<Message> messages(Round round, Instant since, Instant now)
                throws SystemException, InterruptedException, Round.NobodyToAskException {
            return round.slack(asked).messages(asked.id(), since).stream()
                    .map(Channel::message)
                    .toList();
        }

        private static Message message(SlackMessage message) {
            boolean ends =
                    message.colors().stream().anyMatch(GOOD::contains) || Words.holds(message.text(), "RESOLVED");
            return new Message(message.at(), message.text(), !ends, ends, Optional.empty());
        }
    }

    /** Services of PagerDuty: an alert there is one thing that rings, and then ends. */
    record Services(AlertPlan.Services asked) implements Inbox {
        @Override
        public String name() {
            return asked.ids().isEmpty() ? "PagerDuty" : "PagerDuty service " + String.join(", ", asked.ids());
        }

        @Override
        public AskedSystem system() {
            return asked.system();
        }

        @Override
        public String integration() {
            return "pagerduty";
        }

        @Override
        public List<Message> messages(Round round, Instant since, Instant now)
                throws SystemException, InterruptedException, Round.NobodyToAskException {
            return round.pagerDuty(asked).pages(asked.ids(), since, now).stream()
                    .map(page -> new Message(
                            page.at(),
                            page.text(),
                            true,
                            page.resolved(),
                            Optional.of(new Incident(page.incident(), page.policy()))))
                    .toList();
        }
    }
}
