package io.prodgate.check.survey.answers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is asked about each ticket: four questions that are answered with 1 to 5, and an open one. */
public enum Question {
    RELEVANCE("relevance", "How relevant was the enhancement to the ticket issue?", "relevance", "relevant"),
    ACCURACY("accuracy", "Was the enhancement information accurate?", "accuracy", "accurate"),
    USEFULNESS(
            "usefulness",
            "Did the enhancement help resolve the ticket faster?",
            "usefulness",
            "useful",
            "helpful",
            "faster"),
    OVERALL("overall", "Rate overall enhancement quality", "overall", "quality"),
    OPEN(
            "open",
            "What could be improved?",
            "open feedback",
            "improved",
            "improvement",
            "improvements",
            "comment",
            "comments");

    private final String id;
    private final String text;
    private final List<String> words;

    Question(String id, String text, String... words) {
        this.id = id;
        this.text = text;
        this.words = List.of(words);
    }

    /** Those that are answered with a number, in the order they are asked. */
    public static List<Question> rated() {
        return Arrays.stream(values()).filter(question -> question != OPEN).toList();
    }

    /** The question of this id. */
    public static Optional<Question> of(String id) {
        return Arrays.stream(values())
                .filter(question -> question.id.equals(id))
                .findFirst();
    }

    /** As plans and files name it: {@code relevance}. */
    public String id() {
        return id;
    }

    /** As it is asked if the plan has no other words. */
    public String text() {
        return text;
    }

    /** Words by which a heading is known as this question's, if it has those of no other. */
    List<String> words() {
        return words;
    }
}
