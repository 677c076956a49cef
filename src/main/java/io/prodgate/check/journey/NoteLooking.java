package io.prodgate.check.journey;

import io.prodgate.check.journey.servicedesk.FilledNote;
import io.prodgate.check.journey.servicedesk.NoteBoard;
import io.prodgate.check.journey.servicedesk.ServiceDesks;
import io.prodgate.check.journey.servicedesk.WantedNote;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.plan.Values;
import io.prodgate.system.SystemException;
import io.prodgate.system.servicedesk.Note;
import io.prodgate.system.servicedesk.ServiceDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks for the one new note on a request of ServiceDesk Plus. New is what was not there before the item was sent: ids are compared, since
 * ServiceDesk has a clock of its own.
 */
final class NoteLooking implements Looking {
    /** A note that bears a time so long before the sending is not an answer to it, however wrong the clocks are. */
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);

    private static final int MOST_TRIES = 3;
    private static final int FIRST_WORDS = 80;
    private static final String NO_REQUEST = "no-request";
    private static final String NO_NOTES = "no-notes";

    private final WantedNote wanted;
    private final Journey.Until until;
    private final String name;
    private final Books books;
    private final Asking asking;
    private final ServiceDesks serviceDesks;
    private final NoteBoard board;
    private Optional<Set<String>> before = Optional.empty();
    private Optional<SystemTrouble> trouble = Optional.empty();

    /**
     * Looks for one item.
     *
     * @param board where all items of the attempt put what they find
     */
    NoteLooking(
            WantedNote wanted,
            Journey.Until until,
            String name,
            Books books,
            Asking asking,
            ServiceDesks serviceDesks,
            NoteBoard board) {
        this.wanted = wanted;
        this.until = until;
        this.name = name;
        this.books = books;
        this.asking = asking;
        this.serviceDesks = serviceDesks;
        this.board = board;
    }

    @Override
    public Optional<ItemEnd> before() throws InterruptedException {
        if (!until.blind()) {
            // The request itself comes from the answer to the sending.
            before = Optional.of(Set.of());
            return Optional.empty();
        }
        if (!(books.known() instanceof Books.ToBeSent)) {
            before = books.before().filter(ids -> !ids.contains(Redactor.MASK)).map(NoteLooking::ids);
            return Optional.empty();
        }
        for (int tries = 1; ; tries++) {
            Optional<String> why = lookBefore();
            if (why.isEmpty()) {
                return Optional.empty();
            }
            if (tries >= MOST_TRIES || !asking.pause(until.pace().first())) {
                unknown();
                String detail = "not sent: which notes there are before could not be seen: " + why.get();
                return Optional.of(
                        ItemEnd.of(name, End.NOT_JUDGED, asking.time().now(), detail, asking.trail()));
            }
        }
    }

    /** Why it could not be seen; empty if it was. */
    private Optional<String> lookBefore() throws InterruptedException {
        try {
            String request = filled().request();
            Optional<Optional<List<String>>> found = ask(desk -> desk.noteIds(request));
            if (found.isEmpty()) {
                return Optional.of("a value of the plan is missing");
            }
            List<String> ids = found.get().orElse(List.of());
            before = Optional.of(Set.copyOf(ids));
            books.before(found.get().isEmpty() ? NO_REQUEST : ids.isEmpty() ? NO_NOTES : String.join(",", ids));
            return Optional.empty();
        } catch (SystemException e) {
            trouble = e.trouble();
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (Values.MissingValueException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Set<String> ids(String written) {
        return written.equals(NO_REQUEST) || written.equals(NO_NOTES) ? Set.of() : Set.of(written.split(","));
    }

    private FilledNote filled() {
        FilledNote filled = FilledNote.of(wanted, asking.values());
        board.waits(name, filled);
        return filled;
    }

    private <T> Optional<T> ask(ServiceDesks.Question<T> question) throws SystemException, InterruptedException {
        return asking.visit(attempt -> serviceDesks.ask(wanted.system(), attempt, question));
    }

    @Override
    public Seen look(Sent sent) throws InterruptedException {
        if (before.isEmpty()) {
            return new Seen.Hopeless("which notes there were before it was sent is not known any more");
        }
        Set<String> known = before.get();
        try {
            FilledNote note = filled();
            Instant looked = asking.time().now();
            Optional<Optional<List<Note>>> found = ask((ServiceDesk desk) -> desk.notes(note.request(), known));
            trouble = Optional.empty();
            if (found.isEmpty()) {
                return new Seen.Hopeless("a value of the plan is missing");
            }
            return found.get()
                    .map(notes -> judged(note, notes, sent, looked))
                    .orElseGet(() -> new Seen.NotYet(looked, "there is no request " + note.request()));
        } catch (SystemException e) {
            trouble = e.trouble();
            String why = wanted.system().name() + ": " + e.getMessage();
            return trouble.isPresent() ? new Seen.Silent(why) : new Seen.Hopeless(why);
        } catch (Values.MissingValueException e) {
            return new Seen.Hopeless(String.valueOf(e.getMessage()));
        }
    }

    private Seen judged(FilledNote wish, List<Note> found, Sent sent, Instant looked) {
        found.forEach(note -> board.seen(name, note));
        Instant earliest = sent.earliest().minus(MOST_SKEW);
        List<Note> notes = found.stream()
                .filter(note -> note.added().map(at -> !at.isBefore(earliest)).orElse(true))
                .filter(wish::byAuthor)
                .toList();
        if (notes.isEmpty()) {
            return new Seen.NotYet(looked, "no new note on request " + wish.request() + others(wish, found));
        }
        if (notes.size() > 1) {
            String ids = notes.stream().limit(MOST_TRIES).map(Note::id).collect(Collectors.joining(", "));
            return new Seen.Failed(
                    "duplicate: %d new notes on request %s: %s".formatted(notes.size(), wish.request(), ids),
                    OptionalInt.of(notes.size()));
        }
        Note note = notes.getFirst();
        asking.prove(Way.NOTE, note.added().orElse(looked), told(note));
        return wish.complaint(note)
                .<Seen>map(complaint -> new Seen.Failed("note " + note.id() + " " + complaint, OptionalInt.of(1)))
                .orElseGet(() -> new Seen.There(looked, asking.time().now()));
    }

    private static String told(Note note) {
        String words = note.text().replaceAll("\\s+", " ");
        String first = words.length() <= FIRST_WORDS
                ? words
                : words.substring(0, FIRST_WORDS).strip() + "…";
        return "%s by %s: \"%s\""
                .formatted(note.id(), note.author().or(note::email).orElse("(not told)"), first);
    }

    private static String others(FilledNote wish, List<Note> found) {
        if (found.isEmpty()) {
            return "";
        }
        Note other = found.getFirst();
        return wish.byAuthor(other)
                ? " since it was sent; note " + other.id() + " bears an earlier time"
                : " by '" + wish.author().orElse("") + "'; note " + other.id() + " is by '"
                        + other.author().or(other::email).orElse("(not told)") + "'";
    }

    /** ServiceDesk did not know the request before it was sent. */
    @Override
    public boolean simulated() {
        return books.before().filter(NO_REQUEST::equals).isPresent();
    }

    @Override
    public void unknown() {
        trouble.ifPresent(last -> {
            asking.trail().add(List.of(last));
            asking.trail().explainedBy(Optional.of(last));
        });
    }
}
