package io.prodgate.check.survey.answers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Who answered, without their names: each is known by keyed hashes of what they are called, and stands under a label such as {@code T1}.
 *
 * <p>The strongest mark that a file has decides: an id before a mail address before a name. Somebody who was known by name only, and now
 * comes with an address, is the same one.
 */
public final class Technicians {
    private final KeyedHash hash;
    private final Names names;
    private final List<Known> known = new ArrayList<>();

    private Technicians(KeyedHash hash, Names names, List<Known> known) {
        this.hash = hash;
        this.names = names;
        this.known.addAll(known);
    }

    /** Nobody is known yet. */
    public static Technicians none(KeyedHash hash, Names names) {
        return new Technicians(hash, names, List.of());
    }

    /** Those who were known before, under labels. */
    static Technicians of(KeyedHash hash, List<Known> known) {
        return new Technicians(hash, Names.PSEUDONYMISED, known);
    }

    /** What becomes of their names. */
    Names names() {
        return names;
    }

    /**
     * One of them.
     *
     * @param label they stand under
     * @param marks hashes of ids and addresses
     * @param names hashes of whole names
     * @param parts hashes of first and last names, and of what stands before the @ of an address
     */
    record Known(String label, Set<String> marks, Set<String> names, Set<String> parts) {
        Known {
            marks = new TreeSet<>(marks);
            names = new TreeSet<>(names);
            parts = new TreeSet<>(parts);
        }

        boolean has(String token) {
            return marks.contains(token) || names.contains(token) || parts.contains(token);
        }
    }

    List<Known> known() {
        return List.copyOf(known);
    }

    KeyedHash hash() {
        return hash;
    }

    /** Takes note of a label that somebody stands under already, so that nobody else gets it. */
    public void reserve(String label) {
        if (known.stream().noneMatch(one -> one.label().equals(label))) {
            known.add(new Known(label, Set.of(), Set.of(), Set.of()));
        }
    }

    /**
     * The label of who gave an answer: a new one for somebody new.
     *
     * @throws AnswersException if several are called so, and nothing else is said
     */
    public String label(Answer answer) throws AnswersException {
        Person who = answer.who();
        Known found = find(answer).orElseGet(() -> next(who));
        List<String> marks = who.marks();
        String name = Wording.fold(who.name()).strip().replaceAll("\\s+", " ");
        marks.stream().filter(mark -> !mark.equals(name)).map(hash::of).forEach(found.marks()::add);
        if (!name.isEmpty()) {
            found.names().add(hash.of(name));
        }
        NameParts.of(who).stream().map(hash::of).forEach(found.parts()::add);
        return found.label();
    }

    private Optional<Known> find(Answer answer) throws AnswersException {
        List<String> marks = answer.who().marks();
        String strongest = hash.of(marks.getFirst());
        Optional<Known> sure =
                known.stream().filter(one -> one.marks().contains(strongest)).findFirst();
        if (sure.isPresent()) {
            return sure;
        }
        String last = hash.of(marks.getLast());
        List<Known> namesakes =
                known.stream().filter(one -> one.names().contains(last)).toList();
        if (marks.size() > 1 || answer.who().name().isEmpty()) {
            return namesakes.stream().filter(one -> one.marks().isEmpty()).findFirst();
        }
        if (namesakes.size() > 1) {
            throw new AnswersException(
                    answer.place(),
                    "several technicians are called like the one who answered here",
                    "say which by the mail address, in a column 'email'");
        }
        return namesakes.stream().findFirst();
    }

    private Known next(Person who) {
        Set<String> taken = known.stream().map(Known::label).collect(Collectors.toSet());
        String label = switch (names) {
            case PSEUDONYMISED -> free("T", taken);
            case KEPT -> taken.contains(who.shown()) ? free(who.shown() + " ", taken) : who.shown();
        };
        Known one = new Known(label, Set.of(), Set.of(), Set.of());
        known.add(one);
        return one;
    }

    private static String free(String start, Set<String> taken) {
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> start + number)
                .filter(label -> !taken.contains(label))
                .findFirst()
                .orElseThrow();
    }

    /** Who goes by a hashed token; several where a first name is that of several. */
    Set<String> labels(String token) {
        String hashed = hash.of(token);
        Set<String> labels = new LinkedHashSet<>();
        known.stream().filter(one -> one.has(hashed)).map(Known::label).forEach(labels::add);
        return labels;
    }
}
