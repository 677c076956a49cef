package io.prodgate.check.journey.servicedesk;

import io.prodgate.check.AskedSystem;
import io.prodgate.plan.Template;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The note that an item is to lead to: exactly one new note on its request.
 *
 * @param system the ServiceDesk
 * @param request the id of the request
 * @param author the name or address of who writes it; notes of others do not count
 * @param content what it has to say
 */
public record WantedNote(AskedSystem system, Template request, Optional<Template> author, Content content) {
    /**
     * What a note has to say, beside anything at all. Upper and lower case are the same everywhere.
     *
     * @param minLength characters that can be read, at least 1
     * @param contains texts that have to be there
     * @param wordsOf a text of whose longer words at least half have to be there
     * @param without texts that must not be there: what belongs to another tenant or item
     * @param sections texts with which a line of their own has to begin
     */
    public record Content(
            int minLength,
            List<Template> contains,
            Optional<Template> wordsOf,
            List<Template> without,
            List<Template> sections) {
        public Content {
            contains = List.copyOf(contains);
            without = List.copyOf(without);
            sections = List.copyOf(sections);
        }
    }

    /** All that is filled in. */
    public List<Template.Reference> references() {
        return Stream.of(
                        Stream.of(request),
                        author.stream(),
                        content.contains().stream(),
                        content.wordsOf().stream(),
                        content.without().stream(),
                        content.sections().stream())
                .flatMap(templates -> templates)
                .flatMap(template -> template.references().stream())
                .toList();
    }

    /** What is asked, for people. */
    public String line() {
        return "notes on request " + request + " of " + system.name();
    }
}
