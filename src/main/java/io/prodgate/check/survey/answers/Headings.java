package io.prodgate.check.survey.answers;

import io.prodgate.check.survey.answers.Meaning.About;
import io.prodgate.check.survey.answers.Meaning.Asked;
import io.prodgate.check.survey.answers.Meaning.Subject;
import io.prodgate.plan.Nearest;
import io.prodgate.plan.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows headings by their words: first those that are just a name or a text of the survey, then those that hold such a text, then those that
 * hold a word of one question only. What is not known, or could be two things, is a mistake: nobody guesses what people answered.
 */
final class Headings {
    /** Texts of fewer words may stand in a heading by chance. */
    private static final int WORDS_OF_A_TEXT = 3;

    private static final Pattern GRID = Pattern.compile("(?s)(.*\\S)\\s*\\[([^\\[\\]]*\\p{L}[^\\[\\]]*)]\\s*");

    /** Quizzes of Microsoft Forms add two columns to each question. */
    private static final Pattern ADDED = Pattern.compile("(?s)(Points|Feedback) - .*");

    private final Map<String, Set<Subject>> names = new HashMap<>();
    private final Map<String, Subject> texts = new HashMap<>();
    private final Map<String, Meaning> known = new HashMap<>();
    private final List<String> suggested = new ArrayList<>();

    Headings(Wording wording) {
        for (Question question : Question.values()) {
            Subject subject = new Asked(question);
            suggested.add(question.id());
            name(question.id(), subject);
            for (String text : wording.all(question)) {
                name(text, subject);
                suggested.add(text);
                if (Wording.words(text).split(" ").length >= WORDS_OF_A_TEXT) {
                    texts.put(Wording.words(text), subject);
                }
            }
        }
        for (Column column : Column.values()) {
            column.names().forEach(name -> name(name, new About(column)));
            wording.columns().getOrDefault(column, List.of()).forEach(name -> claim(name, new About(column)));
            suggested.addAll(column == Column.IGNORED ? List.of() : column.names());
        }
    }

    private void name(String text, Subject subject) {
        names.computeIfAbsent(Wording.words(text), words -> new LinkedHashSet<>())
                .add(subject);
    }

    /** What the plan says of a heading counts, whatever else it could be. */
    private void claim(String text, Subject subject) {
        names.put(Wording.words(text), new LinkedHashSet<>(Set.of(subject)));
    }

    /** What stands under a heading. */
    Meaning of(String heading, Supplier<Position> at) throws AnswersException {
        Meaning before = known.get(heading);
        if (before != null) {
            return before;
        }
        Meaning meaning = meaning(heading, at);
        known.put(heading, meaning);
        return meaning;
    }

    private Meaning meaning(String heading, Supplier<Position> at) throws AnswersException {
        if (ADDED.matcher(heading.strip()).matches()) {
            return new Meaning(new About(Column.IGNORED), "");
        }
        Matcher grid = GRID.matcher(heading);
        if (grid.matches() && !names.containsKey(Wording.words(heading))) {
            Subject what = subject(grid.group(1), at);
            return new Meaning(what, what instanceof Asked ? grid.group(2).strip() : "");
        }
        return new Meaning(subject(heading, at), "");
    }

    private Subject subject(String heading, Supplier<Position> at) throws AnswersException {
        String words = Wording.words(heading);
        Set<Subject> found = names.getOrDefault(words, Set.of());
        if (found.isEmpty()) {
            found = byText(words);
        }
        if (found.isEmpty()) {
            found = byWord(words);
        }
        if (found.size() == 1) {
            return found.iterator().next();
        }
        String what = found.isEmpty()
                ? "the heading '" + Shown.text(heading) + "' is none of this survey"
                : "the heading '" + Shown.text(heading) + "' could be several: " + told(found);
        String hint = found.isEmpty() ? Nearest.hint(heading.strip(), suggested) : "";
        throw new AnswersException(
                at.get(),
                what,
                (hint.startsWith("did you mean") ? hint + " Else " : "")
                        + "name it in the check's 'questions' or 'columns' (there 'ignore' for what nobody needs)");
    }

    private Set<Subject> byText(String words) {
        Set<Subject> found = new LinkedHashSet<>();
        texts.forEach((text, subject) -> {
            if ((" " + words + " ").contains(" " + text + " ")) {
                found.add(subject);
            }
        });
        return found;
    }

    private static Set<Subject> byWord(String words) {
        Set<Subject> found = new LinkedHashSet<>();
        for (Question question : Question.values()) {
            if (question.words().stream().anyMatch(word -> (" " + words + " ").contains(" " + word + " "))) {
                found.add(new Asked(question));
            }
        }
        return found;
    }

    private static String told(Set<Subject> found) {
        return String.join(
                ", ",
                found.stream()
                        .map(subject -> switch (subject) {
                            case Asked(Question question) -> question.id();
                            case About(Column column) -> column.id();
                        })
                        .sorted()
                        .toList());
    }
}
