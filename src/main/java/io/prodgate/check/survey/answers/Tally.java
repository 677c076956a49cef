package io.prodgate.check.survey.answers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answers that count: one for each technician and ticket. Of several it is the last one, by when they were given if both say so, else by
 * the order in which they were read.
 */
public final class Tally {
    private final Map<Key, Answer> counted = new LinkedHashMap<>();
    private final List<Answer> leftOut = new ArrayList<>();
    private final Map<String, String> spelled = new HashMap<>();

    private record Key(String technician, String ticket) {}

    /** Takes an answer of somebody who stands under a label: {@link Answer#who()} has no other name any more. */
    public void add(Answer given) {
        String ticket = Tickets.key(given.ticket());
        Answer answer = given.about(spelled.computeIfAbsent(ticket, any -> given.ticket()));
        Key key = new Key(answer.who().id(), ticket);
        Answer before = counted.get(key);
        if (before == null) {
            counted.put(key, answer);
        } else if (later(before, answer)) {
            counted.put(key, answer);
            leftOut.add(before);
        } else {
            leftOut.add(answer);
        }
    }

    private static boolean later(Answer before, Answer answer) {
        return before.at().isEmpty()
                || answer.at().isEmpty()
                || !answer.at().get().isBefore(before.at().get());
    }

    /** Marks what somebody said of a ticket as to be quoted; false if there is no such text. */
    public boolean quote(String technician, String ticket) {
        Key key = new Key(technician, Tickets.key(ticket));
        Optional<Answer> answer = Optional.ofNullable(counted.get(key))
                .filter(one -> !one.comment().isEmpty());
        answer.ifPresent(one -> counted.put(key, one.quoted()));
        return answer.isPresent();
    }

    /** Those that count, in the order of the first that came for each. */
    public List<Answer> counted() {
        return List.copyOf(counted.values());
    }

    /** Those that were left out, since the same technician answered again about the same ticket. */
    public List<Answer> leftOut() {
        return List.copyOf(leftOut);
    }

    /** How many people answered. */
    public int technicians() {
        return (int) counted.keySet().stream().map(Key::technician).distinct().count();
    }

    /** About how many tickets. */
    public int tickets() {
        return (int) counted.keySet().stream()
                .map(Key::ticket)
                .filter(ticket -> !ticket.isEmpty())
                .distinct()
                .count();
    }
}
