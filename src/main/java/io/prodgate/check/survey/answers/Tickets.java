package io.prodgate.check.survey.answers;

import io.prodgate.plan.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tickets of a survey, found however people write them. */
final class Tickets {
    private final Map<String, Ticket> byWords = new LinkedHashMap<>();
    private final List<String> ids;

    Tickets(List<Ticket> tickets) {
        tickets.forEach(ticket -> byWords.put(key(ticket.id()), ticket));
        ids = tickets.stream().map(Ticket::id).toList();
    }

    /** What is the same for all ways to write a ticket: {@code #t-1042} is {@code T-1042}. */
    static String key(String id) {
        String words = Wording.words(id);
        return words.isEmpty() ? id.strip() : words;
    }

    /** True if a survey may be about any. */
    boolean any() {
        return byWords.isEmpty();
    }

    /** The ticket that is meant; one that stands in no list is its own. */
    Optional<Ticket> find(String written) {
        if (any()) {
            return Optional.of(new Ticket(written.strip(), "", ""));
        }
        if (written.isBlank() && byWords.size() == 1) {
            return Optional.of(byWords.values().iterator().next());
        }
        return Optional.ofNullable(byWords.get(key(written)));
    }

    String hint(String written) {
        return written.isBlank() ? "name it in a column 'ticket'" : Nearest.hint(written, ids);
    }
}
