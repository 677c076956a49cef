package io.prodgate.check.survey.answers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What people call each other in a text: the parts of a name and of an address, as words. */
final class NameParts {
    /** Shorter ones are mostly something else. */
    static final int SHORTEST = 3;

    /** So many words a name may have to be found as a whole. */
    static final int MOST_WORDS = 4;

    private NameParts() {}

    static Set<String> of(Person who) {
        Set<String> parts = new LinkedHashSet<>();
        List<String> whole = new ArrayList<>(List.of(who.name(), who.mail().replaceFirst("@.*", "")));
        if (who.id().codePoints().anyMatch(Character::isLetter)) {
            whole.add(who.id());
        }
        for (String name : whole) {
            String words = Wording.words(name);
            parts.add(words);
            parts.addAll(List.of(words.split(" ")));
        }
        parts.removeIf(part -> part.length() < SHORTEST);
        return parts;
    }
}
