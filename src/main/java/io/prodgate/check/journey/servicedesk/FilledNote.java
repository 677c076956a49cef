package io.prodgate.check.journey.servicedesk;

import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import io.prodgate.system.servicedesk.Note;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is wanted of the note of one item, filled in.
 *
 * @param request the id of the request
 * @param author who has to write it
 * @param words of what it has to be about
 */
public record FilledNote(
        String request,
        Optional<String> author,
        int minLength,
        List<String> contains,
        Optional<String> words,
        List<String> without,
        List<String> sections) {
    public FilledNote {
        contains = List.copyOf(contains);
        without = List.copyOf(without);
        sections = List.copyOf(sections);
    }

    /**
     * Fills in.
     *
     * @throws Values.MissingValueException if a value is missing
     */
    public static FilledNote of(WantedNote wanted, Values values) {
        WantedNote.Content content = wanted.content();
        return new FilledNote(
                wanted.request().fill(values),
                wanted.author().map(author -> author.fill(values)),
                content.minLength(),
                filled(content.contains(), values),
                content.wordsOf().map(words -> filled(words, values)),
                filled(content.without(), values),
                filled(content.sections(), values));
    }

    private static List<String> filled(List<Template> templates, Values values) {
        return templates.stream().map(template -> filled(template, values)).toList();
    }

    /** An empty text would be in every note: what is to be looked for is not known. */
    private static String filled(Template template, Values values) {
        String text = template.fill(values);
        if (text.isBlank()) {
            throw new Values.MissingValueException(template.references().getFirst());
        }
        return text;
    }

    /** True if it is written by whom the plan names, or the plan names nobody. */
    public boolean byAuthor(Note note) {
        return author.map(note::by).orElse(true);
    }

    /** What a note misses, in words; empty if it says what it has to. */
    public Optional<String> complaint(Note note) {
        String text = note.text();
        String lower = text.toLowerCase(Locale.ROOT);
        if (!note.request().equals(request)) {
            return Optional.of("is on request " + note.request() + ", not on " + request);
        }
        if (text.isEmpty()) {
            return Optional.of("is empty");
        }
        if (text.codePointCount(0, text.length()) < minLength) {
            return Optional.of("has " + text.codePointCount(0, text.length()) + " characters, and " + minLength
                    + " are expected at least");
        }
        return contains.stream()
                .filter(part -> !lower.contains(part.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(part -> "does not contain '" + part + "'")
                .or(() -> sections.stream()
                        .filter(section -> lower.lines()
                                .noneMatch(line -> line.strip().startsWith(section.toLowerCase(Locale.ROOT))))
                        .findFirst()
                        .map(section -> "has no section '" + section + "'"))
                .or(() -> without.stream()
                        .filter(part -> lower.contains(part.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .map(part -> "contains '" + part + "', which must not be there"))
                .or(() -> words.filter(about -> !NoteWords.about(about, text))
                        .map(about -> "is not about '" + about + "': it has " + NoteWords.shared(about, text) + " of "
                                + NoteWords.of(about).size() + " words"));
    }

    /** True if a note is about the same as the one that is wanted. */
    boolean isAboutSame(Note note) {
        return words.map(about -> NoteWords.about(about, note.text())).orElse(false);
    }
}
