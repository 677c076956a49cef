package io.prodgate.check.survey.answers;

import java.text.Normalizer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a survey words its questions, and what the columns of its files are called.
 *
 * @param texts of each question: the first as it is asked, the others as it is asked elsewhere; every question has one
 * @param columns further names of columns that say who, about what and when
 */
public record Wording(Map<Question, List<String>> texts, Map<Column, List<String>> columns) {
    /** The product's own words. */
    public static final Wording STANDARD = new Wording(Map.of(), Map.of());

    public Wording {
        Map<Question, List<String>> all = new EnumMap<>(Question.class);
        for (Question question : Question.values()) {
            all.put(question, List.copyOf(texts.getOrDefault(question, List.of(question.text()))));
        }
        texts = Map.copyOf(all);
        columns = Map.copyOf(columns);
    }

    /** A question as it is asked. */
    public String asked(Question question) {
        return all(question).getFirst();
    }

    List<String> all(Question question) {
        return texts.getOrDefault(question, List.of(question.text()));
    }

    /** The words of a text, one space between them: without case and punctuation, as people repeat a heading. */
    static String words(String text) {
        StringBuilder words = new StringBuilder(text.length());
        boolean gap = false;
        String folded = fold(text);
        for (int i = 0; i < folded.length(); ) {
            int point = folded.codePointAt(i);
            i += Character.charCount(point);
            if (Character.isLetterOrDigit(point) || Character.getType(point) == Character.NON_SPACING_MARK) {
                if (gap && !words.isEmpty()) {
                    words.append(' ');
                }
                gap = false;
                words.appendCodePoint(point);
            } else {
                gap = true;
            }
        }
        return words.toString();
    }

    /** A text without the differences of case, width and composition of characters. */
    static String fold(String text) {
        return Normalizer.normalize(
                Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
    }
}
