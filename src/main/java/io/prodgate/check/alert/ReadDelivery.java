package io.prodgate.check.alert;

import io.prodgate.check.alert.Inbox.Message;
import io.prodgate.system.SystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether an alert was delivered, and told to have ended, by what can be read where messages arrive. */
final class ReadDelivery {
    /** How far the clocks of these systems and of this machine may be apart. */
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    private final AlertPlan plan;
    private final Story story;
    private final List<String> words;
    private final Instant since;
    private final Set<Inbox> told = new HashSet<>();
    private final Set<Inbox> ended = new HashSet<>();
    private Optional<Inbox.Incident> incident = Optional.empty();

    /**
     * Messages about an alert.
     *
     * @param words by which they are known
     * @param since before which they are about something else
     */
    ReadDelivery(AlertPlan plan, Story story, Collection<String> words, Instant since) {
        this.plan = plan;
        this.story = story;
        this.words = List.copyOf(words);
        this.since = since.minus(CLOCKS);
    }

    private List<Inbox> inboxes() {
        return plan.told().inboxes();
    }

    boolean any() {
        return !inboxes().isEmpty();
    }

    /** What Alertmanager calls the ways that need no counting, as what arrives is read. */
    Set<String> integrations() {
        return inboxes().stream().map(Inbox::integration).collect(Collectors.toUnmodifiableSet());
    }

    /** What has to become of the incident that PagerDuty made of it, once it is known and if that matters. */
    Optional<Escalation> escalation() {
        return plan.told()
                .services()
                .flatMap(services -> services.escalates()
                        .flatMap(within -> incident.map(found -> new Escalation(services, within, found, story))));
    }

    private List<Message> ours(Inbox inbox, Round round, Instant now)
            throws SystemException, InterruptedException, Round.NobodyToAskException {
        return inbox.messages(round, since, now).stream()
                .filter(message -> !message.at().isBefore(since) && Words.holdsAll(message.text(), words))
                .sorted(Comparator.comparing(Message::at))
                .toList();
    }

    /** Looks whether it has arrived everywhere; true if it has. */
    boolean delivered(Round round, Instant now)
            throws SystemException, InterruptedException, Round.NobodyToAskException {
        for (Inbox inbox : inboxes()) {
            if (!told.contains(inbox)) {
                Optional<Message> message =
                        ours(inbox, round, now).stream().filter(Message::rings).findFirst();
                if (message.isPresent()) {
                    told.add(inbox);
                    arrived(inbox, message.get());
                }
            }
        }
        return told.containsAll(inboxes());
    }

    private void arrived(Inbox inbox, Message message) {
        String text = oneLine(message.text());
        incident = message.incident().or(() -> incident);
        story.step("read in " + inbox.name(), message.at(), text);
        story.met(Delivery.DELIVERED, "to be read in " + inbox.name(), story.after(message.at()) + ": " + text);
        plan.message().judge(List.of(message.text()), text, story);
    }

    /** There is no more time, and it has not arrived everywhere. */
    void notDelivered(String counted) {
        for (Inbox inbox : missing(told)) {
            story.missed(
                    Delivery.DELIVERED,
                    "to be read in " + inbox.name(),
                    "no message with " + String.join(", ", words),
                    counted);
        }
    }

    /** Looks whether its end was told everywhere; true if it was. */
    boolean ended(Round round, Instant now) throws SystemException, InterruptedException, Round.NobodyToAskException {
        for (Inbox inbox : inboxes()) {
            if (!ended.contains(inbox)) {
                List<Message> messages = ours(inbox, round, now);
                if (!messages.isEmpty() && messages.getLast().ends()) {
                    ended.add(inbox);
                    story.step(
                            "end told in " + inbox.name(),
                            now,
                            oneLine(messages.getLast().text()));
                    story.met(
                            "alert resolved",
                            "to be read in " + inbox.name(),
                            oneLine(messages.getLast().text()));
                }
            }
        }
        return ended.containsAll(inboxes());
    }

    /** There is no more time, and its end was not told everywhere. */
    void notEnded() {
        for (Inbox inbox : missing(ended)) {
            story.missed(
                    "alert resolved",
                    "to be read in " + inbox.name(),
                    "no message of its end with " + String.join(", ", words),
                    "look at 'send_resolved' of the receiver");
        }
    }

    private List<Inbox> missing(Set<Inbox> found) {
        List<Inbox> missing = new ArrayList<>(inboxes());
        missing.removeAll(found);
        return missing;
    }

    private static String oneLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).map(String::strip).collect(Collectors.joining(" | "));
    }
}
